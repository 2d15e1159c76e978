import type { Invoice, Package, FulfilmentState, ShipmentState, TrackingEvent } from '@crossdock/canonical';

/** Something that a step found out or did. The step's item says which fulfilment or parcel it is about. */
export type OrderFact =
  | { readonly type: 'payment-not-needed'; readonly because: 'cash-on-delivery' | 'channel-vouches' | 'no-gateway' }
  | { readonly type: 'payment-pending' }
  | { readonly type: 'payment-confirmed'; readonly transactionId: string | null; readonly paidAt: string | null }
  | { readonly type: 'payment-failed'; readonly state: string }
  | { readonly type: 'sales-order-created'; readonly id: string; readonly number: string | null }
  | { readonly type: 'fulfilment-requested'; readonly id: string; readonly number: string | null }
  | {
      readonly type: 'fulfilment-changed';
      readonly state: FulfilmentState;
      readonly packages: readonly Package[];
      readonly reason: string | null;
    }
  | { readonly type: 'shipment-created'; readonly id: string; readonly number: string | null }
  | {
      readonly type: 'shipment-changed';
      readonly state: ShipmentState;
      readonly waybill: string | null;
      readonly trackingUrl: string | null;
      readonly events: readonly TrackingEvent[];
    }
  | { readonly type: 'label-stored'; readonly format: string }
  | { readonly type: 'tracking-reported' }
  | { readonly type: 'status-reported'; readonly status: string }
  | { readonly type: 'invoice-issued'; readonly invoice: Invoice }
  | { readonly type: 'payment-registered'; readonly id: string; readonly number: string | null }
  | { readonly type: 'fulfilment-cancelled' }
  | { readonly type: 'shipment-cancelled' }
  | { readonly type: 'sales-order-cancelled' }
  | { readonly type: 'payment-refunded'; readonly id: string }
  /** Could not be undone, and that does not stop the cancellation. */
  | { readonly type: 'not-undone'; readonly what: string; readonly reason: string }
  | { readonly type: 'cancel-requested'; readonly at: string; readonly reason: string }
  | { readonly type: 'cancel-refused'; readonly reason: string }
  | { readonly type: 'cancelled' };
