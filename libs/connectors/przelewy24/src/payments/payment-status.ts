import type { PaymentSnapshot, RefundState } from '@crossdock/canonical';
import { UnmappedValueError } from '@crossdock/connector-kit';

/** What has to be done about a payment, by the status of the transaction. */
export type PaymentStage = 'unpaid' | 'unverified' | 'verified' | 'returned';

// `status` of a transaction: 0 no payment, 1 advance payment (paid, not verified: the money stays the buyer's), 2 payment
// made (verified), 3 payment returned (OpenAPI document, `TransactionBySessionIdResponse`).
const STAGE: Readonly<Record<0 | 1 | 2 | 3, PaymentStage>> = {
  0: 'unpaid',
  1: 'unverified',
  2: 'verified',
  3: 'returned',
};

// Before the verification nothing belongs to the shop, so a paid and unverified payment is pending.
const STATE: Readonly<Record<PaymentStage, PaymentSnapshot['state']>> = {
  unpaid: 'pending',
  unverified: 'pending',
  verified: 'paid',
  returned: 'refunded',
};

// `status` of a refund in a read: 1 completed, 2 pending, 3 awaiting P24's acceptance, 4 rejected (`RefundsCollection`).
// A notification has another vocabulary, where 0 is completed and 1 is rejected.
const REFUND_STATE: Readonly<Record<1 | 2 | 3 | 4, RefundState>> = {
  1: 'completed',
  2: 'pending',
  3: 'pending',
  4: 'rejected',
};
const NOTIFIED_REFUND_STATE: Readonly<Record<0 | 1, RefundState>> = { 0: 'completed', 1: 'rejected' };

/** @throws {UnmappedValueError} for a status that the documentation does not have; so do the others */
export function paymentStage(status: number): PaymentStage {
  return lookUp(STAGE, status, 'przelewy24 transaction status');
}

export function paymentState(stage: PaymentStage): PaymentSnapshot['state'] {
  return STATE[stage];
}

export function refundState(status: number): RefundState {
  return lookUp(REFUND_STATE, status, 'przelewy24 refund status');
}

export function notifiedRefundState(status: number): RefundState {
  return lookUp(NOTIFIED_REFUND_STATE, status, 'przelewy24 refund notification status');
}

function lookUp<T extends string>(table: Readonly<Record<number, T>>, status: number, name: string): T {
  const found = new Map(Object.entries(table)).get(String(status));
  if (found === undefined) {
    throw new UnmappedValueError(name, String(status), {
      summary: `Przelewy24 answered with ${name.replace('przelewy24 ', '')} ${status}, which is not documented.`,
      fix: 'Look the payment up in the panel of Przelewy24 and report the status; the connector has to learn it.',
    });
  }
  return found;
}
