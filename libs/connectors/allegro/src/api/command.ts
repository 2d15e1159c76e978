import { z } from 'zod';
import { apiErrors } from './error';
import { allegroPrice } from './money';

/** Most offers of one command. */
export const MAX_OFFERS_PER_COMMAND = 1_000;

const offerCriteria = z.array(
  z.object({
    type: z.literal('CONTAINS_OFFERS'),
    offers: z.array(z.object({ id: z.string() })).max(MAX_OFFERS_PER_COMMAND),
  }),
);

/** Body of `PUT /sale/offer-quantity-change-commands/{commandId}`: one quantity for all its offers, never zero. */
export const quantityCommand = z.object({
  modification: z.object({ changeType: z.literal('FIXED'), value: z.number().int().min(1) }),
  offerCriteria,
});

/** Body of `PUT /sale/offer-price-change-commands/{commandId}`: one price for all its offers. */
export const priceCommand = z.object({
  modification: z.object({ type: z.literal('FIXED_PRICE'), price: allegroPrice }),
  offerCriteria,
});

/** Body of `PUT /sale/offer-publication-commands/{commandId}`. */
export const publicationCommand = z.object({
  publication: z.object({ action: z.enum(['ACTIVATE', 'END']) }),
  offerCriteria,
});

export const commandReport = z.object({ id: z.string() });

/** `NEW` until Allegro has got round to the offer, then `SUCCESS` or `FAIL`. */
export const commandTasks = z.object({
  tasks: z.array(
    z.object({
      offer: z.object({ id: z.string() }),
      status: z.string(),
      message: z.string().nullish(),
      errors: apiErrors.nullish(),
    }),
  ),
});
export type CommandTask = z.output<typeof commandTasks>['tasks'][number];

/** Body of each command, by the operation that sends it. */
export interface Commands {
  readonly 'set-stock': z.output<typeof quantityCommand>;
  readonly 'set-price': z.output<typeof priceCommand>;
  readonly 'activate-offers': z.output<typeof publicationCommand>;
}
export type CommandName = keyof Commands;
