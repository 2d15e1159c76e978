import type { OrderStatus } from '@crossdock/canonical';
import type { Database, RowStatement, Sql } from '@crossdock/flow-engine';
import { resolveShortages } from './incidents';
import { lockLevels, moveLevels, recordMovements, type ShelfPlace } from './levels';

const AT_ONCE = 500;
const CLOSING: readonly OrderStatus[] = ['packed', 'shipped', 'delivered', 'cancelled'];
const CLOSINGS: RowStatement = {
  text: `insert into stock_closing (order_id, status) select * from unnest($1::uuid[], $2::text[])`,
  columns: 2,
};

/**
 * Says what became of an order that has reserved something. The ledger follows a moment later, in one place: so steps of
 * orders never wait for one another's levels.
 */
export async function noteForStock(sql: Sql, orderId: string, before: OrderStatus, after: OrderStatus): Promise<void> {
  if (before === after || !CLOSING.includes(after)) return;
  await sql.store(CLOSINGS, [orderId, after]);
}

interface Closed extends ShelfPlace {
  readonly orderId: string;
  readonly quantity: string;
  readonly reserved: string;
  readonly state: 'issued' | 'released';
}

/**
 * Turns reservations into issues where the warehouse has taken the pieces off its stock, and gives back those of cancelled
 * orders. Returns true when there is more to do.
 */
export async function followClosings(database: Database): Promise<boolean> {
  return database.transaction(async (sql) => {
    const closings = await sql.query<{ orderId: string; status: OrderStatus }>(
      `delete from stock_closing where id in (select id from stock_closing order by id limit ${AT_ONCE} for update skip locked)
       returning order_id as "orderId", status`,
    );
    if (closings.length === 0) return false;
    const values = [closings.map(({ orderId }) => orderId), closings.map(({ status }) => status)];
    const places = await sql.query<ShelfPlace>(
      `select distinct r.sku, r.warehouse from stock_reservation r
       where r.order_id = any($1::uuid[]) and r.state = 'open'`,
      [values[0]],
    );
    await lockLevels(sql, places);
    const closed = await sql.query<Closed>(CLOSE, values);
    await moveLevels(
      sql,
      closed.map((one) => ({
        ...one,
        reserved: `-${one.reserved}`,
        unconfirmed: one.state === 'issued' ? one.quantity : '0',
      })),
    );
    await recordMovements(
      sql,
      closed.map(({ state, ...one }) => ({
        ...one,
        kind: state === 'issued' ? ('issue' as const) : ('release' as const),
        source: 'orders',
      })),
    );
    await resolveShortages(sql, [...new Set(closed.map(({ orderId }) => orderId))]);
    return closings.length === AT_ONCE;
  });
}

// What left includes what was waited for: the warehouse has found it. Without a feed nobody deducts, and shipping closes.
const CLOSE = `
  with due as (
    select r.order_id, r.sku, r.warehouse, r.quantity as reserved,
      case when bool_or(c.status = 'cancelled') then 'released' else 'issued' end as state
    from stock_reservation r
    join unnest($1::uuid[], $2::text[]) as c(order_id, status) on c.order_id = r.order_id
    left join stock_feed f on f.warehouse = r.warehouse and f.is_truth
    where r.state = 'open' and (c.status in ('cancelled', 'shipped', 'delivered')
      or (c.status = 'packed' and f.deducts_at = 'packed'))
    group by r.order_id, r.sku, r.warehouse
  )
  update stock_reservation r set state = due.state, closed_at = now(),
    quantity = case when due.state = 'issued' then r.quantity + r.waiting else r.quantity end,
    waiting = case when due.state = 'issued' then 0 else r.waiting end
  from due where r.order_id = due.order_id and r.sku = due.sku and r.warehouse = due.warehouse and r.state = 'open'
  returning r.order_id as "orderId", r.sku, r.warehouse, r.quantity, due.reserved, r.state`;
