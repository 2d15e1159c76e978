import type { PaymentSnapshot } from '../payment/payment';

/**
 * What a vendor's webhook tells us, in canonical words. An event is a nudge: the step that waits for it reads the
 * vendor's present state again, so repeated, late or reordered events do no harm.
 */
export type CanonicalEvent =
  | { readonly type: 'order-changed'; readonly externalId: string }
  | { readonly type: 'fulfilment-changed'; readonly remoteId: string }
  | { readonly type: 'shipment-changed'; readonly remoteId: string }
  | { readonly type: 'payment-changed'; readonly reference: string; readonly snapshot?: PaymentSnapshot }
  | { readonly type: 'refund-changed'; readonly reference: string }
  | { readonly type: 'document-changed'; readonly remoteId: string }
  | { readonly type: 'stock-changed'; readonly sku: string };

/** What the hub tells the shops; the `type` of an outgoing webhook. */
export const SHOP_EVENTS = [
  'order.accepted',
  'order.shipped',
  'order.delivered',
  'order.cancelled',
  'order.attention',
  'stock.changed',
  'product.changed',
] as const;
export type ShopEventType = (typeof SHOP_EVENTS)[number];
