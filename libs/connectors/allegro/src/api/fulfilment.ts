import { z } from 'zod';

/** Words that a seller may set. `RETURNED` is the carrier's (fact sheet, section 8). */
export const SETTABLE_STATUSES = [
  'NEW',
  'PROCESSING',
  'READY_FOR_SHIPMENT',
  'READY_FOR_PICKUP',
  'SENT',
  'PICKED_UP',
  'CANCELLED',
  'SUSPENDED',
] as const;

/** Body of `PUT /order/checkout-forms/{id}/fulfillment`. */
export const fulfilmentBody = z.object({ status: z.enum(SETTABLE_STATUSES) });
export type FulfilmentBody = z.output<typeof fulfilmentBody>;
