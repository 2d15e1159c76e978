import { z } from 'zod';

/** What ShipX posts (fact sheet, section 5). `event`: offers_prepared, shipment_confirmed, shipment_status_changed. */
export const webhookBody = z.object({
  event: z.string(),
  organization_id: z.union([z.number(), z.string()]),
  payload: z.object({ shipment_id: z.union([z.number(), z.string()]) }),
});
