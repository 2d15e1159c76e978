import type { Cursor, PriceSource, ProductSource } from '@crossdock/connector-kit';
import type { BcContext } from '../dynamics-365-bc.client';
import { toProduct, toProductPrice } from './item.mapper';
import type { ItemFeed } from './item-feed';

/** Prices of item cards. Price lists of customers and campaigns are not in API v2.0 (fact sheet, section 3). */
export class Dynamics365BcPriceSource implements PriceSource {
  constructor(
    private readonly feed: ItemFeed,
    private readonly context: BcContext,
  ) {}

  async readPrices(cursor: Cursor | null): ReturnType<PriceSource['readPrices']> {
    const { items, next, more } = await this.feed.read('read-prices', cursor);
    const { settings, lookups } = this.context;
    return { prices: items.map((item) => toProductPrice(item, settings, lookups)), next, more };
  }
}

/** Products: the item cards. */
export class Dynamics365BcProductSource implements ProductSource {
  constructor(
    private readonly feed: ItemFeed,
    private readonly context: BcContext,
  ) {}

  async readProducts(cursor: Cursor | null): ReturnType<ProductSource['readProducts']> {
    const { items, next, more } = await this.feed.read('read-products', cursor);
    const { settings, lookups } = this.context;
    return { products: items.map((item) => toProduct(item, settings, lookups)), next, more };
  }
}
