import type { OrderFact } from './order-fact';
import type { OrderProgress } from './order-progress';
import type { TimelineCode, TimelineEntry } from './timeline';

type Facts = TimelineEntry['facts'];
type Told = { readonly code: TimelineCode; readonly facts?: Facts } | null;
type Tellers = {
  readonly [T in OrderFact['type']]: (
    fact: Extract<OrderFact, { type: T }>,
    about: { readonly reference: string | null; readonly waybill: string | null },
  ) => Told;
};

/** What the timeline tells of a fact; null for what people need not know. */
export function told(fact: OrderFact, after: OrderProgress, item: string, connectionId: string): TimelineEntry[] {
  const tell = TELLERS[fact.type] as (fact: OrderFact, about: ReturnType<typeof aboutItem>) => Told;
  const about = aboutItem(after, item);
  const entry = tell(fact, about);
  if (entry === null) return [];
  const reference: Facts = about.reference === null ? {} : { reference: about.reference };
  const connection = connectionId === '' ? null : connectionId;
  return [{ code: entry.code, connectionId: connection, facts: { ...reference, ...entry.facts } }];
}

const TELLERS: Tellers = {
  'payment-not-needed': ({ because }) => ({ code: 'payment.not-needed', facts: { because } }),
  'payment-pending': () => ({ code: 'payment.pending' }),
  'payment-confirmed': ({ transactionId }) => ({ code: 'payment.confirmed', facts: { number: transactionId } }),
  'payment-failed': ({ state }) => ({ code: 'payment.failed', facts: { state } }),
  'sales-order-created': ({ id, number }) => ({ code: 'sales-order.created', facts: { number: number ?? id } }),
  'fulfilment-requested': ({ id, number }) => ({ code: 'fulfilment.requested', facts: { number: number ?? id } }),
  'fulfilment-changed': ({ state, packages, reason }) => fulfilmentChange(state, packages.length, reason),
  'shipment-created': ({ id, number }) => ({ code: 'shipment.created', facts: { number: number ?? id } }),
  'shipment-changed': ({ state, waybill }) => shipmentChange(state, waybill),
  'label-stored': (_fact, { waybill }) => ({ code: 'label.stored', facts: { waybill } }),
  'tracking-reported': (_fact, { waybill }) => ({ code: 'tracking.reported', facts: { waybill } }),
  'status-reported': ({ status }) => ({ code: 'status.reported', facts: { status } }),
  'invoice-issued': ({ invoice }) => ({ code: 'invoice.issued', facts: { number: invoice.number } }),
  'payment-registered': ({ id, number }) => ({ code: 'payment.registered', facts: { number: number ?? id } }),
  'fulfilment-cancelled': () => ({ code: 'fulfilment.cancelled' }),
  'shipment-cancelled': () => ({ code: 'shipment.cancelled' }),
  'sales-order-cancelled': () => ({ code: 'sales-order.cancelled' }),
  'payment-refunded': ({ id }) => ({ code: 'payment.refunded', facts: { number: id } }),
  'not-undone': ({ what, reason }) => ({ code: 'cancel.not-undone', facts: { what, reason } }),
  'cancel-requested': ({ reason }) => ({ code: 'cancel.requested', facts: { reason } }),
  'cancel-refused': ({ reason }) => ({ code: 'cancel.refused', facts: { reason } }),
  cancelled: () => ({ code: 'order.cancelled' }),
};

function fulfilmentChange(state: string, packages: number, reason: string | null): Told {
  switch (state) {
    case 'picking':
      return { code: 'fulfilment.picking' };
    case 'packed':
    case 'shipped':
      return { code: 'fulfilment.packed', facts: { packages } };
    case 'refused':
      return { code: 'fulfilment.refused', facts: { reason } };
    default:
      return null;
  }
}

const SHIPMENT_CODES: Readonly<Record<string, TimelineCode>> = {
  confirmed: 'shipment.confirmed',
  shipped: 'shipment.shipped',
  delivered: 'shipment.delivered',
  returned: 'shipment.returned',
  exception: 'shipment.exception',
};

function shipmentChange(state: string, waybill: string | null): Told {
  const code = SHIPMENT_CODES[state];
  return code === undefined ? null : { code, facts: { waybill } };
}

function aboutItem(
  progress: OrderProgress,
  item: string,
): { readonly reference: string | null; readonly waybill: string | null } {
  for (const { key, fulfilment, shipments } of progress.fulfilments) {
    if (key === item) return { reference: fulfilment.reference, waybill: null };
    const parcel = shipments.find((shipment) => `${key}/${shipment.key}` === item);
    if (parcel !== undefined) return { reference: parcel.reference, waybill: parcel.waybill };
  }
  return { reference: null, waybill: null };
}
