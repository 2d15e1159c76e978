import type { Sql } from '@crossdock/flow-engine';

/** What a channel may sell of a SKU. */
export interface ShownStock {
  readonly sku: string;
  readonly available: number;
  readonly changedAt: string;
  readonly version: string;
}

/** SKUs of which nobody tells the stock are left out. */
export async function readChannelStock(sql: Sql, channel: string, skus: readonly string[]): Promise<ShownStock[]> {
  const rows = await sql.query<Omit<ShownStock, 'changedAt'> & { changedAt: Date }>(
    `select sku, available, changed_at as "changedAt", version::text as version from channel_stock
     where channel = $1 and sku = any($2::text[])`,
    [channel, skus],
  );
  return rows.map((row) => ({ ...row, changedAt: row.changedAt.toISOString() }));
}
