import type { Database, Sql } from '@crossdock/flow-engine';
import { DELAY_BOUNDS_S } from './delay-buckets';

/** What is counted together. All time zones differ from UTC by whole slots. */
export const SLOT_MINUTES = 15;
const SLOT_OF = `date_bin('${SLOT_MINUTES} minutes', %at, 'epoch'::timestamptz)`;

/** Ids of one transaction. */
const AT_ONCE = 20_000;
/** Ids are given before rows are seen by others: so long later every row up to a known id is there, or never will be. */
const SEEN_AFTER_MS = 5_000;

interface Reading {
  readonly doneId: string;
  readonly sampledId: string;
  readonly isSettled: boolean;
}

interface Source {
  readonly table: 'timeline_entry' | 'attempt';
  /** Adds the rows after id $1 up to id $2. */
  readonly add: (sql: Sql, from: string, upTo: string) => Promise<unknown>;
}

/**
 * Adds up what happened by quarters of an hour, as it happens, so that the start page reads a few hundred rows whatever
 * there ever was. Figures of a row that was on its way to the database for longer than five seconds may be missing: these
 * are figures to steer by, not accounts.
 */
export class FigureFollower {
  constructor(
    private readonly database: Database,
    private readonly seenAfterMs = SEEN_AFTER_MS,
  ) {}

  /** One pass. Returns true when there is more to add. */
  async pass(): Promise<boolean> {
    let isMore = false;
    for (const source of SOURCES) {
      isMore = (await this.database.transaction(async (sql) => this.follow(sql, source))) || isMore;
    }
    return isMore;
  }

  private async follow(sql: Sql, { table, add }: Source): Promise<boolean> {
    const [reading] = await sql.query<Reading>(
      `select done_id::text as "doneId", sampled_id::text as "sampledId",
         sampled_at <= now() - $2 * interval '1 millisecond' as "isSettled"
       from figure_reading where source = $1 for update`,
      [table, this.seenAfterMs],
    );
    if (reading === undefined) return false;
    const [done, sampled] = [BigInt(reading.doneId), BigInt(reading.sampledId)];
    if (sampled > done && !reading.isSettled) return false;
    const upTo = sampled - done > AT_ONCE ? done + BigInt(AT_ONCE) : sampled;
    if (upTo > done) {
      await add(sql, reading.doneId, upTo.toString());
      await sql.query('update figure_reading set done_id = $2 where source = $1', [table, upTo.toString()]);
    }
    if (upTo < sampled) return true;
    await sql.query(
      `update figure_reading set sampled_id = (select coalesce(max(id), 0) from ${table}), sampled_at = now()
       where source = $1`,
      [table],
    );
    return false;
  }
}

// `again`: only the first of an order counts. `untouched`: nobody had to do anything until then. `duplicate`: two documents
// with different numbers for the same thing at the same system.
const FROM_TIMELINE = `
  with entry as (
    select t.*, ${SLOT_OF.replace('%at', 't.at')} as slot from timeline_entry t
    where t.id > $1 and t.id <= $2 and t.code in ('order.accepted', 'fulfilment.requested', 'shipment.shipped',
      'attention.raised', 'sales-order.created', 'shipment.created', 'invoice.issued')
  ), seen as (
    select e.slot, e.code, e.at, e.order_id,
      exists (select 1 from timeline_entry b where b.order_id = e.order_id and b.id < e.id and b.code = e.code) as again,
      e.code = 'shipment.shipped' and not exists (select 1 from timeline_entry b
        where b.order_id = e.order_id and b.id < e.id
          and b.code in ('attention.raised', 'step.skipped', 'step.bound', 'step.retried', 'order.corrected', 'order.held')) as untouched,
      e.code in ('sales-order.created', 'fulfilment.requested', 'shipment.created', 'invoice.issued')
        and exists (select 1 from timeline_entry b where b.order_id = e.order_id and b.id < e.id and b.code = e.code
          and b.connection_id is not distinct from e.connection_id
          and b.facts->>'reference' is not distinct from e.facts->>'reference'
          and b.facts->>'number' <> e.facts->>'number') as duplicate
    from entry e
  ), counted as (
    insert into work_figure (slot, received, requested, shipped, straight_through, attention, duplicates)
    select slot, count(*) filter (where code = 'order.accepted'),
      count(*) filter (where code = 'fulfilment.requested' and not again),
      count(*) filter (where code = 'shipment.shipped' and not again),
      count(*) filter (where code = 'shipment.shipped' and not again and untouched),
      count(*) filter (where code = 'attention.raised' and not again), count(*) filter (where duplicate)
    from seen group by slot
    on conflict (slot) do update set received = work_figure.received + excluded.received,
      requested = work_figure.requested + excluded.requested, shipped = work_figure.shipped + excluded.shipped,
      straight_through = work_figure.straight_through + excluded.straight_through,
      attention = work_figure.attention + excluded.attention, duplicates = work_figure.duplicates + excluded.duplicates
  )
  insert into delay_figure (slot, bucket, orders)
  select s.slot, width_bucket(extract(epoch from s.at - o.received_at)::float8, $3::float8[]), count(*)
  from seen s join orders o on o.id = s.order_id
  where s.code = 'fulfilment.requested' and not s.again group by 1, 2
  on conflict (slot, bucket) do update set orders = delay_figure.orders + excluded.orders`;

// Looking whether something has happened yet is no attempt at anything, and being told to wait is no failure.
const FROM_ATTEMPTS = `
  insert into work_figure (slot, attempts, failures)
  select ${SLOT_OF.replace('%at', 'a.started_at')}, count(*) filter (where a.outcome <> 'waiting'),
    count(*) filter (where a.error is not null and a.error->>'class' <> 'throttled')
  from attempt a where a.id > $1 and a.id <= $2 group by 1
  on conflict (slot) do update set attempts = work_figure.attempts + excluded.attempts,
    failures = work_figure.failures + excluded.failures`;

const SOURCES: readonly Source[] = [
  {
    table: 'timeline_entry',
    add: async (sql, from, upTo) => sql.query(FROM_TIMELINE, [from, upTo, DELAY_BOUNDS_S]),
  },
  { table: 'attempt', add: async (sql, from, upTo) => sql.query(FROM_ATTEMPTS, [from, upTo]) },
];
