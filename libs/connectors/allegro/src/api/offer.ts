import { z } from 'zod';
import { allegroPrice } from './money';

/** One entry of `GET /sale/offers`. */
export const offer = z.object({
  id: z.string().min(1),
  name: z.string().nullish(),
  stock: z.object({ available: z.number().int().nullish() }).nullish(),
  publication: z.object({ status: z.string() }),
  external: z.object({ id: z.string().nullish() }).nullish(),
});
export type Offer = z.output<typeof offer>;

export const offerPage = z.object({ offers: z.array(offer), totalCount: z.number().int() });

export const MIN_OFFER_NAME = 12;
export const MAX_OFFER_NAME = 75;
export const MAX_EXTERNAL_ID = 100;

const name = z.string().min(MIN_OFFER_NAME).max(MAX_OFFER_NAME);
const sellingMode = z.object({ price: allegroPrice });

/** Body of `POST /sale/product-offers`, as far as we fill it. */
export const newOffer = z.object({
  productSet: z.array(z.object({ product: z.object({ id: z.string(), idType: z.literal('GTIN') }) })),
  name,
  external: z.object({ id: z.string().max(MAX_EXTERNAL_ID) }),
  stock: z.object({ available: z.number().int().nonnegative() }),
  publication: z.object({ status: z.literal('INACTIVE') }),
  sellingMode: sellingMode.optional(),
});
export type NewOffer = z.output<typeof newOffer>;

/** Body of `PATCH /sale/product-offers/{offerId}`: only what is in it is changed. */
export const offerEdit = z.object({
  name: name.optional(),
  sellingMode: sellingMode.optional(),
  publication: z.object({ status: z.literal('ENDED') }).optional(),
});
export type OfferEdit = z.output<typeof offerEdit>;

export const stockEdit = z.object({ stock: z.object({ available: z.number().int().nonnegative() }) });
export type StockEdit = z.output<typeof stockEdit>;

/** Answer of both, finished (200, 201) or still at work (202). */
export const writtenOffer = z.object({
  id: z.string().min(1),
  publication: z.object({ status: z.string().nullish(), endedBy: z.string().nullish() }).nullish(),
});
export type WrittenOffer = z.output<typeof writtenOffer>;
