import { planShipments, type Order } from '@crossdock/canonical';
import {
  isPacked,
  type FulfilmentProgress,
  type OrderProgress,
  type RemoteDocument,
  type ShipmentProgress,
} from './order-progress';
import type { OrderFact } from './order-fact';

/** Where a fact comes from: the connection that said it, and the fulfilment or parcel it is about. */
export interface FactOrigin {
  /** `F1`, `F1/S1`, or empty for the whole order. */
  readonly item: string;
  readonly connectionId: string;
}

type Change = (progress: OrderProgress, origin: FactOrigin) => OrderProgress;
type Fact<T extends OrderFact['type']> = Extract<OrderFact, { type: T }>;
type Changes = { readonly [T in OrderFact['type']]: (fact: Fact<T>, order: Order) => Change };

/** What the order's progress is after a fact. Pure; a fact that is known already changes nothing. */
export function applyFact(order: Order, progress: OrderProgress, fact: OrderFact, origin: FactOrigin): OrderProgress {
  const change = CHANGES[fact.type] as (fact: OrderFact, order: Order) => Change;
  return change(fact, order)(progress, origin);
}

const CHANGES: Changes = {
  'payment-not-needed': () => payment({ state: 'not-needed' }),
  'payment-pending': () => payment({ state: 'pending' }),
  'payment-confirmed': ({ transactionId, paidAt }) => payment({ state: 'confirmed', transactionId, paidAt }),
  'payment-failed': () => payment({ state: 'failed' }),
  'sales-order-created': ({ id, number }) => document('salesOrder', id, number),
  'fulfilment-requested': ({ id, number }) =>
    fulfilment((found, connectionId) => ({ ...found, remote: { connectionId, id, number }, state: 'requested' })),
  'fulfilment-changed': (fact, order) => (progress, origin) =>
    fulfilment((found) => {
      const changed = { ...found, state: fact.state, packages: fact.packages };
      return isPacked(fact.state) && found.shipments.length === 0
        ? { ...changed, shipments: plannedShipments(order, progress, changed) }
        : changed;
    })(progress, origin),
  'shipment-created': ({ id, number }) =>
    shipment((found, connectionId) => ({ ...found, remote: { connectionId, id, number }, state: 'created' })),
  'shipment-changed': ({ state, waybill, trackingUrl, events }) =>
    shipment((found) => ({ ...found, state, waybill: waybill ?? found.waybill, trackingUrl, events })),
  'label-stored': () => shipment((found) => ({ ...found, labelStored: true })),
  'tracking-reported': () => shipment((found) => ({ ...found, reported: true })),
  'status-reported':
    ({ status }) =>
    (progress) => ({ ...progress, reportedStatus: status }),
  'invoice-issued':
    ({ invoice }) =>
    (progress) => ({ ...progress, invoice }),
  'payment-registered': ({ id, number }) => document('paymentRegistration', id, number),
  'fulfilment-cancelled': () => fulfilment((found) => ({ ...found, state: 'cancelled' })),
  'shipment-cancelled': () => shipment((found) => ({ ...found, state: 'cancelled' })),
  'sales-order-cancelled': () => (progress) => ({ ...progress, salesOrderCancelled: true }),
  'payment-refunded':
    ({ id }) =>
    (progress, { connectionId }) =>
      payment({ state: 'refunded', refund: { connectionId, id, number: null } })(progress, { item: '', connectionId }),
  'not-undone': ({ what, reason }) => cancellation((found) => ({ notes: [...found.notes, `${what}: ${reason}`] })),
  'cancel-requested':
    ({ at, reason }) =>
    (progress) => ({
      ...progress,
      cancellation: { requestedAt: at, reason, state: 'requested', notes: [] },
    }),
  'cancel-refused': ({ reason }) => cancellation((found) => ({ state: 'refused', notes: [...found.notes, reason] })),
  cancelled: () => cancellation(() => ({ state: 'done' })),
};

function payment(change: Partial<OrderProgress['payment']>): Change {
  return (progress) => ({ ...progress, payment: { ...progress.payment, ...change } });
}

function document(field: 'salesOrder' | 'paymentRegistration', id: string, number: string | null): Change {
  return (progress, { connectionId }) => {
    const remote: RemoteDocument = { connectionId, id, number };
    return { ...progress, [field]: remote };
  };
}

function fulfilment(change: (found: FulfilmentProgress, connectionId: string) => FulfilmentProgress): Change {
  return (progress, { item, connectionId }) => ({
    ...progress,
    fulfilments: progress.fulfilments.map((found) => (found.key === item ? change(found, connectionId) : found)),
  });
}

function shipment(change: (found: ShipmentProgress, connectionId: string) => ShipmentProgress): Change {
  return (progress, { item, connectionId }) => ({
    ...progress,
    fulfilments: progress.fulfilments.map((owner) => ({
      ...owner,
      shipments: owner.shipments.map((found) =>
        `${owner.key}/${found.key}` === item ? change(found, connectionId) : found,
      ),
    })),
  });
}

function cancellation(
  change: (found: NonNullable<OrderProgress['cancellation']>) => Partial<NonNullable<OrderProgress['cancellation']>>,
): Change {
  return (progress) => {
    const found = progress.cancellation;
    return found === null ? progress : { ...progress, cancellation: { ...found, ...change(found) } };
  };
}

function plannedShipments(order: Order, progress: OrderProgress, packed: FulfilmentProgress): ShipmentProgress[] {
  const perShipment = progress.routes.packagesPerShipment;
  const options = perShipment === null ? {} : { packagesPerShipment: perShipment };
  return planShipments(order, packed.fulfilment, packed.packages, options).map((request, index) => ({
    key: `S${index + 1}`,
    reference: request.reference,
    carrier: progress.routes.carrier,
    remote: null,
    state: 'planned',
    waybill: null,
    trackingUrl: null,
    events: [],
    labelStored: false,
    reported: false,
  }));
}
