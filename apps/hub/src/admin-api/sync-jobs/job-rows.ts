import type { JobError, JobState, Sql } from '@crossdock/flow-engine';
import { FULFILMENT_FLOW } from '../../orders/order-cancellation';
import { NOTIFY_FLOW } from '../../flows/shop-notification/notify-shop.flow';

/** A step of a flow, as lists show it. */
export interface JobRow {
  readonly id: string;
  readonly flow: string;
  readonly step: string;
  /** `F1` for a fulfilment, `F1/S1` for a parcel of it, empty for the whole. */
  readonly item: string;
  readonly state: JobState;
  readonly connectionId: string;
  /** The order that it is about; null for work that is about none. */
  readonly orderId: string | null;
  readonly orderReference: string | null;
  /** Failures that counted, one after another. */
  readonly attempts: number;
  readonly dueAt: Date;
  /** What it waits for or why it was skipped, for people. */
  readonly note: string | null;
  readonly error: Pick<JobError, 'class' | 'code' | 'summary' | 'fix'> | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** A job with what an engineer wants to know of it. */
export interface JobDetail extends JobRow {
  readonly kind: string;
  readonly subjectId: string;
  readonly idempotencyKey: string;
  /** Something may exist at the vendor already: it is looked up before anything is sent again. */
  readonly outcomeUnknown: boolean;
  readonly giveUpAt: Date | null;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly traceId: string;
}

const ROW = `j.id::text, j.flow, j.step, j.item, j.state, j.connection_id as "connectionId", o.id as "orderId",
  o.reference as "orderReference", j.attempts, j.due_at as "dueAt", j.note, j.created_at as "createdAt",
  j.finished_at as "finishedAt",
  case when j.error is null then null else jsonb_build_object('class', j.error->'class', 'code', j.error->'code',
    'summary', j.error->'summary', 'fix', j.error->'fix') end as error`;

// A replayed notification is a subject of its own: `<notification>#<n>`. Other flows have subjects that are no UUIDs.
const FROM = `sync_job j
  left join shop_notification n
    on n.id = case when j.flow = '${NOTIFY_FLOW}' then split_part(j.subject_id, '#', 1)::uuid end
  left join orders o
    on o.id = case when j.flow = '${FULFILMENT_FLOW}' then j.subject_id::uuid else n.order_id end`;

/** The jobs, in the order of the ids; those that are gone are left out. */
export async function readJobs(sql: Sql, ids: readonly string[]): Promise<JobRow[]> {
  if (ids.length === 0) return [];
  return sql.query<JobRow>(
    `select ${ROW} from ${FROM} where j.id = any($1::bigint[]) order by array_position($1::bigint[], j.id)`,
    [ids],
  );
}

export async function readJob(sql: Sql, id: string): Promise<JobDetail | null> {
  const rows = await sql.query<JobDetail>(
    `select ${ROW}, j.kind, j.subject_id as "subjectId", j.idempotency_key as "idempotencyKey",
       j.outcome_unknown as "outcomeUnknown", j.give_up_at as "giveUpAt", j.result, r.trace_id as "traceId"
     from ${FROM} join flow_run r on r.id = j.flow_run_id where j.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** More than an order ever has: a bound, not a page. */
const MOST_JOBS_OF_AN_ORDER = 500;

/** Condition for the jobs about an order, and about what the shop was told of it. */
export const ABOUT_ORDER = `j.flow_run_id in (select r.id from flow_run r where r.subject_id = any(array(
  select ?::text union all select n.id::text from shop_notification n where n.order_id = ?::text::uuid)))`;

/** Everything that was done about an order, in the order of its making. */
export async function readJobsOfOrder(sql: Sql, orderId: string): Promise<JobRow[]> {
  const rows = await sql.query<{ id: string }>(
    `select j.id::text from sync_job j where ${ABOUT_ORDER.replaceAll('?', '$1')} order by j.id
     limit ${MOST_JOBS_OF_AN_ORDER}`,
    [orderId],
  );
  return readJobs(
    sql,
    rows.map(({ id }) => id),
  );
}
