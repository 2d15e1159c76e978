import type { RemoteRecord } from '@crossdock/connector-kit';
import { pollPause, portOf } from '../../step-ports';
import {
  DAY_MS,
  HOUR_MS,
  made,
  paymentIsSettled,
  STEPS,
  whole,
  type OrderCall,
  type OrderOutcome,
  type OrderStep,
} from '../order-step';

export const createSalesOrder: OrderStep = {
  name: STEPS.salesOrder,
  kind: 'command',
  port: 'salesDocuments',
  after: [STEPS.verifyPayment],
  phase: 'forward',
  items: ({ progress }) => whole(progress.routes.erp, paymentIsSettled(progress)),
  find: async (call) => {
    const found = await portOf(call, 'salesDocuments').findSalesOrder(call.subject.reference);
    return found === null ? null : created(found);
  },
  execute: async (call) => {
    const { reference, channel, order } = call.subject;
    const request = { reference, channel, order };
    return created(await portOf(call, 'salesDocuments').createSalesOrder(request, { key: call.idempotencyKey }));
  },
  bind: (_call, id, number) => created({ id, number }),
};

function created({ id, number = null }: RemoteRecord): OrderOutcome {
  return { kind: 'done', facts: [{ type: 'sales-order-created', id, number }], result: { id, number } };
}

/** Goods that have left are invoiced; where the ERP does that in its own time, we wait for it. */
export const invoiceSalesOrder: OrderStep = {
  name: STEPS.invoice,
  kind: 'command',
  port: 'salesDocuments',
  after: [STEPS.salesOrder, STEPS.awaitCollection],
  phase: 'forward',
  giveUpAfterMs: 3 * DAY_MS,
  items: ({ progress, status }) =>
    whole(
      progress.routes.erp,
      progress.routes.invoicing && progress.salesOrder !== null && (status === 'shipped' || status === 'delivered'),
    ),
  find: async (call) => {
    const { invoice } = await portOf(call, 'salesDocuments').readSalesOrder(salesOrder(call), call.subject.reference);
    return invoice === null ? null : { kind: 'done', facts: [{ type: 'invoice-issued', invoice }] };
  },
  execute: async (call) => {
    const invoice = await portOf(call, 'salesDocuments').invoiceSalesOrder(salesOrder(call), call.subject.reference);
    if (invoice !== null) return { kind: 'done', facts: [{ type: 'invoice-issued', invoice }] };
    return {
      kind: 'waiting',
      pollAfterMs: pollPause(call.round, 2_000, HOUR_MS),
      awaitKey: `${call.item.connectionId}/document/${salesOrder(call).id}`,
      note: 'Waiting for the ERP to invoice the order.',
    };
  },
};

/** The ERP learns that the invoice is paid. */
export const registerPayment: OrderStep = {
  name: STEPS.registerPayment,
  kind: 'command',
  port: 'salesDocuments',
  after: [STEPS.invoice],
  phase: 'forward',
  items: ({ progress, order }) =>
    whole(
      progress.routes.erp,
      progress.invoice !== null && (progress.payment.state === 'confirmed' || order.payment.status === 'paid'),
    ),
  find: async (call) => {
    const found = await portOf(call, 'salesDocuments').findPayment(registration(call));
    return found === null ? null : registered(found);
  },
  execute: async (call) =>
    registered(await portOf(call, 'salesDocuments').registerPayment(registration(call), { key: call.idempotencyKey })),
  bind: (_call, id, number) => registered({ id, number }),
};

function registered({ id, number = null }: RemoteRecord): OrderOutcome {
  return { kind: 'done', facts: [{ type: 'payment-registered', id, number }], result: { id, number } };
}

type Registration = Parameters<NonNullable<OrderCall['ports']['salesDocuments']>['registerPayment']>[0];

function registration(call: OrderCall): Registration {
  const { order, reference, progress } = call.subject;
  if (progress.invoice === null) throw new Error('A payment is registered after the invoice.');
  return {
    reference,
    salesOrder: salesOrder(call),
    invoice: progress.invoice,
    amount: order.payment.amount,
    paidAt: progress.payment.paidAt ?? order.payment.paidAt ?? order.placedAt,
    transactionId: progress.payment.transactionId ?? order.payment.transactionId ?? null,
    method: order.payment.method,
    order,
  };
}

export const cancelSalesOrder: OrderStep = {
  name: STEPS.cancelSalesOrder,
  kind: 'state',
  port: 'salesDocuments',
  after: [STEPS.cancelFulfilment],
  phase: 'undo',
  items: ({ progress }) => whole(progress.routes.erp, progress.salesOrder !== null),
  execute: async (call) => {
    const result = await portOf(call, 'salesDocuments').cancelSalesOrder(salesOrder(call), call.subject.reference);
    if (result.cancelled) return { kind: 'done', facts: [{ type: 'sales-order-cancelled' }] };
    return { kind: 'done', facts: [{ type: 'not-undone', what: 'sales-order', reason: result.reason }] };
  },
};

function salesOrder(call: OrderCall): { readonly id: string; readonly number: string | null } {
  const { id, number } = made(call.subject.progress.salesOrder);
  return { id, number };
}
