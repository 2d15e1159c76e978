import { freeForChannel } from '@crossdock/canonical';
import type { Sql } from '@crossdock/flow-engine';
import Big from 'big.js';
import { added } from './allocation';
import { resolveShortages } from './incidents';
import { LEVEL, moveLevels, placeKey, recordMovements, type Level, type ShelfPlace } from './levels';
import { Pools } from './pools';

interface Waiting extends ShelfPlace {
  readonly orderId: string;
  readonly channel: string;
  readonly waiting: string;
}

/**
 * Gives what has come in to the orders that wait for it, the oldest first, as far as it goes. The levels of these places
 * must be locked by the caller.
 */
export async function allotWaiting(sql: Sql, places: readonly ShelfPlace[]): Promise<void> {
  const values = [places.map(({ sku }) => sku), places.map(({ warehouse }) => warehouse)];
  const waiting = await sql.query<Waiting>(
    `select r.order_id as "orderId", r.channel, r.sku, r.warehouse, r.waiting from stock_reservation r
     join unnest($1::text[], $2::text[]) as p(sku, warehouse) on r.sku = p.sku and r.warehouse = p.warehouse
     where r.state = 'open' and r.waiting > 0 order by r.created_at, r.order_id`,
    values,
  );
  if (waiting.length === 0) return;
  const levels = await sql.query<Level>(
    `select ${LEVEL} from stock_level l join unnest($1::text[], $2::text[]) as p(sku, warehouse)
     on l.sku = p.sku and l.warehouse = p.warehouse where l.counted is not null`,
    values,
  );
  const shelves = new Map(levels.map((level) => [placeKey(level), level]));
  const pools = await Pools.of(sql, [...new Set(waiting.map(({ sku }) => sku))]);
  const allotted: (ShelfPlace & { orderId: string; quantity: string })[] = [];
  for (const one of waiting) {
    const shelf = shelves.get(placeKey(one));
    if (shelf === undefined) continue;
    const { onHand, reserved } = shelf;
    const left = new Big(freeForChannel({ onHand: onHand ?? '0', reserved }, pools.ofOthers(one.channel, one.sku)));
    const given = left.lt(one.waiting) ? left : new Big(one.waiting);
    if (given.lte(0)) continue;
    const quantity = given.toFixed();
    shelves.set(placeKey(one), { ...shelf, reserved: added(reserved, quantity) });
    pools.took(one.channel, one.sku, quantity);
    allotted.push({ orderId: one.orderId, sku: one.sku, warehouse: one.warehouse, quantity });
  }
  await store(sql, allotted);
}

async function store(
  sql: Sql,
  allotted: readonly (ShelfPlace & { readonly orderId: string; readonly quantity: string })[],
): Promise<void> {
  if (allotted.length === 0) return;
  const taken = await sql.query<ShelfPlace & { orderId: string; quantity: string }>(
    `update stock_reservation r set quantity = r.quantity + a.quantity, waiting = r.waiting - a.quantity
     from unnest($1::uuid[], $2::text[], $3::text[], $4::numeric[]) as a(order_id, sku, warehouse, quantity)
     where r.order_id = a.order_id and r.sku = a.sku and r.warehouse = a.warehouse and r.state = 'open'
       and r.waiting >= a.quantity
     returning r.order_id as "orderId", r.sku, r.warehouse, a.quantity`,
    [
      allotted.map(({ orderId }) => orderId),
      allotted.map(({ sku }) => sku),
      allotted.map(({ warehouse }) => warehouse),
      allotted.map(({ quantity }) => quantity),
    ],
  );
  await moveLevels(
    sql,
    taken.map((one) => ({ ...one, reserved: one.quantity, unconfirmed: '0' })),
  );
  await recordMovements(
    sql,
    taken.map((one) => ({ ...one, kind: 'allot' as const, source: 'orders' })),
  );
  await resolveShortages(sql, [...new Set(taken.map(({ orderId }) => orderId))]);
}
