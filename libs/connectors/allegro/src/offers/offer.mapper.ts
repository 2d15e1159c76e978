import type { GrossPrice, Product } from '@crossdock/canonical';
import { RejectedByVendorError, type OfferSummary } from '@crossdock/connector-kit';
import type { Commands } from '../api/command';
import type { AllegroPrice } from '../api/money';
import {
  MAX_EXTERNAL_ID,
  MAX_OFFER_NAME,
  MIN_OFFER_NAME,
  type NewOffer,
  type Offer,
  type OfferEdit,
} from '../api/offer';

/** Statuses in which an offer sells or is about to. */
const ON_SALE = new Set(['ACTIVE', 'ACTIVATING']);

export function isOnSale({ publication }: Offer): boolean {
  return ON_SALE.has(publication.status);
}

export function toOfferSummary(offer: Offer): OfferSummary {
  return {
    offerId: offer.id,
    sku: offer.external?.id ?? null,
    name: offer.name ?? '',
    quantity: offer.stock?.available ?? null,
    active: isOnSale(offer),
  };
}

/**
 * A draft: Allegro fills in what its product catalogue knows under the GTIN, a person adds the rest and activates it.
 * @throws {RejectedByVendorError} naming the field
 */
export function toNewOffer(product: Product, language: string): NewOffer {
  if (product.gtin == null) {
    throw unfit('productSet.product.id', `the product ${product.sku} has no GTIN, by which Allegro knows products.`);
  }
  if (product.sku.length > MAX_EXTERNAL_ID) {
    throw unfit('external.id', `the SKU ${product.sku} has more than ${MAX_EXTERNAL_ID} characters.`);
  }
  return {
    productSet: [{ product: { id: product.gtin, idType: 'GTIN' } }],
    name: titleOf(product, language),
    external: { id: product.sku },
    stock: { available: 0 },
    publication: { status: 'INACTIVE' },
    ...priced(product.price),
  };
}

/** What may have changed. A product that is no longer sold ends its offer; the way back is a person's decision. */
export function toOfferEdit(product: Product, offer: Offer, language: string): OfferEdit {
  return {
    name: titleOf(product, language),
    ...priced(product.price),
    ...(product.active || !isOnSale(offer) ? {} : { publication: { status: 'ENDED' } }),
  };
}

export function toAllegroPrice({ gross, currency }: GrossPrice): AllegroPrice {
  return { amount: gross, currency };
}

export function offerCriteria(offerIds: readonly string[]): Commands['set-stock']['offerCriteria'] {
  return [{ type: 'CONTAINS_OFFERS', offers: offerIds.map((id) => ({ id })) }];
}

function priced(price: GrossPrice | null | undefined): Pick<OfferEdit, 'sellingMode'> {
  return price == null ? {} : { sellingMode: { price: toAllegroPrice(price) } };
}

/** Not cut: a title is what the buyer reads and searches. */
function titleOf({ sku, name }: Product, language: string): string {
  const title = (name[language] ?? name[language.split('-', 1)[0] ?? language] ?? '').trim();
  if (title.length >= MIN_OFFER_NAME && title.length <= MAX_OFFER_NAME) return title;
  throw unfit(
    'name',
    title === ''
      ? `the product ${sku} has no name in "${language}".`
      : `the name of ${sku} has ${title.length} characters; a title has ${MIN_OFFER_NAME} to ${MAX_OFFER_NAME}.`,
  );
}

function unfit(field: string, problem: string): RejectedByVendorError {
  return new RejectedByVendorError({
    code: 'offer.rejected',
    summary: `Allegro cannot take this offer: ${problem}`,
    fix: 'Correct the product, then retry.',
    field,
  });
}
