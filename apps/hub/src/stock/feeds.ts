import type { Sql } from '@crossdock/flow-engine';

/** When a warehouse takes what leaves it off its own stock. */
export type DeductsAt = 'packed' | 'shipped';

/** A source that says what a warehouse has. */
export interface StockFeed {
  readonly connectionId: string;
  /** The source's own name of the warehouse; `*` stands for every name that no other feed of the connection has. */
  readonly word: string;
  /** The hub's warehouse: the connection that fulfils from it. */
  readonly warehouse: string;
  /** What it says is the truth about the warehouse; else it is only compared with it. */
  readonly isTruth: boolean;
  readonly deductsAt: DeductsAt;
}

const FEED = `connection_id as "connectionId", word, warehouse, is_truth as "isTruth", deducts_at as "deductsAt"`;

export async function readFeeds(sql: Sql): Promise<StockFeed[]> {
  return sql.query<StockFeed>(`select ${FEED} from stock_feed order by connection_id, word`);
}

export async function readFeedsOf(sql: Sql, connectionId: string): Promise<StockFeed[]> {
  return sql.query<StockFeed>(`select ${FEED} from stock_feed where connection_id = $1`, [connectionId]);
}

/** Those of these warehouses whose stock somebody tells. */
export async function trackedWarehouses(sql: Sql, warehouses: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ warehouse: string }>(
    `select warehouse from stock_feed where is_truth and warehouse = any($1::text[])`,
    [[...new Set(warehouses)]],
  );
  return new Set(rows.map((row) => row.warehouse));
}

/** Stores a feed; one that is there already gets the new facts. */
export async function storeFeed(
  sql: Sql,
  { connectionId, word, warehouse, isTruth, deductsAt }: StockFeed,
): Promise<void> {
  await sql.query(
    `insert into stock_feed (connection_id, word, warehouse, is_truth, deducts_at) values ($1, $2, $3, $4, $5)
     on conflict (connection_id, word) do update
       set warehouse = excluded.warehouse, is_truth = excluded.is_truth, deducts_at = excluded.deducts_at`,
    [connectionId, word, warehouse, isTruth, deductsAt],
  );
}

/** The feed that a source's name of a warehouse belongs to. */
export function feedFor(feeds: readonly StockFeed[], word: string): StockFeed | null {
  return feeds.find((feed) => feed.word === word) ?? feeds.find((feed) => feed.word === '*') ?? null;
}
