import { newTraceId, startFlow, type AnyFlow, type Sql } from '@crossdock/flow-engine';
import { NOTIFY_FLOW, replayId } from '../flows/shop-notification/notify-shop.flow';

export interface Delivery {
  readonly id: string;
  readonly type: string;
  readonly orderId: string | null;
  readonly state: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
}

/** What an endpoint was told, newest first, with the state of the newest delivery. */
export async function readDeliveries(
  sql: Sql,
  endpointId: string,
  limit: number,
  before: string | null,
): Promise<Delivery[]> {
  return sql.query<Delivery>(
    `select n.id, n.type, n.order_id as "orderId", j.state, (select count(*)::int from attempt a where a.job_id = j.id) as attempts,
       j.error->>'summary' as error, n.created_at as "createdAt",
       case when j.state = 'done' then j.finished_at end as "deliveredAt"
     from shop_notification n
     cross join lateral (
       select id, state, error, finished_at from sync_job
       where flow_run_id in (select id from flow_run
         where subject_id = any(array(select n.id::text || case when r = 0 then '' else '#' || r end from generate_series(0, 20) r)))
       order by id desc limit 1
     ) j
     where n.endpoint_id = $1 and ($3::uuid is null or n.id < $3::uuid) order by n.id desc limit $2`,
    [endpointId, limit, before],
  );
}

/** Sends a notification once more, as a run of its own. False when the endpoint was never told it. */
export async function replay(sql: Sql, flow: AnyFlow, endpointId: string, notificationId: string): Promise<boolean> {
  const known = await sql.query(`select id from shop_notification where id = $1 and endpoint_id = $2 for update`, [
    notificationId,
    endpointId,
  ]);
  if (known.length === 0) return false;
  const rows = await sql.query<{ runs: number }>(
    `select count(*)::int as runs from flow_run where flow = $1 and (subject_id = $2 or subject_id like $2 || '#%')`,
    [NOTIFY_FLOW, notificationId],
  );
  await startFlow(sql, flow, replayId(notificationId, rows[0]?.runs ?? 1), newTraceId());
  return true;
}
