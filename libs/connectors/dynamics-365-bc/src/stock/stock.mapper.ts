import type { StockLevel } from '@crossdock/canonical';
import type { LedgerEntry } from '../api/item';
import { decimalText } from '../api/odata';

/** Places whose stock moved, and what is open there now. */
export interface LedgerReading {
  /** Entries that moved something; only item and location matter. */
  readonly moved: readonly Pick<LedgerEntry, 'itemNo' | 'locationCode'>[];
  /** Entries with a remaining quantity: their sum is what is on hand. */
  readonly open: readonly LedgerEntry[];
  /** The last entry that was read. */
  readonly lastEntryNo: number;
  readonly observedAt: string;
}

// BC keeps five decimals of a quantity; sums of them are rounded back to that.
const DECIMALS = 5;

/**
 * Absolute levels from the item ledger. What came in and is not used up, and what went out and was never there, stands
 * open with its remaining quantity; a place where nothing is open has none.
 * @param warehouseOf the warehouse of a location code, which may be empty
 */
export function toStockLevels(reading: LedgerReading, warehouseOf: (locationCode: string) => string): StockLevel[] {
  const levels = new Map<string, { readonly sku: string; readonly locationCode: string; quantity: number }>();
  const at = ({ itemNo, locationCode }: Pick<LedgerEntry, 'itemNo' | 'locationCode'>): { quantity: number } => {
    const key = JSON.stringify([itemNo, locationCode]);
    const known = levels.get(key) ?? { sku: itemNo, locationCode, quantity: 0 };
    levels.set(key, known);
    return known;
  };
  for (const entry of reading.moved) at(entry);
  for (const entry of reading.open) at(entry).quantity += entry.remainingQuantity;
  return [...levels.values()].map(({ sku, locationCode, quantity }) => ({
    sku,
    warehouse: warehouseOf(locationCode),
    onHand: decimalText(Number(quantity.toFixed(DECIMALS))),
    observedAt: reading.observedAt,
    sourceSequence: String(reading.lastEntryNo),
  }));
}
