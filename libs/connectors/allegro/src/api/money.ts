import { z } from 'zod';

/** Amounts are decimal text, gross, in the currency of the marketplace. */
export const allegroPrice = z.object({
  amount: z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a decimal amount'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency code'),
});
export type AllegroPrice = z.output<typeof allegroPrice>;
