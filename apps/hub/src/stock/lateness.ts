import { parseInstant } from '@crossdock/canonical';
import type { Sql } from '@crossdock/flow-engine';

/** Why a channel could sell what there was not: it was told late, not yet, or something else. */
export interface Lateness {
  /** The channel still showed this many. */
  readonly shown: number | null;
  /** When the number changed that it should have shown. */
  readonly changedAt: Date | null;
  /** When the channel was told; null: it had not been told. */
  readonly toldAt: Date | null;
  /** Seconds from the change to the purchase that the channel did not know of it. */
  readonly lateSeconds: number | null;
}

/** What a channel showed of a SKU, compared with what was true, at the time of a purchase. */
export async function lateness(sql: Sql, channel: string, sku: string, placedAt: string): Promise<Lateness | null> {
  const [row] = await sql.query<{ shown: number | null; changedAt: Date; toldAt: Date | null; isTold: boolean }>(
    `select o.sent as shown, c.changed_at as "changedAt", o.sent_at as "toldAt",
       coalesce(o.sent_version >= c.version, false) as "isTold"
     from channel_stock c left join channel_offer o on o.channel = c.channel and o.sku = c.sku
     where c.channel = $1 and c.sku = $2 order by o.sent desc nulls last limit 1`,
    [channel, sku],
  );
  if (row === undefined) return null;
  const bought = parseInstant(placedAt) ?? Date.now();
  const knewAt = row.isTold ? row.toldAt : null;
  const blindUntil = Math.min(knewAt?.getTime() ?? Number.POSITIVE_INFINITY, bought);
  const lateMs = blindUntil - row.changedAt.getTime();
  return {
    shown: row.shown,
    changedAt: row.changedAt,
    toldAt: knewAt,
    lateSeconds: lateMs > 0 ? Math.round(lateMs / 1_000) : null,
  };
}
