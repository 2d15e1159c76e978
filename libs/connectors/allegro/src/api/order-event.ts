import { z } from 'zod';

/** `GET /order/events`, oldest first. A purchase whose form does not exist yet has no `checkoutForm`. */
export const orderEvents = z.object({
  events: z.array(
    z.object({
      id: z.string().min(1),
      type: z.string(),
      occurredAt: z.iso.datetime({ offset: true }),
      order: z.object({ checkoutForm: z.object({ id: z.string().min(1) }).nullish() }),
    }),
  ),
});
export type OrderEvent = z.output<typeof orderEvents>['events'][number];

/** `GET /order/event-stats`; an account that never sold has no event. */
export const orderEventStats = z.object({ latestEvent: z.object({ id: z.string().min(1) }).nullish() });
