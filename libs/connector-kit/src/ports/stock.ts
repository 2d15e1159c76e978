import type { AvailableStock, StockLevel } from '@crossdock/canonical';
import type { Cursor, ItemResult, WriteOptions } from './common';

export interface StockPage {
  readonly levels: readonly StockLevel[];
  readonly next: Cursor | null;
  readonly more: boolean;
}

/** Where stock is known: an ERP or a warehouse. */
export interface StockSource {
  /** Levels changed after the cursor; null reads everything. Values are absolute, never differences. */
  readStock(cursor: Cursor | null): Promise<StockPage>;
}

/** A channel that shows stock. */
export interface StockSink {
  /** Sets absolute quantities; the newest wins. One result per item, never all or nothing. */
  setStock(items: readonly AvailableStock[], options: WriteOptions): Promise<readonly ItemResult[]>;
}
