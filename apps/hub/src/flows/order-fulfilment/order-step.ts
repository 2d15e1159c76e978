import { ConfigurationError } from '@crossdock/connector-kit';
import type { StepCall, StepDefinition, StepItem, StepOutcome } from '@crossdock/flow-engine';
import type { OrderFact } from '../../orders/order-fact';
import type { FulfilmentProgress, OrderProgress, RemoteDocument, ShipmentProgress } from '../../orders/order-progress';
import type { OrderSubject } from '../../orders/order-subject';

export type OrderStep = StepDefinition<OrderSubject, OrderFact>;
export type OrderCall = StepCall<OrderSubject>;
export type OrderOutcome = StepOutcome<OrderFact>;

/** Names of the steps, which are also the words of jobs in the database and in the panel. */
export const STEPS = {
  verifyPayment: 'verify-payment',
  acknowledge: 'acknowledge-order',
  salesOrder: 'create-sales-order',
  requestFulfilment: 'request-fulfilment',
  awaitPacking: 'await-packing',
  createShipment: 'create-shipment',
  awaitLabel: 'await-label',
  reportTracking: 'report-tracking',
  awaitCollection: 'await-collection',
  reportShipped: 'report-shipped',
  invoice: 'invoice-sales-order',
  registerPayment: 'register-payment',
  awaitDelivery: 'await-delivery',
  reportDelivered: 'report-delivered',
  cancelFulfilment: 'cancel-fulfilment',
  cancelShipment: 'cancel-shipment',
  cancelSalesOrder: 'cancel-sales-order',
  refund: 'refund-payment',
  reportCancelled: 'report-cancelled',
} as const;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export function paymentIsSettled({ payment }: OrderProgress): boolean {
  return payment.state === 'confirmed' || payment.state === 'not-needed';
}

export interface ParcelOf {
  readonly fulfilment: FulfilmentProgress;
  readonly shipment: ShipmentProgress;
}

/** Every parcel of the order that fits, as items of a step at its carrier. */
export function parcels(
  subject: OrderSubject,
  fits: (shipment: ShipmentProgress) => boolean,
  connectionOf: (shipment: ShipmentProgress) => string | null = (shipment) => shipment.carrier,
): StepItem[] {
  return subject.progress.fulfilments.flatMap((fulfilment) =>
    fulfilment.shipments.filter(fits).flatMap((shipment) => {
      const connectionId = connectionOf(shipment);
      return connectionId === null ? [] : [{ key: `${fulfilment.key}/${shipment.key}`, connectionId }];
    }),
  );
}

/** The one item of a step about the whole order, when its connection is there. */
export function whole(connectionId: string | null, needed = true): StepItem[] {
  return connectionId === null || !needed ? [] : [{ key: '', connectionId }];
}

export function fulfilmentOf({ subject, item }: OrderCall): FulfilmentProgress {
  const found = subject.progress.fulfilments.find((candidate) => candidate.key === item.key);
  return found ?? gone(item.key);
}

export function parcelOf({ subject, item }: OrderCall): ParcelOf {
  for (const fulfilment of subject.progress.fulfilments) {
    const shipment = fulfilment.shipments.find((candidate) => `${fulfilment.key}/${candidate.key}` === item.key);
    if (shipment !== undefined) return { fulfilment, shipment };
  }
  return gone(item.key);
}

/** A document that an earlier step has made. */
export function made(document: RemoteDocument | null): RemoteDocument {
  return document ?? gone('document');
}

function gone(what: string): never {
  throw new ConfigurationError({
    code: 'order.part-missing',
    summary: `The order has no "${what}" (any more).`,
    fix: 'Skip this step, or cancel the order.',
  });
}
