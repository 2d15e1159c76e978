import { z } from 'zod';

/** `{"error":"text","code":400}`; a 404 has `responseCode` in the place of `code`. */
export const errorBody = z.object({ error: z.string() });

/** 409 of a refund, `TransactionRefund409`: one entry per refund of the request. */
export const refundRefusal = z.object({
  error: z.array(z.object({ message: z.string().nullish() })).min(1),
});
