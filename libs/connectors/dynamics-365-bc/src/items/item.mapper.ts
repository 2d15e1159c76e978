import { isGtin, multiplyMoney, type GrossPrice, type Product, type ProductPrice } from '@crossdock/canonical';
import type { Lookups } from '@crossdock/connector-kit';
import type { Item } from '../api/item';

export interface ItemReading {
  readonly localCurrency: string;
  readonly language: string;
}

/** The card's price, gross. The rate comes from the lookup table `tax-rate`: items only name their tax group. */
export function toPrice(item: Item, { localCurrency }: ItemReading, lookups: Lookups): GrossPrice {
  const amount = { amount: item.unitPrice, currency: localCurrency };
  if (item.priceIncludesTax) {
    const taxRate = lookups.find('tax-rate', item.taxGroupCode);
    return { gross: multiplyMoney(amount, '1').amount, currency: localCurrency, taxRate };
  }
  const taxRate = lookups.get('tax-rate', item.taxGroupCode);
  return { gross: multiplyMoney(amount, grossFactor(taxRate)).amount, currency: localCurrency, taxRate };
}

/** `"23"` -> `"1.23"` */
const grossFactor = (taxRate: string): string => ((100 + Number(taxRate)) / 100).toFixed(4);

export function toProductPrice(item: Item, reading: ItemReading, lookups: Lookups): ProductPrice {
  return { sku: item.number, price: toPrice(item, reading, lookups), minimumQuantity: null };
}

export function toProduct(item: Item, reading: ItemReading, lookups: Lookups): Product {
  return {
    sku: item.number,
    gtin: isGtin(item.gtin) ? item.gtin : null,
    name: { [reading.language]: item.displayName },
    price: toPrice(item, reading, lookups),
    unit: item.baseUnitOfMeasureCode === '' ? null : item.baseUnitOfMeasureCode,
    categories: item.itemCategoryCode === '' ? [] : [item.itemCategoryCode],
    active: !item.blocked,
  };
}
