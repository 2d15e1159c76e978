import type { Customer, Address, Product, ProductPrice } from '@crossdock/canonical';
import type { Cursor, ItemResult, RemoteRecord, WriteOptions } from './common';

export interface OfferSummary {
  readonly offerId: string;
  readonly sku: string | null;
  readonly gtin?: string | null;
  readonly name: string;
  readonly quantity: number | null;
  readonly active: boolean;
}

/** Offers of a channel. */
export interface OfferCatalogue {
  findOffers(skus: readonly string[]): Promise<readonly OfferSummary[]>;
  upsertProducts(products: readonly Product[], options: WriteOptions): Promise<readonly ItemResult[]>;
  setPrices(
    prices: readonly (ProductPrice & { readonly offerId: string })[],
    options: WriteOptions,
  ): Promise<readonly ItemResult[]>;
}

/** Products of a PIM or an ERP. */
export interface ProductSource {
  readProducts(cursor: Cursor | null): Promise<{
    readonly products: readonly Product[];
    readonly next: Cursor | null;
    readonly more: boolean;
  }>;
}

/** Prices of an ERP. */
export interface PriceSource {
  readPrices(cursor: Cursor | null): Promise<{
    readonly prices: readonly ProductPrice[];
    readonly next: Cursor | null;
    readonly more: boolean;
  }>;
}

export interface CustomerRecord {
  readonly reference: string;
  readonly customer: Customer;
  readonly billingAddress: Address;
}

/** Customers of an ERP or a CRM. */
export interface CustomerSink {
  findCustomer(record: CustomerRecord): Promise<RemoteRecord | null>;
  upsertCustomer(record: CustomerRecord, options: WriteOptions): Promise<RemoteRecord>;
}
