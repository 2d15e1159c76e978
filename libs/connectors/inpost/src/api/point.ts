import { z } from 'zod';

/** A locker or counter of `GET /v1/points`. */
export const point = z.object({
  name: z.string().min(1),
  status: z.string(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).nullish(),
  location_description: z.string().nullish(),
  address: z.object({ line1: z.string().nullish(), line2: z.string().nullish() }).nullish(),
  address_details: z
    .object({
      city: z.string().nullish(),
      post_code: z.string().nullish(),
      street: z.string().nullish(),
      building_number: z.string().nullish(),
    })
    .nullish(),
  payment_available: z.boolean().nullish(),
});
export type Point = z.output<typeof point>;

export const pointPage = z.object({ count: z.number().int().nullish(), items: z.array(point) });
