import type { Money } from '../money/money';
import type { Address, PickupPoint } from '../customer/address';
import type { Package } from '../fulfilment/fulfilment';

export const SHIPMENT_STATES = [
  'created',
  'confirmed',
  'shipped',
  'delivered',
  'returned',
  'cancelled',
  'exception',
] as const;
export type ShipmentState = (typeof SHIPMENT_STATES)[number];

/** What a courier is asked to carry. */
export interface ShipmentRequest {
  /** Our key, unique for all time: `<fulfilment reference>-S<n>`. Couriers are searched by it. */
  readonly reference: string;
  readonly orderReference: string;
  readonly receiver: Address & { readonly email: string; readonly phone: string | null };
  readonly pickupPoint?: PickupPoint | null;
  readonly deliveryMethod: string;
  readonly packages: readonly Package[];
  /** Amount to collect from the receiver. */
  readonly cashOnDelivery?: Money | null;
  /** Declared value. */
  readonly insurance?: Money | null;
  readonly note?: string | null;
}

/** Something the carrier says happened to a parcel. `at` is ISO 8601 UTC. */
export interface TrackingEvent {
  readonly at: string;
  readonly state: ShipmentState;
  /** The carrier's own word. */
  readonly carrierStatus: string;
  readonly description?: string | null;
}

export const LABEL_FORMATS = ['pdf', 'zpl'] as const;
export type LabelFormat = (typeof LABEL_FORMATS)[number];

export interface ShipmentLabel {
  readonly format: LabelFormat;
  readonly content: Uint8Array;
}
