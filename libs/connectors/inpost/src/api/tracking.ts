import { z } from 'zod';

/** `GET /v1/tracking/{tracking_number}`; details come newest first. */
export const tracking = z.object({
  tracking_details: z.array(z.object({ status: z.string(), datetime: z.iso.datetime({ offset: true }) })),
});
export type Tracking = z.output<typeof tracking>;
