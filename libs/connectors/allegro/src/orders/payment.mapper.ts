import type { OrderPayment } from '@crossdock/canonical';
import { UnmappedValueError } from '@crossdock/connector-kit';
import type { CheckoutForm } from '../api/checkout-form';

interface PaymentKind {
  /** The hub's word. */
  readonly method: string;
  readonly cashOnDelivery: boolean;
  /** What shows that the money is there. */
  readonly paidWhen: 'money-arrived' | 'allegro-vouches' | 'never';
}

type PaymentType = 'CASH_ON_DELIVERY' | 'ONLINE' | 'WIRE_TRANSFER' | 'SPLIT_PAYMENT' | 'EXTENDED_TERM';

// Extended Payment Terms: Allegro releases the order at once and settles later (fact sheet, section 5).
const KINDS: Readonly<Record<PaymentType, PaymentKind>> = {
  CASH_ON_DELIVERY: { method: 'cash-on-delivery', cashOnDelivery: true, paidWhen: 'never' },
  ONLINE: { method: 'allegro', cashOnDelivery: false, paidWhen: 'money-arrived' },
  SPLIT_PAYMENT: { method: 'allegro', cashOnDelivery: false, paidWhen: 'money-arrived' },
  WIRE_TRANSFER: { method: 'bank-transfer', cashOnDelivery: false, paidWhen: 'money-arrived' },
  EXTENDED_TERM: { method: 'allegro-extended-term', cashOnDelivery: false, paidWhen: 'allegro-vouches' },
};

/**
 * How the order is paid. The amount is always the total of the order: with cash on delivery that is what the courier
 * collects, and `paidAmount` is null then although `finishedAt` is set (fact sheet, section 8).
 */
export function toPayment(form: CheckoutForm): OrderPayment {
  const { payment, summary } = form;
  const { method, cashOnDelivery } = payment == null ? KINDS.ONLINE : kindOf(payment.type);
  const paid = isPaid(form);
  return {
    method,
    status: paid ? 'paid' : 'pending',
    amount: summary.totalToPay,
    transactionId: payment?.id ?? null,
    paidAt: paid && payment?.finishedAt != null ? new Date(payment.finishedAt).toISOString() : null,
    cashOnDelivery,
  };
}

function isPaid({ payment, status }: CheckoutForm): boolean {
  if (payment == null) return false;
  switch (kindOf(payment.type).paidWhen) {
    case 'money-arrived':
      return payment.finishedAt != null && payment.paidAmount != null;
    case 'allegro-vouches':
      return status === 'READY_FOR_PROCESSING';
    case 'never':
      return false;
  }
}

function kindOf(type: string): PaymentKind {
  if (isKnown(type)) return KINDS[type];
  throw new UnmappedValueError('payment type', type, {
    summary: `Allegro gives the payment the type "${type}", which is not in its documentation.`,
    fix: 'The connector must be brought up to date.',
    field: 'payment.type',
  });
}

function isKnown(type: string): type is PaymentType {
  return Object.hasOwn(KINDS, type);
}
