import type { OrderStatus } from '@crossdock/canonical';
import type { ShipmentReport } from '@crossdock/connector-kit';
import type { OrderSubject } from '../../../orders/order-subject';
import { portOf } from '../../step-ports';
import {
  parcelOf,
  parcels,
  paymentIsSettled,
  STEPS,
  whole,
  type OrderCall,
  type OrderOutcome,
  type OrderStep,
} from '../order-step';

/** The marketplace learns that we have the order and work on it. */
export const acknowledgeOrder = statusReport(STEPS.acknowledge, [STEPS.verifyPayment], ({ progress }) =>
  paymentIsSettled(progress),
);
export const reportShipped = statusReport(
  STEPS.reportShipped,
  [STEPS.acknowledge, STEPS.reportTracking, STEPS.awaitCollection],
  ({ status }) => status === 'shipped' || status === 'delivered',
);
export const reportDelivered = statusReport(
  STEPS.reportDelivered,
  [STEPS.reportShipped, STEPS.awaitDelivery],
  ({ status }) => status === 'delivered',
);

function statusReport(name: string, after: readonly string[], isTime: (subject: OrderSubject) => boolean): OrderStep {
  return {
    name,
    kind: 'state',
    port: 'fulfilmentReporter',
    after,
    phase: 'forward',
    items: (subject) => whole(subject.progress.routes.marketplace, isTime(subject)),
    execute: async (call) => report(call, call.subject.status === 'received' ? 'processing' : call.subject.status),
  };
}

/** The newest status is told, whatever it was when the step became due; what was told already is not told again. */
async function report(call: OrderCall, status: OrderStatus): Promise<OrderOutcome> {
  if (call.subject.progress.reportedStatus === status) {
    return { kind: 'skipped', reason: `The marketplace knows already: ${status}.` };
  }
  await portOf(call, 'fulfilmentReporter').reportStatus(call.subject.order.externalId, status);
  return { kind: 'done', facts: [{ type: 'status-reported', status }] };
}

export const reportTracking: OrderStep = {
  name: STEPS.reportTracking,
  kind: 'command',
  port: 'fulfilmentReporter',
  after: [STEPS.acknowledge, STEPS.awaitLabel],
  phase: 'forward',
  items: (subject) =>
    parcels(
      subject,
      (shipment) => shipment.waybill !== null && shipment.labelStored,
      () => subject.progress.routes.marketplace,
    ),
  find: async (call) => {
    const found = await portOf(call, 'fulfilmentReporter').findShipmentReport(shipmentReport(call));
    return found === null ? null : { kind: 'done', facts: [{ type: 'tracking-reported' }] };
  },
  execute: async (call) => {
    const { id } = await portOf(call, 'fulfilmentReporter').reportShipment(shipmentReport(call), {
      key: call.idempotencyKey,
    });
    return { kind: 'done', facts: [{ type: 'tracking-reported' }], result: { id } };
  },
  bind: () => ({ kind: 'done', facts: [{ type: 'tracking-reported' }] }),
};

function shipmentReport(call: OrderCall): ShipmentReport {
  const { fulfilment, shipment } = parcelOf(call);
  const { order, progress } = call.subject;
  const isWhole = progress.fulfilments.length === 1 && fulfilment.shipments.length === 1;
  const ids = new Map(order.lines.map((line) => [line.id, line.externalId ?? line.id]));
  return {
    externalId: order.externalId,
    carrier: progress.routes.carrierWord,
    waybill: shipment.waybill ?? '',
    trackingUrl: shipment.trackingUrl,
    lineIds: isWhole ? [] : fulfilment.fulfilment.lines.map((line) => ids.get(line.orderLineId) ?? line.orderLineId),
  };
}

export const reportCancelled: OrderStep = {
  name: STEPS.reportCancelled,
  kind: 'state',
  port: 'fulfilmentReporter',
  after: [STEPS.cancelFulfilment, STEPS.cancelShipment, STEPS.cancelSalesOrder, STEPS.refund],
  phase: 'undo',
  items: ({ progress }) => whole(progress.routes.marketplace),
  execute: async (call) => report(call, 'cancelled'),
};
