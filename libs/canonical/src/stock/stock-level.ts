import type { DecimalString } from '../money/money';

/** How much of a SKU one warehouse has. `sourceSequence` orders readings of one source: older never overwrites newer. */
export interface StockLevel {
  readonly sku: string;
  readonly warehouse: string;
  readonly onHand: DecimalString;
  readonly reserved?: DecimalString | null;
  readonly incoming?: DecimalString | null;
  readonly observedAt: string;
  readonly sourceSequence?: string | null;
}

/** What one channel may sell of a SKU: a whole number of pieces, never negative. */
export interface AvailableStock {
  readonly sku: string;
  readonly offerId: string;
  readonly quantity: number;
  /** Version of the stock truth it was derived from; a sink may use it as its idempotency key. */
  readonly version: string;
}
