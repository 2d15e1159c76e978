import { z } from 'zod';
import { collection } from './odata';

export const subscription = z.object({
  '@odata.etag': z.string(),
  subscriptionId: z.string(),
  notificationUrl: z.string(),
  resource: z.string(),
  expirationDateTime: z.string(),
});
export type Subscription = z.output<typeof subscription>;
export const subscriptions = collection(subscription);

export const CHANGE_TYPES = ['created', 'updated', 'deleted', 'collection'] as const;

/** What every notification has, so that its sender can be proved before the rest is believed. */
export const notificationState = z.object({ value: z.array(z.object({ clientState: z.string() })).min(1) });

export const notification = z.object({
  value: z.array(
    z.object({
      subscriptionId: z.string(),
      resource: z.string(),
      changeType: z.enum(CHANGE_TYPES),
    }),
  ),
});
