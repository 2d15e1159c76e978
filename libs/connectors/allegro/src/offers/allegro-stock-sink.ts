import type { AvailableStock } from '@crossdock/canonical';
import type { ConnectorContext, ItemResult, StockSink, WriteOptions } from '@crossdock/connector-kit';
import type { AllegroSettings } from '../allegro.manifest';
import type { AllegroOffersClient } from './allegro-offers.client';
import { attempt, done, failed } from './item-result';
import type { OfferCommands } from './offer-commands';
import { grouped } from './grouped';
import { isOnSale, offerCriteria } from './offer.mapper';

type Context = Pick<ConnectorContext<AllegroSettings>, 'rules' | 'settings'>;

/** How an offer gets its quantity. */
type Way = 'command' | 'edit' | 'unknown-offer';

/**
 * Quantities of offers. Offers on sale get theirs by commands, one for all offers of the same quantity. Zero is not taken by
 * commands: it goes by an edit of the offer, which Allegro then ends. An offer that is not on sale is edited as well and,
 * when it had ended for want of stock, brought back (fact sheet, section 8).
 */
export class AllegroStockSink implements StockSink {
  constructor(
    private readonly client: AllegroOffersClient,
    private readonly commands: OfferCommands,
    private readonly context: Context,
  ) {}

  /** Key of a result: the offer id. */
  async setStock(items: readonly AvailableStock[], { key }: WriteOptions): Promise<readonly ItemResult[]> {
    const ways = await this.waysOf(items);
    const by = grouped(items, ({ offerId }) => ways.get(offerId) ?? 'unknown-offer');
    const unknown = (by.get('unknown-offer') ?? []).map(({ offerId }) =>
      failed(offerId, 'offer.not-found', `Allegro has no offer ${offerId}.`),
    );
    const commanded = await this.command(by.get('command') ?? [], key);
    return [...unknown, ...commanded, ...(await this.edit(by.get('edit') ?? [], key))];
  }

  private async waysOf(items: readonly AvailableStock[]): Promise<ReadonlyMap<string, Way>> {
    const ids = [...new Set(items.map(({ offerId }) => offerId))];
    const offers = new Map((await this.client.readOffers('offer.id', ids)).map((offer) => [offer.id, offer]));
    return new Map(
      items.map(({ offerId, quantity }): [string, Way] => {
        const offer = offers.get(offerId);
        if (offer === undefined) return [offerId, 'unknown-offer'];
        return [offerId, quantity > 0 && isOnSale(offer) ? 'command' : 'edit'];
      }),
    );
  }

  private async command(items: readonly AvailableStock[], key: string): Promise<readonly ItemResult[]> {
    const results: ItemResult[] = [];
    for (const [value, group] of grouped(items, ({ quantity }) => quantity)) {
      const bodyFor = (offerIds: readonly string[]) => ({
        modification: { changeType: 'FIXED' as const, value },
        offerCriteria: offerCriteria(offerIds),
      });
      const ids = group.map(({ offerId }) => offerId);
      results.push(...(await this.commands.run('set-stock', key, ids, bodyFor)));
    }
    return results;
  }

  private async edit(items: readonly AvailableStock[], key: string): Promise<readonly ItemResult[]> {
    const results = new Map<string, ItemResult>();
    const soldOut: string[] = [];
    for (const item of items) {
      const change = async (): Promise<ItemResult> => {
        if (await this.editOne(item)) soldOut.push(item.offerId);
        return done(item.offerId);
      };
      results.set(item.offerId, await attempt(item.offerId, change));
    }
    for (const result of await this.bringBack(soldOut, key)) results.set(result.key, result);
    return [...results.values()];
  }

  /** True when the offer is to be brought back. */
  private async editOne(item: AvailableStock): Promise<boolean> {
    const body = await this.context.rules.apply('edit-stock', item, { stock: { available: item.quantity } });
    const { publication } = await this.client.editOffer('edit-stock', item.offerId, body);
    return item.quantity > 0 && this.context.settings.reactivateSoldOut && publication?.endedBy === 'EMPTY_STOCK';
  }

  private async bringBack(offerIds: readonly string[], key: string): Promise<readonly ItemResult[]> {
    return this.commands.run('activate-offers', key, offerIds, (ids) => ({
      publication: { action: 'ACTIVATE' },
      offerCriteria: offerCriteria(ids),
    }));
  }
}
