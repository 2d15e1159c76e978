import type { DecimalString, GrossPrice } from '../money/money';

export interface Product {
  readonly sku: string;
  readonly gtin?: string | null;
  /** By BCP 47 language tag. */
  readonly name: Readonly<Record<string, string>>;
  readonly description?: Readonly<Record<string, string>>;
  readonly price?: GrossPrice | null;
  readonly unit?: string | null;
  readonly weightGrams?: number | null;
  readonly images?: readonly string[];
  readonly categories?: readonly string[];
  readonly active: boolean;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** A price of a SKU at a source or for a channel. */
export interface ProductPrice {
  readonly sku: string;
  readonly price: GrossPrice;
  readonly minimumQuantity?: DecimalString | null;
}
