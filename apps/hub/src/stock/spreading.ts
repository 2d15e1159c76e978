import { availableToSell, type AvailableToSell } from '@crossdock/canonical';
import { newTraceId, wakeJobs, type Database, type Sql } from '@crossdock/flow-engine';
import Big from 'big.js';
import { readChannels } from '../orders/channels';
import { channelRoutes, type Channel } from '../orders/routes';
import { allotWaiting } from './allotment';
import { trackedWarehouses } from './feeds';
import { LEVEL, type Level, type ShelfPlace } from './levels';
import { policyFor, readPolicies } from './policies';
import { Pools } from './pools';

/** SKUs of one transaction: a wave of ten thousand changes is spread in some seconds, and nobody waits long for a lock. */
const AT_ONCE = 500;

/** Under this key the flow that tells a channel its stock waits for news. */
export function stockOutKey(channel: string): string {
  return `${channel}/stock-out`;
}

interface ChannelStock {
  readonly channel: string;
  readonly sku: string;
  readonly available: AvailableToSell;
  readonly version: string;
}

/**
 * Works out anew what channels may sell of the SKUs whose levels have changed, notes which offers are to be told, and wakes
 * who tells them. Returns true when there is more to do; `due` says that jobs are due.
 */
export async function spreadChanges(database: Database, due: () => void): Promise<boolean> {
  const spread = await database.transaction(async (sql) => spreadSome(sql));
  if (spread > 0) due();
  return spread === AT_ONCE;
}

/** Returns how many levels it took. */
async function spreadSome(sql: Sql): Promise<number> {
  const changed = await sql.query<ShelfPlace & { version: string }>(
    `select sku, warehouse, version from stock_level where version <> spread_version
       order by version limit ${AT_ONCE} for update skip locked`,
  );
  if (changed.length === 0) return 0;
  await allotWaiting(sql, changed);
  await spread(sql, [...new Set(changed.map(({ sku }) => sku))]);
  await sql.query(
    `update stock_level l set spread_version = l.version from unnest($1::text[], $2::text[]) as c(sku, warehouse)
       where l.sku = c.sku and l.warehouse = c.warehouse`,
    [changed.map(({ sku }) => sku), changed.map(({ warehouse }) => warehouse)],
  );
  return changed.length;
}

async function spread(sql: Sql, skus: readonly string[]): Promise<void> {
  const channels = (await readChannels(sql)).map((channel) => ({ channel, warehouse: warehouseOf(channel) }));
  const stocks = await workOut(sql, skus, channels);
  if (stocks.length === 0) return;
  const fresh = await storeChannelStock(sql, stocks);
  await noteOffers(sql, fresh);
  const kinds = new Map(channels.map(({ channel }) => [channel.id, channel.kind]));
  const [shops, marketplaces] = [
    fresh.filter(({ channel }) => kinds.get(channel) === 'shop'),
    fresh.filter(({ channel }) => kinds.get(channel) === 'marketplace'),
  ];
  await tellShops(sql, shops);
  await wakeJobs(sql, [...new Set(marketplaces.map(({ channel }) => stockOutKey(channel)))]);
}

/** The warehouse that a channel sells from; null when its routes name none. */
export function warehouseOf(channel: Channel): string | null {
  return channelRoutes.safeParse(channel.routes).data?.warehouse ?? null;
}

async function workOut(
  sql: Sql,
  skus: readonly string[],
  channels: readonly { readonly channel: Channel; readonly warehouse: string | null }[],
): Promise<ChannelStock[]> {
  const tracked = await trackedWarehouses(
    sql,
    channels.flatMap(({ warehouse }) => warehouse ?? []),
  );
  // Sold beyond what there is: it uses up what may be, like what is reserved.
  const levels = await sql.query<Level & { promised: string }>(
    `select ${LEVEL}, l.reserved + coalesce((select sum(r.waiting) from stock_reservation r
       where r.sku = l.sku and r.warehouse = l.warehouse and r.state = 'open' and r.waiting > 0), 0) as promised
     from stock_level l where l.sku = any($1::text[]) and l.counted is not null`,
    [skus],
  );
  const policies = await readPolicies(sql, skus);
  const pools = await Pools.read(
    sql,
    policies,
    channels.map(({ channel }) => channel.id),
    skus,
  );
  const bySku = new Map<string, (Level & { promised: string })[]>();
  for (const level of levels) bySku.set(level.sku, [...(bySku.get(level.sku) ?? []), level]);
  return channels.flatMap(({ channel, warehouse }) => {
    if (warehouse === null || !tracked.has(warehouse)) return [];
    return [...bySku].flatMap(([sku, all]): ChannelStock[] => {
      const shelves = all.filter((level) => level.warehouse === warehouse);
      if (shelves.length === 0) return [];
      const stock = shelves.map(({ onHand, promised }) => ({ onHand: onHand ?? '0', reserved: promised }));
      const available = availableToSell(stock, policyFor(policies, channel.id, sku), pools.ofOthers(channel.id, sku));
      return [{ channel: channel.id, sku, available, version: newest(shelves) }];
    });
  });
}

function newest(levels: readonly Level[]): string {
  return levels.map(({ version }) => version).reduce((best, one) => (new Big(one).gt(best) ? one : best), '0');
}

type FreshStock = Pick<ChannelStock, 'channel' | 'sku' | 'version'> & { readonly available: number };

/** Stores what channels may sell; returns what is another number than before. */
async function storeChannelStock(sql: Sql, stocks: readonly ChannelStock[]): Promise<FreshStock[]> {
  return sql.query<FreshStock>(
    `insert into channel_stock as c (channel, sku, available, version, why)
     select * from unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::jsonb[])
       as new(channel, sku, available, version, why) order by channel, sku
     on conflict (channel, sku) do update set available = excluded.available, version = excluded.version,
       why = excluded.why, changed_at = now() where c.available <> excluded.available
     returning channel, sku, available, version`,
    [
      stocks.map(({ channel }) => channel),
      stocks.map(({ sku }) => sku),
      stocks.map(({ available }) => Math.min(available.shown, 2_147_483_647)),
      stocks.map(({ version }) => version),
      stocks.map(({ available }) => JSON.stringify(available)),
    ],
  );
}

/** Offers of these SKUs are to be told; what they were yet to be told before is overtaken. */
async function noteOffers(sql: Sql, fresh: readonly FreshStock[]): Promise<void> {
  await sql.query(
    `update channel_offer o set due_version = new.version,
       due_at = case when o.due_version is null then now() else o.due_at end
     from unnest($1::text[], $2::text[], $3::bigint[]) as new(channel, sku, version)
     where o.channel = new.channel and o.sku = new.sku`,
    [fresh.map(({ channel }) => channel), fresh.map(({ sku }) => sku), fresh.map(({ version }) => version)],
  );
}

/** One event a SKU for shops that listen; what is told is the number at the time of telling. */
async function tellShops(sql: Sql, fresh: readonly FreshStock[]): Promise<void> {
  if (fresh.length === 0) return;
  await sql.query(
    `insert into outbox_event (type, channel, subject_id, payload, trace_id)
     select 'stock.changed', new.channel, new.sku,
       jsonb_build_object('channel', new.channel, 'sku', new.sku, 'available', new.available, 'version', new.version::text), $5
     from unnest($1::text[], $2::text[], $3::int[], $4::bigint[]) as new(channel, sku, available, version)
     where exists (select 1 from webhook_endpoint e where e.channel = new.channel and 'stock.changed' = any(e.events))`,
    [
      fresh.map(({ channel }) => channel),
      fresh.map(({ sku }) => sku),
      fresh.map(({ available }) => available),
      fresh.map(({ version }) => version),
      newTraceId(),
    ],
  );
}

/** Everything that these SKUs are shown as is worked out again, because a policy has changed. Null: every SKU. */
export async function spreadAgain(sql: Sql, sku: string | null): Promise<void> {
  await sql.query(`update stock_level set version = nextval('stock_version') where $1::text is null or sku = $1`, [
    sku,
  ]);
}
