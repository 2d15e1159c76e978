import type { Product, ProductPrice } from '@crossdock/canonical';
import type {
  ConnectorContext,
  ItemResult,
  OfferCatalogue,
  OfferSummary,
  WriteOptions,
} from '@crossdock/connector-kit';
import type { AllegroSettings } from '../allegro.manifest';
import type { Offer } from '../api/offer';
import type { AllegroOffersClient } from './allegro-offers.client';
import { grouped } from './grouped';
import { attempt, done, failed } from './item-result';
import type { OfferCommands } from './offer-commands';
import { offerCriteria, toAllegroPrice, toNewOffer, toOfferEdit, toOfferSummary } from './offer.mapper';

type PriceOfOffer = ProductPrice & { readonly offerId: string };
type Context = Pick<ConnectorContext<AllegroSettings>, 'rules' | 'settings'>;

export class AllegroOfferCatalogue implements OfferCatalogue {
  constructor(
    private readonly client: AllegroOffersClient,
    private readonly commands: OfferCommands,
    private readonly context: Context,
  ) {}

  /** A SKU may have several offers. */
  async findOffers(skus: readonly string[]): Promise<readonly OfferSummary[]> {
    const wanted = new Set(skus);
    const offers = await this.client.readOffers('external.id', [...wanted]);
    return offers.map(toOfferSummary).filter(({ sku }) => sku !== null && wanted.has(sku));
  }

  /** Key of a result: the SKU. Sent twice, a creation would make two offers, so offers are searched by SKU first. */
  async upsertProducts(products: readonly Product[]): Promise<readonly ItemResult[]> {
    const offers = await this.client.readOffers(
      'external.id',
      products.map(({ sku }) => sku),
    );
    const results: ItemResult[] = [];
    for (const product of products) {
      const own = offers.filter(({ external }) => external?.id === product.sku);
      results.push(await attempt(product.sku, async () => this.upsert(product, own)));
    }
    return results;
  }

  /** Key of a result: the offer id. One command for all offers of the same price. */
  async setPrices(prices: readonly PriceOfOffer[], { key }: WriteOptions): Promise<readonly ItemResult[]> {
    const groups = grouped(prices, ({ price }) => `${price.gross} ${price.currency}`);
    const results: ItemResult[] = [];
    for (const group of groups.values()) {
      const [first] = group;
      if (first === undefined) continue;
      const price = toAllegroPrice(first.price);
      const bodyFor = (offerIds: readonly string[]) => ({
        modification: { type: 'FIXED_PRICE' as const, price },
        offerCriteria: offerCriteria(offerIds),
      });
      const ids = group.map(({ offerId }) => offerId);
      results.push(...(await this.commands.run('set-price', key, ids, bodyFor)));
    }
    return results;
  }

  private async upsert(product: Product, [offer, another]: readonly Offer[]): Promise<ItemResult> {
    const { rules, settings } = this.context;
    if (another !== undefined) {
      return failed(product.sku, 'offer.ambiguous', `Several Allegro offers have the SKU ${product.sku}.`);
    }
    if (offer === undefined) {
      const body = await rules.apply('create-offer', product, toNewOffer(product, settings.offerLanguage));
      // Whatever a rule does, the offer must be found again by our SKU.
      const { id } = await this.client.createOffer({ ...body, external: { id: product.sku } });
      return done(product.sku, id);
    }
    const body = await rules.apply('edit-offer', product, toOfferEdit(product, offer, settings.offerLanguage));
    return done(product.sku, (await this.client.editOffer('edit-offer', offer.id, body)).id);
  }
}
