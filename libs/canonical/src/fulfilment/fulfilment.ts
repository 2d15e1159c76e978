import type { DecimalString } from '../money/money';
import type { LineConfiguration } from '../order/order';
import type { Address, PickupPoint } from '../customer/address';

export const FULFILMENT_STATES = [
  'planned',
  'requested',
  'picking',
  'packed',
  'shipped',
  'cancelled',
  'refused',
] as const;
export type FulfilmentState = (typeof FULFILMENT_STATES)[number];

export interface FulfilmentLine {
  readonly orderLineId: string;
  readonly sku: string;
  readonly ean?: string | null;
  readonly name: string;
  readonly quantity: DecimalString;
  /** Of a product that is made to order: what was chosen. */
  readonly configuration?: LineConfiguration;
}

/** A box the warehouse packed. Weight in grams, sides in millimetres. */
export interface Package {
  readonly reference?: string | null;
  readonly weightGrams?: number | null;
  readonly lengthMm?: number | null;
  readonly widthMm?: number | null;
  readonly heightMm?: number | null;
}

/** What one warehouse is asked to pick and pack of one order. An order has one or more. */
export interface Fulfilment {
  /** Our key, unique for all time: `<order reference>-F<n>`. Warehouses are searched by it. */
  readonly reference: string;
  readonly orderReference: string;
  readonly warehouse: string;
  readonly lines: readonly FulfilmentLine[];
  readonly shippingAddress: Address;
  readonly pickupPoint?: PickupPoint | null;
  readonly deliveryMethod: string;
  readonly note?: string | null;
}
