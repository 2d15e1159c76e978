import type { DecimalString } from '@crossdock/canonical';
import type { Sql } from '@crossdock/flow-engine';
import { added, allocate, isShort, totalled, type Allocated, type Wanted } from './allocation';
import { trackedWarehouses } from './feeds';
import { recordIncidents, resolveShortages } from './incidents';
import { lateness } from './lateness';
import { lockLevels, moveLevels, placeKey, recordMovements } from './levels';
import { policyFor, readPolicies } from './policies';
import { Pools } from './pools';

/** An order that is about to be stored, and what it takes from where. */
export interface StockRequest {
  readonly orderId: string;
  readonly channel: string;
  readonly channelKind: 'shop' | 'marketplace';
  readonly wanted: readonly Wanted[];
}

/** What an order would get. `refused`: the policy says that an order that cannot be had whole is not taken. */
export interface StockAnswer {
  readonly allocated: readonly Allocated[];
  readonly refused: boolean;
  /** The policy says that a person looks at it first. */
  readonly held: boolean;
}

const NOTHING: StockAnswer = { allocated: [], refused: false, held: false };

/**
 * What orders get of what there is, first come, first served. Locks the levels until the caller's transaction ends, so that
 * no other order gets the same pieces; `reserve` then stores it for the orders that were stored. Orders whose warehouses
 * nobody tells the stock of get an empty answer.
 */
export async function askForStock(sql: Sql, requests: readonly StockRequest[]): Promise<readonly StockAnswer[]> {
  const warehouses = requests.flatMap(({ wanted }) => wanted.map(({ warehouse }) => warehouse));
  const tracked = await trackedWarehouses(sql, warehouses);
  if (tracked.size === 0) return requests.map(() => NOTHING);
  const asked = requests.map((request) => ({
    ...request,
    wanted: totalled(request.wanted.filter(({ warehouse }) => tracked.has(warehouse))),
  }));
  const all = asked.flatMap(({ wanted }) => wanted);
  const shelves = new Map(await lockLevels(sql, all));
  const skus = [...new Set(all.map(({ sku }) => sku))];
  const policies = await readPolicies(sql, skus);
  const channels = policies.some(({ pool }) => pool > 0) ? await channelIds(sql) : [];
  const pools = await Pools.read(sql, policies, channels, skus);
  return asked.map(({ channel, channelKind, wanted }) => {
    const allocated = wanted.map((one) => {
      const shelf = shelves.get(placeKey(one)) ?? { onHand: null, reserved: '0' };
      const { onShortage } = policyFor(policies, channel, one.sku);
      return allocate(one, shelf, pools.ofOthers(channel, one.sku), onShortage);
    });
    const short = allocated.filter(isShort);
    // A marketplace has sold it already; it can only be looked at.
    const refused = channelKind === 'shop' && short.some(({ onShortage }) => onShortage === 'refuse');
    const held = !refused && short.some(({ onShortage }) => onShortage !== 'back-order');
    for (const one of refused ? [] : allocated) {
      const shelf = shelves.get(placeKey(one));
      if (shelf === undefined) continue;
      shelves.set(placeKey(one), { ...shelf, reserved: added(shelf.reserved, one.quantity) });
      pools.took(channel, one.sku, one.quantity);
    }
    return { allocated, refused, held };
  });
}

/** Stores what orders got, once they are stored themselves. */
export async function reserve(
  sql: Sql,
  orders: readonly (StockRequest & Pick<StockAnswer, 'allocated'> & { readonly placedAt: string })[],
): Promise<void> {
  const all = orders.flatMap(({ orderId, channel, allocated }) =>
    allocated.map((one) => ({ ...one, orderId, channel })),
  );
  if (all.length === 0) return;
  await sql.query(
    `insert into stock_reservation (order_id, sku, warehouse, channel, quantity, waiting)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::numeric[], $6::numeric[])
     on conflict (order_id, sku, warehouse) do update set quantity = excluded.quantity, waiting = excluded.waiting,
       state = 'open', created_at = now(), closed_at = null, confirmed_at = null`,
    [
      all.map(({ orderId }) => orderId),
      all.map(({ sku }) => sku),
      all.map(({ warehouse }) => warehouse),
      all.map(({ channel }) => channel),
      all.map(({ quantity }) => quantity),
      all.map(({ waiting }) => waiting),
    ],
  );
  await moveLevels(
    sql,
    all.map((one) => ({ ...one, reserved: one.quantity, unconfirmed: '0' })),
  );
  await recordMovements(
    sql,
    all.map((one) => ({ ...one, kind: 'reserve' as const, source: one.channel })),
  );
  for (const { orderId, channel, channelKind, placedAt, allocated } of orders) {
    for (const { sku, warehouse, quantity, waiting } of allocated.filter(isShort)) {
      const late = channelKind === 'marketplace' ? await lateness(sql, channel, sku, placedAt) : null;
      const facts = { had: quantity, missing: waiting, ...(late === null ? {} : { late }) };
      await recordIncidents(sql, [{ kind: 'oversold', sku, warehouse, channel, orderId, facts }]);
    }
  }
}

/** What an order has been promised and wants besides, and whether some of it has left already. */
export async function readReservations(
  sql: Sql,
  orderId: string,
): Promise<readonly (Wanted & { readonly state: 'open' | 'issued' | 'released' })[]> {
  return sql.query(
    `select sku, warehouse, (quantity + waiting)::text as quantity, state from stock_reservation where order_id = $1`,
    [orderId],
  );
}

/** Gives back everything that an order has open. */
export async function release(sql: Sql, orderId: string, source: string): Promise<void> {
  const open = await readOpen(sql, orderId);
  if (open.length === 0) return;
  await lockLevels(sql, open);
  // Read again under the lock: what waited may have been allotted meanwhile.
  const closed = await sql.query<Wanted>(
    `update stock_reservation set state = 'released', closed_at = now() where order_id = $1 and state = 'open'
     returning sku, warehouse, quantity`,
    [orderId],
  );
  await moveLevels(
    sql,
    closed.map((one) => ({ ...one, reserved: `-${one.quantity}`, unconfirmed: '0' })),
  );
  await recordMovements(
    sql,
    closed.map((one) => ({ ...one, kind: 'release' as const, source, orderId })),
  );
  await resolveShortages(sql, [orderId]);
}

async function readOpen(sql: Sql, orderId: string): Promise<readonly { sku: string; warehouse: string }[]> {
  return sql.query(`select sku, warehouse from stock_reservation where order_id = $1 and state = 'open'`, [orderId]);
}

async function channelIds(sql: Sql): Promise<string[]> {
  return (await sql.query<{ id: string }>(`select id from channel`)).map(({ id }) => id);
}

/** What an order is told when there is not enough of something. */
export function shortageText(allocated: readonly Allocated[]): string {
  return allocated
    .filter(isShort)
    .map(({ sku, quantity, waiting, warehouse }) => {
      const asked: DecimalString = added(quantity, waiting);
      return `Only ${quantity} of ${asked} ${sku} are in the warehouse "${warehouse}".`;
    })
    .join(' ');
}
