import { ORDER_STATUSES, type OrderStatus } from '@crossdock/canonical';
import type { Sql } from '@crossdock/flow-engine';

export interface Today {
  /** Midnight at the business's place. */
  readonly since: Date;
  readonly orders: number;
  /** There are more: counting stops at the newest 20,000, and the stages are those of them. */
  readonly isCapped: boolean;
  readonly byStatus: Readonly<Record<OrderStatus, number>>;
}

const COUNTED = 20_000;

/** The orders that came in today, and how far each has got. */
export async function readToday(sql: Sql, timeZone: string): Promise<Today> {
  const rows = await sql.query<{ since: Date; status: OrderStatus | null; orders: number }>(
    `with midnight as (select date_trunc('day', now() at time zone $1) at time zone $1 as since)
     select since, newest.status, count(newest.status)::int as orders from midnight
     left join lateral (select status from orders o where o.received_at >= since
       order by o.received_at desc, o.id desc limit ${COUNTED + 1}) newest on true
     group by since, newest.status`,
    [timeZone],
  );
  const byStatus = Object.fromEntries(ORDER_STATUSES.map((status) => [status, 0])) as Record<OrderStatus, number>;
  for (const { status, orders } of rows) if (status !== null) byStatus[status] = orders;
  const orders = rows.reduce((sum, row) => sum + row.orders, 0);
  return {
    since: rows[0]?.since ?? new Date(),
    orders: Math.min(orders, COUNTED),
    isCapped: orders > COUNTED,
    byStatus,
  };
}
