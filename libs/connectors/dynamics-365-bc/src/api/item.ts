import { z } from 'zod';
import { collection, decimal } from './odata';

export const item = z.object({
  id: z.guid(),
  number: z.string(),
  displayName: z.string(),
  gtin: z.string(),
  itemCategoryCode: z.string(),
  baseUnitOfMeasureCode: z.string(),
  blocked: z.boolean(),
  unitPrice: decimal,
  priceIncludesTax: z.boolean(),
  taxGroupCode: z.string(),
  lastModifiedDateTime: z.string(),
});
export type Item = z.output<typeof item>;
export const items = collection(item);

/** Of the query `microsoft/analytics/v1.0/itemLedgerEntries`. */
export const ledgerEntry = z.object({
  entryNo: z.number().int(),
  itemNo: z.string(),
  locationCode: z.string(),
  remainingQuantity: z.number(),
});
export type LedgerEntry = z.output<typeof ledgerEntry>;
export const ledgerEntries = collection(ledgerEntry);
