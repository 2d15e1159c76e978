import type { DecimalString, GrossPrice, Money } from '../money/money';
import type { Address, PickupPoint } from '../customer/address';
import type { Customer } from '../customer/customer';
import type { CurrencyCode } from '../money/currency';

/** One ordered product. `unitPrice` is gross, per unit, after discounts. */
export interface OrderLine {
  /** Unique within the order. */
  readonly id: string;
  readonly sku: string;
  readonly ean?: string | null;
  readonly name: string;
  /** More than zero; fractions are allowed (metres, kilograms). */
  readonly quantity: DecimalString;
  readonly unitPrice: GrossPrice;
  /** Id of the line in the channel, where the channel has its own. */
  readonly externalId?: string | null;
  /** Offer id in the channel. */
  readonly offerId?: string | null;
  readonly configuration?: LineConfiguration | null;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** What was chosen of a product that is made to order. */
export interface LineConfiguration {
  /** As `POST /api/v1/configurations` answered it. */
  readonly id: string;
  readonly options?: Readonly<Record<string, string | number | boolean>>;
}

export interface Delivery {
  /** Delivery method word of the channel, translated by the lookup table `delivery-method`. */
  readonly method: string;
  readonly price: GrossPrice;
}

export const PAYMENT_STATES = ['pending', 'paid', 'refunded', 'failed'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** How the order is paid, as the channel says. A payment connection, where there is one, has the last word. */
export interface OrderPayment {
  /** Payment method word of the channel, for example `"przelewy24"`. */
  readonly method: string;
  readonly status: PaymentState;
  readonly amount: Money;
  readonly transactionId?: string | null;
  readonly paidAt?: string | null;
  readonly cashOnDelivery: boolean;
}

/** What somebody ordered: the document as it was handed in. It never changes; what happens to it is kept beside it. */
export interface Order {
  /** The channel's own order number; unique within the channel. */
  readonly externalId: string;
  readonly currency: CurrencyCode;
  /** When the buyer placed it. ISO 8601 UTC. */
  readonly placedAt: string;
  readonly customer: Customer;
  readonly billingAddress: Address;
  readonly shippingAddress: Address;
  readonly pickupPoint?: PickupPoint | null;
  readonly delivery: Delivery;
  readonly payment: OrderPayment;
  readonly lines: readonly OrderLine[];
  readonly totals: { readonly gross: DecimalString; readonly currency: CurrencyCode };
  /** The buyer asked for an invoice to a company. */
  readonly invoiceRequested?: boolean;
  readonly note?: string | null;
  readonly attributes?: Readonly<Record<string, unknown>>;
}
