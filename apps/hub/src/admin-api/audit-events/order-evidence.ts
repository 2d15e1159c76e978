import type { Sql } from '@crossdock/flow-engine';
import type { OrderReader } from '../../orders/order-reader';
import type { Locale } from '../../users/role';
import { AUDIT_COLUMNS, AUDIT_FROM, type AuditView } from './audit-rows';

/** More than an order ever has; where there are more, the evidence says so. */
const MOST_ROWS = 2_000;

export interface OrderEvidence {
  readonly format: 'crossdock.order-evidence/1';
  readonly order: unknown;
  readonly timeline: readonly unknown[];
  readonly jobs: readonly object[];
  /** Calls of each attempt as they were stored: without passwords and personal data. */
  readonly attempts: readonly object[];
  readonly auditEvents: readonly AuditView[];
  /** True when something was left out because there is too much of it. */
  readonly truncated: boolean;
}

/** Everything that is known of what was done about one order. Null when there is no such order. */
export async function orderEvidence(
  sql: Sql,
  orders: OrderReader,
  orderId: string,
  locale: Locale,
): Promise<OrderEvidence | null> {
  const order = await orders.get(orderId);
  if (order === null) return null;
  const jobs = await sql.query<{ id: string }>(
    `select id::text, flow, step, item, kind, connection_id as "connectionId", state, attempts,
       idempotency_key as "idempotencyKey", note, result, error, created_at as "createdAt", finished_at as "finishedAt"
     from sync_job where flow_run_id in (select id from flow_run where subject_id = $1) order by id limit ${MOST_ROWS}`,
    [orderId],
  );
  const jobIds = jobs.map(({ id }) => id);
  const attempts = await sql.query(
    `select job_id::text as "jobId", started_at as "startedAt", duration_ms as "durationMs", outcome, worker, error,
       mapping_versions as "mappingVersions", exchanges
     from attempt where job_id = any($1::bigint[]) order by id limit ${MOST_ROWS}`,
    [jobIds],
  );
  const auditEvents = await sql.query<AuditView>(
    `select ${AUDIT_COLUMNS} from ${AUDIT_FROM}
     where (a.subject_type = 'order' and a.subject_id = $1) or (a.subject_type = 'sync-job' and a.subject_id = any($2))
     order by a.id limit ${MOST_ROWS}`,
    [orderId, jobIds],
  );
  return {
    format: 'crossdock.order-evidence/1',
    order,
    timeline: await orders.timeline(orderId, locale),
    jobs,
    attempts,
    auditEvents,
    truncated: [jobs, attempts, auditEvents].some((rows) => rows.length === MOST_ROWS),
  };
}
