import { NotFoundAtVendorError, RejectedByVendorError, type Payments } from '@crossdock/connector-kit';
import type { PaymentSnapshot, RefundRequest } from '@crossdock/canonical';
import { pollPause, portOf } from '../../step-ports';
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  STEPS,
  whole,
  type OrderCall,
  type OrderOutcome,
  type OrderStep,
} from '../order-step';

/** The gateway has the last word on whether an order is paid; what the shop says is only what we expect. */
export const verifyPayment: OrderStep = {
  name: STEPS.verifyPayment,
  kind: 'wait',
  port: 'payments',
  after: [],
  phase: 'forward',
  giveUpAfterMs: 14 * DAY_MS,
  items: ({ progress }) => whole(progress.routes.payments, progress.payment.state !== 'not-needed'),
  execute: async (call) => {
    const reference = paymentReference(call);
    const { amount } = call.subject.order.payment;
    const snapshot = await confirmed(portOf(call, 'payments'), { reference, amount });
    if (snapshot === null || snapshot.state === 'pending') return stillUnpaid(call, reference);
    if (snapshot.state === 'paid') {
      const { transactionId, paidAt = null } = snapshot;
      return { kind: 'done', facts: [{ type: 'payment-confirmed', transactionId, paidAt }] };
    }
    throw new RejectedByVendorError({
      code: 'payment.not-valid',
      summary: `The gateway says that payment ${reference} is ${snapshot.state}.`,
      fix: 'Ask the customer to pay again, or cancel the order.',
    });
  },
};

async function confirmed(
  payments: Payments,
  expected: Parameters<Payments['confirmPayment']>[0],
): Promise<PaymentSnapshot | null> {
  try {
    return await payments.confirmPayment(expected);
  } catch (error) {
    // Buyers are sent to the gateway after the order is placed: it may not know the payment yet.
    if (error instanceof NotFoundAtVendorError) return null;
    throw error;
  }
}

function stillUnpaid(call: OrderCall, reference: string): OrderOutcome {
  const known = call.subject.progress.payment.state === 'pending';
  return {
    kind: 'waiting',
    // The gateway tells us when it is paid; asking is only for the case that its message is lost.
    pollAfterMs: pollPause(call.round, MINUTE_MS, HOUR_MS),
    awaitKey: `${call.item.connectionId}/payment/${reference}`,
    note: 'Waiting for the payment.',
    facts: known ? [] : [{ type: 'payment-pending' }],
  };
}

/** Under which the gateway knows the payment: the shop's transaction id, else its order number. */
export function paymentReference({ subject: { order } }: Pick<OrderCall, 'subject'>): string {
  return order.payment.transactionId ?? order.externalId;
}

/** Gives the money back when a paid order is cancelled. */
export const refundPayment: OrderStep = {
  name: STEPS.refund,
  kind: 'command',
  port: 'payments',
  after: [STEPS.cancelFulfilment, STEPS.cancelSalesOrder],
  phase: 'undo',
  items: ({ progress }) =>
    whole(
      progress.routes.payments,
      progress.routes.refundOnCancel && (progress.payment.state === 'confirmed' || progress.payment.refund !== null),
    ),
  find: async (call) => {
    const refund = await portOf(call, 'payments').findRefund(refundRequest(call));
    return refund === null ? null : { kind: 'done', facts: [{ type: 'payment-refunded', id: refund.id }] };
  },
  execute: async (call) => {
    const refund = await portOf(call, 'payments').refund(refundRequest(call), { key: call.idempotencyKey });
    return { kind: 'done', facts: [{ type: 'payment-refunded', id: refund.id }] };
  },
  bind: (_call, id) => ({ kind: 'done', facts: [{ type: 'payment-refunded', id }] }),
};

function refundRequest(call: OrderCall): RefundRequest {
  const { order, reference, progress } = call.subject;
  return {
    reference: `${reference}-R1`,
    orderReference: reference,
    paymentReference: paymentReference(call),
    transactionId: progress.payment.transactionId ?? '',
    amount: order.payment.amount,
    reason: progress.cancellation?.reason ?? 'The order was cancelled.',
  };
}
