import { isNewer, parseInstant, readingProblem, type StockLevel } from '@crossdock/canonical';
import type { Sql } from '@crossdock/flow-engine';
import Big from 'big.js';
import { feedFor, readFeedsOf, type StockFeed } from './feeds';
import { recordIncidents, resolveReadingIncidents, type Incident } from './incidents';
import { lockLevels, moveLevels, placeKey, recordMovements, type ShelfPlace } from './levels';

/** A page of what a source said. */
export interface Reading {
  readonly connectionId: string;
  readonly levels: readonly StockLevel[];
  /** Epoch milliseconds by the hub's clock. */
  readonly receivedAt: number;
  /**
   * Set when the source has now told everything that had changed before this moment (epoch milliseconds): what left
   * earlier is in its numbers.
   */
  readonly completeBefore: number | null;
}

interface Sound {
  readonly level: StockLevel;
  readonly feed: StockFeed;
}

/** Clocks of the hub's own computers may differ by so much. */
const CLOCK_MARGIN_MS = 2_000;

/**
 * Takes readings into the ledger, in the caller's transaction. Older ones than are known change nothing; those that make no
 * sense are kept as incidents and change nothing. Returns how many levels changed.
 */
export async function applyReading(sql: Sql, reading: Reading): Promise<number> {
  const feeds = await readFeedsOf(sql, reading.connectionId);
  const { sound, incidents } = sorted(reading, feeds);
  const truths = sound.filter(({ feed }) => feed.isTruth);
  const locked = await lockLevels(sql, truths.map(placeOf));
  const fresh = await storeReadings(sql, reading.connectionId, sound);
  const newer = truths.filter((one) => fresh.has(placeKey(placeOf(one))));
  const changed = newer.filter((one) => locked.get(placeKey(placeOf(one)))?.counted !== plain(one.level.onHand));
  await storeCounted(sql, newer);
  await recordMovements(
    sql,
    changed.map((one) => ({
      ...placeOf(one),
      kind: 'reading' as const,
      quantity: one.level.onHand,
      source: reading.connectionId,
      sourceSequence: one.level.sourceSequence ?? null,
      observedAt: one.level.observedAt,
    })),
  );
  await recordIncidents(sql, incidents);
  const troubled = new Set(
    incidents.map(({ sku, warehouse }) => placeKey({ sku: sku ?? '', warehouse: warehouse ?? '' })),
  );
  const places = sound
    .map((one) => ({ ...placeOf(one), isNegative: Number(one.level.onHand) < 0 }))
    .filter((place) => fresh.has(placeKey(place)) && !troubled.has(placeKey(place)));
  await resolveReadingIncidents(sql, reading.connectionId, places);
  await confirmIssues(sql, reading, feeds);
  return changed.length;
}

/** What can be taken, the newest of each place, and what is wrong with the rest. */
function sorted(
  { connectionId, levels, receivedAt }: Reading,
  feeds: readonly StockFeed[],
): { readonly sound: readonly Sound[]; readonly incidents: readonly Incident[] } {
  const sound = new Map<string, Sound>();
  const incidents: Incident[] = [];
  for (const level of levels) {
    const { sku, warehouse, onHand, observedAt, sourceSequence = null } = level;
    const facts = { onHand: onHand.slice(0, 40), observedAt: observedAt.slice(0, 40), sourceSequence };
    const feed = feedFor(feeds, warehouse);
    if (feed === null) {
      incidents.push({
        kind: 'unknown-warehouse',
        connectionId,
        warehouse,
        facts: { ...facts, sku: sku.slice(0, 200) },
      });
      continue;
    }
    const problem = readingProblem(level, receivedAt);
    if (problem !== null) {
      incidents.push({ kind: problem, connectionId, sku, warehouse: feed.warehouse, facts });
      continue;
    }
    if (onHand.startsWith('-') && Number(onHand) < 0) {
      incidents.push({ kind: 'negative-on-hand', connectionId, sku, warehouse: feed.warehouse, facts });
    }
    const one = { level, feed };
    const before = sound.get(placeKey(placeOf(one)));
    if (before === undefined || isNewer(orderOf(level), orderOf(before.level))) sound.set(placeKey(placeOf(one)), one);
  }
  return { sound: [...sound.values()], incidents };
}

function orderOf({ sourceSequence, observedAt }: StockLevel): { sourceSequence: string | null; observedAt: number } {
  return { sourceSequence: sourceSequence ?? null, observedAt: parseInstant(observedAt) ?? 0 };
}

function placeOf({ level, feed }: Sound): ShelfPlace {
  return { sku: level.sku, warehouse: feed.warehouse };
}

/** As PostgreSQL writes a numeric(18, 4). */
function plain(quantity: string): string {
  const rounded = new Big(quantity).round(4, Big.roundHalfUp);
  return rounded.eq(0) ? '0.0000' : rounded.toFixed(4);
}

/** Stores what is newer than what the source said before. Returns the places of those. */
async function storeReadings(sql: Sql, connectionId: string, sound: readonly Sound[]): Promise<ReadonlySet<string>> {
  if (sound.length === 0) return new Set();
  const known = await sql.query<ShelfPlace & { sourceSequence: string | null; observedAt: Date }>(
    `select r.sku, r.warehouse, r.source_sequence as "sourceSequence", r.observed_at as "observedAt" from stock_reading r
     join unnest($2::text[], $3::text[]) as p(sku, warehouse) on r.sku = p.sku and r.warehouse = p.warehouse
     where r.connection_id = $1`,
    [connectionId, sound.map(({ level }) => level.sku), sound.map(({ feed }) => feed.warehouse)],
  );
  const last = new Map(known.map((row) => [placeKey(row), { ...row, observedAt: row.observedAt.getTime() }]));
  const newer = sound.filter((one) => isNewer(orderOf(one.level), last.get(placeKey(placeOf(one))) ?? null));
  await sql.query(
    `insert into stock_reading (connection_id, sku, warehouse, quantity, source_sequence, observed_at)
     select $1, * from unnest($2::text[], $3::text[], $4::numeric[], $5::text[], $6::timestamptz[])
     on conflict (connection_id, sku, warehouse) do update set quantity = excluded.quantity,
       source_sequence = excluded.source_sequence, observed_at = excluded.observed_at, received_at = now()`,
    [connectionId, ...columnsOf(newer)],
  );
  return new Set(newer.map((one) => placeKey(placeOf(one))));
}

/** The level is spread anew only when the number is another one. */
async function storeCounted(sql: Sql, newer: readonly Sound[]): Promise<void> {
  if (newer.length === 0) return;
  await sql.query(
    `update stock_level l set counted = r.quantity, source_sequence = r.source_sequence, observed_at = r.observed_at,
       version = case when l.counted is distinct from r.quantity then nextval('stock_version') else l.version end,
       changed_at = case when l.counted is distinct from r.quantity then now() else l.changed_at end
     from unnest($1::text[], $2::text[], $3::numeric[], $4::text[], $5::timestamptz[])
       as r(sku, warehouse, quantity, source_sequence, observed_at)
     where l.sku = r.sku and l.warehouse = r.warehouse`,
    columnsOf(newer),
  );
}

function columnsOf(sound: readonly Sound[]): unknown[][] {
  return [
    sound.map(({ level }) => level.sku),
    sound.map(({ feed }) => feed.warehouse),
    sound.map(({ level }) => level.onHand),
    sound.map(({ level }) => level.sourceSequence ?? null),
    sound.map(({ level }) => level.observedAt),
  ];
}

/** What left before the source was asked is in its numbers now, and is not taken off once more. */
async function confirmIssues(sql: Sql, reading: Reading, feeds: readonly StockFeed[]): Promise<void> {
  const warehouses = feeds.filter((feed) => feed.isTruth).map((feed) => feed.warehouse);
  if (reading.completeBefore === null || warehouses.length === 0) return;
  const before = new Date(reading.completeBefore - CLOCK_MARGIN_MS);
  const due = await sql.query<ShelfPlace>(
    `select sku, warehouse from stock_reservation where state = 'issued' and confirmed_at is null
       and warehouse = any($1::text[]) and closed_at < $2`,
    [warehouses, before],
  );
  if (due.length === 0) return;
  await lockLevels(sql, due);
  const confirmed = await sql.query<ShelfPlace & { quantity: string; orderId: string }>(
    `update stock_reservation set confirmed_at = now() where state = 'issued' and confirmed_at is null
       and warehouse = any($1::text[]) and closed_at < $2
     returning sku, warehouse, quantity, order_id as "orderId"`,
    [warehouses, before],
  );
  await moveLevels(
    sql,
    confirmed.map((one) => ({ ...one, reserved: '0', unconfirmed: `-${one.quantity}` })),
  );
  await recordMovements(
    sql,
    confirmed.map((one) => ({ ...one, kind: 'confirm' as const, source: reading.connectionId })),
  );
}
