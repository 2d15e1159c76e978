import { fromMinorUnits, toMinorUnits, type Money, type PaymentSnapshot } from '@crossdock/canonical';
import { RejectedByVendorError } from '@crossdock/connector-kit';
import type { Transaction } from '../api/transaction';
import { instantOf } from './local-time';
import { paymentStage, paymentState } from './payment-status';

/** @param timeZone IANA name of the zone that P24's dates are in */
export function toPaymentSnapshot(transaction: Transaction, timeZone: string): PaymentSnapshot {
  const stage = paymentStage(transaction.status);
  const { orderId, dateOfTransaction, paymentMethod } = transaction;
  const paid = stage !== 'unpaid';
  return {
    reference: transaction.sessionId,
    transactionId: paid && orderId != null ? String(orderId) : null,
    state: paymentState(stage),
    amount: fromMinorUnits(transaction.amount, transaction.currency),
    paidAt: paid && dateOfTransaction != null ? instantOf(dateOfTransaction, timeZone) : null,
    method: paymentMethod == null ? null : String(paymentMethod),
  };
}

/** Amount in minor units for a request. @throws {RejectedByVendorError} when it has a fraction of the smallest coin */
export function minorUnitsOf(amount: Money): number {
  try {
    return toMinorUnits(amount);
  } catch (cause) {
    throw new RejectedByVendorError(
      {
        code: 'payment.rejected',
        summary: `${amount.amount} ${amount.currency} cannot be paid: Przelewy24 takes whole minor units only.`,
        fix: 'Correct the amount, then retry.',
        field: 'amount',
      },
      { cause },
    );
  }
}

/** @throws {RejectedByVendorError} naming `amount` or `currency` when P24 has another one than we expect */
export function assertExpected(snapshot: PaymentSnapshot, expected: Money): void {
  if (snapshot.amount.currency !== expected.currency) throw differs('currency', snapshot, expected);
  if (minorUnitsOf(snapshot.amount) !== minorUnitsOf(expected)) throw differs('amount', snapshot, expected);
}

function differs(field: 'amount' | 'currency', { reference, amount }: PaymentSnapshot, expected: Money): Error {
  return new RejectedByVendorError({
    code: 'payment.amount-differs',
    summary:
      `Payment ${reference} is over ${amount.amount} ${amount.currency} at Przelewy24, ` +
      `but ${expected.amount} ${expected.currency} is expected.`,
    fix: 'Agree with the buyer: refund the payment, or correct the order.',
    field,
  });
}
