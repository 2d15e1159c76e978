import type { OrderStatus } from '@crossdock/canonical';
import type { FulfilmentBody } from '../api/fulfilment';

type SellerStatus = FulfilmentBody['status'];

// From PROCESSING on the buyer cannot cancel any more. NEW is what every order begins with, and RETURNED is set by Allegro
// alone, so there is nothing to send for those (fact sheet, section 8).
const SELLER_STATUS: Readonly<Record<OrderStatus, SellerStatus | null>> = {
  received: null,
  awaiting_payment: null,
  awaiting_approval: null,
  processing: 'PROCESSING',
  picking: 'PROCESSING',
  packed: 'READY_FOR_SHIPMENT',
  shipped: 'SENT',
  delivered: 'PICKED_UP',
  cancelled: 'CANCELLED',
  returned: null,
};

// How far a parcel is. Allegro itself moves orders on when a carrier reports; that is never taken back.
const PROGRESS: Readonly<Record<string, number>> = {
  NEW: 0,
  SUSPENDED: 0,
  PROCESSING: 1,
  READY_FOR_SHIPMENT: 2,
  READY_FOR_PICKUP: 2,
  SENT: 3,
  PICKED_UP: 4,
  RETURNED: 5,
};

interface OrderAtAllegro {
  readonly status: string;
  readonly fulfillment: { readonly status: string | null } | null;
}

/** The status to set at Allegro, or null when there is nothing to tell: it is there already, or further. */
export function statusToSet(form: OrderAtAllegro, status: OrderStatus): SellerStatus | null {
  const wanted = SELLER_STATUS[status];
  const present = form.fulfillment?.status ?? 'NEW';
  if (wanted === null || wanted === present || present === 'RETURNED') return null;
  if (wanted === 'CANCELLED') return wanted;
  return form.status === 'CANCELLED' || progressOf(wanted) <= progressOf(present) ? null : wanted;
}

/** An order that somebody cancelled by hand begins again. */
function progressOf(status: string): number {
  return PROGRESS[status] ?? 0;
}
