import { fromMinorUnits, type Refund, type RefundRequest } from '@crossdock/canonical';
import { AmbiguousMatchError } from '@crossdock/connector-kit';
import { LONGEST_DESCRIPTION, type RefundBody, type RefundEntry, type Refunds } from '../api/refund';
import { minorUnitsOf } from './payment.mapper';
import { refundState } from './payment-status';
import { refundsUuidOf, requestIdOf } from './refund-ids';

/**
 * One refund as P24 wants it. The reason is cut to the 35 characters that fit into a transfer; that is harmless.
 * @param orderId P24's number of the payment
 */
export function toRefundBody(request: RefundRequest, orderId: number, urlStatus: string | undefined): RefundBody {
  const description = Array.from(request.reason.replace(/\s+/gu, ' ').trim()).slice(0, LONGEST_DESCRIPTION).join('');
  return {
    requestId: requestIdOf(request.reference),
    refundsUuid: refundsUuidOf(request.reference),
    ...(urlStatus === undefined ? {} : { urlStatus }),
    refunds: [
      {
        orderId,
        sessionId: request.paymentReference,
        amount: minorUnitsOf(request.amount),
        ...(description === '' ? {} : { description }),
      },
    ],
  };
}

/**
 * Our refund among those of a payment, or null.
 * @throws {AmbiguousMatchError} when several have our id
 */
export function ourRefund(refunds: Refunds, reference: string): Refund | null {
  const requestId = requestIdOf(reference);
  const [first, second] = refunds.refunds.filter((entry) => entry.requestId === requestId);
  if (second !== undefined) {
    throw new AmbiguousMatchError({
      code: 'refund.ambiguous',
      summary: `Przelewy24 has several refunds with the id ${requestId}.`,
      fix: 'Look at the refunds of the payment in the panel of Przelewy24.',
      field: 'requestId',
    });
  }
  return first === undefined ? null : toRefund(first, reference, refunds.currency);
}

function toRefund(entry: RefundEntry, reference: string, currency: string): Refund {
  return {
    reference,
    id: requestIdOf(reference),
    state: refundState(entry.status),
    amount: fromMinorUnits(entry.amount, currency),
  };
}
