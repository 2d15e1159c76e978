import { z } from 'zod';

/** Error body of every ShipX answer that is not 2xx (fact sheet "InPost", section 7). */
export const errorBody = z.object({
  status: z.number().optional(),
  error: z.string(),
  message: z.string().nullish(),
  /** Nested lists by field, flat lists by field, or the facts of a refused action. */
  details: z.unknown().optional(),
});
export type ErrorBody = z.output<typeof errorBody>;

/** `details` of the error `invalid_action`. */
export const actionDetails = z.object({ action: z.string().optional(), shipment_status: z.string() });
