import type { Database } from '@crossdock/flow-engine';
import { z } from 'zod';
import { NOTIFY_FLOW } from '../../flows/shop-notification/notify-shop.flow';
import type { ListQuery, ListShape } from '../list/list-query';
import { pageOfRows, type Page } from '../list/page-of-rows';
import { SqlFilter } from '../list/sql-filter';

/** An event that an endpoint of a shop is told, with the state of its newest delivery. */
export interface SentRow {
  /** Also the header `webhook-id`. */
  readonly id: string;
  readonly endpointId: string;
  /** Null when the endpoint was removed. */
  readonly endpointName: string | null;
  readonly type: string;
  readonly orderId: string | null;
  readonly orderReference: string | null;
  readonly jobId: string | null;
  readonly state: string | null;
  readonly attempts: number;
  readonly error: string | null;
  readonly dueAt: Date | null;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
}

export type SentView = SentRow & { readonly payload: unknown; readonly url: string | null };

// A replay is a run with a number behind the id, and nobody asks for more of them: each is one look into the index.
const NEWEST_JOB = `left join lateral (
    select s.id, s.state, s.error, s.finished_at, s.due_at from sync_job s
    where s.flow_run_id in (select id from flow_run where subject_id = any(
      array(select n.id::text || case when r = 0 then '' else '#' || r end from generate_series(0, 20) r)))
    order by s.id desc limit 1
  ) j on true`;
const COLUMNS = `n.id, n.endpoint_id as "endpointId", c.name as "endpointName", n.type, n.order_id as "orderId",
  o.reference as "orderReference", j.id::text as "jobId", j.state,
  (select count(*)::int from attempt a where a.job_id = j.id) as attempts, j.error->>'summary' as error,
  case when j.state in ('ready', 'waiting') then j.due_at end as "dueAt", n.created_at as "createdAt",
  case when j.state = 'done' then j.finished_at end as "deliveredAt"`;
const FROM = `shop_notification n left join connection c on c.id = n.endpoint_id left join orders o on o.id = n.order_id
  ${NEWEST_JOB}`;

const filter = z.strictObject({
  endpointId: z.string().max(100).optional(),
  orderId: z.guid().optional(),
  type: z.string().max(60).optional(),
  /** Given up: waits for a person. */
  failed: z.boolean().optional(),
});
type Filter = z.output<typeof filter>;

// Ids are made in the order of time.
export const sentListShape: ListShape<Filter, 'id'> = { filter, sorts: ['id'] };

export async function listSent(database: Database, query: ListQuery<Filter, 'id'>): Promise<Page<SentRow>> {
  const { endpointId, orderId, type, failed } = query.filter;
  const conditions = new SqlFilter()
    .and('n.endpoint_id = ?', endpointId)
    .and('n.order_id = ?', orderId)
    .and('n.type = ?', type)
    .and(
      `n.id in (select split_part(f.subject_id, '#', 1)::uuid from sync_job f
        where f.state in ('dead', 'in-doubt') and f.flow = ?)`,
      failed === true ? NOTIFY_FLOW : undefined,
    );
  const sql = {
    select: `select ${COLUMNS} from ${FROM}`,
    from: 'shop_notification n',
    orderBy: `n.id ${query.direction}`,
  };
  return pageOfRows<SentRow>(database, sql, conditions, query);
}

export async function readSent(database: Database, id: string): Promise<SentView | null> {
  const [row] = await database.query<SentView>(
    `select ${COLUMNS}, n.payload, c.settings->>'url' as url from ${FROM} where n.id = $1`,
    [id],
  );
  return row ?? null;
}
