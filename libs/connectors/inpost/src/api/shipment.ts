import { z } from 'zod';

// Fields of the shipment by the operation list derived from michalbiarda/shipx-php-sdk; statuses of transactions and
// offers by the types of moku-systems/inpost-shipx, so they are read as free words.
const transaction = z.object({
  id: z.number(),
  status: z.string(),
  details: z.object({ error: z.string().nullish(), message: z.string().nullish() }).nullish().catch(null),
});

const offer = z.object({ status: z.string().nullish() });

/** A shipment as ShipX answers it, also right after it was created. */
export const shipment = z.object({
  id: z.number().int(),
  status: z.string(),
  tracking_number: z.string().nullish(),
  external_customer_id: z.string().nullish(),
  created_at: z.iso.datetime({ offset: true }),
  updated_at: z.iso.datetime({ offset: true }).nullish(),
  offers: z.array(offer).nullish(),
  transactions: z.array(transaction).nullish(),
});
export type Shipment = z.output<typeof shipment>;

export const shipmentPage = z.object({
  count: z.number().int(),
  page: z.number().int(),
  per_page: z.number().int(),
  items: z.array(shipment),
});

export const organization = z.object({ id: z.number().int(), name: z.string() });
