import type { PaymentSnapshot, Refund, RefundRequest } from '@crossdock/canonical';
import {
  ConflictError,
  type ConnectorContext,
  type ExpectedPayment,
  NotFoundAtVendorError,
  type Payments,
  RejectedByVendorError,
} from '@crossdock/connector-kit';
import type { Transaction } from '../api/transaction';
import type { Przelewy24Client } from '../przelewy24.client';
import { P24_CODES } from '../przelewy24.errors';
import type { Przelewy24Credentials, Przelewy24Settings } from '../przelewy24.manifest';
import { signer, type Signer } from '../przelewy24.signature';
import { assertExpected, minorUnitsOf, toPaymentSnapshot } from './payment.mapper';
import { paymentStage } from './payment-status';
import { ourRefund, toRefundBody } from './refund.mapper';
import { requestIdOf } from './refund-ids';

const LONGEST_SESSION_ID = 100;

/** Payments of Przelewy24. The reference of a payment is its `sessionId`. */
export class Przelewy24Payments implements Payments {
  private readonly signs: Signer;

  constructor(
    private readonly client: Przelewy24Client,
    private readonly context: ConnectorContext<Przelewy24Settings, Przelewy24Credentials>,
  ) {
    this.signs = signer(context.credentials.crc);
  }

  async readPayment(reference: string): Promise<PaymentSnapshot | null> {
    const transaction = await orNull(this.transaction(reference));
    return transaction === null ? null : this.snapshot(transaction);
  }

  async confirmPayment(expected: ExpectedPayment): Promise<PaymentSnapshot> {
    const before = await this.transaction(expected.reference);
    if (paymentStage(before.status) === 'unverified') await this.verify(before, expected);
    else return this.settled(before, expected);
    return this.settled(await this.transaction(expected.reference), expected);
  }

  async findRefund(request: RefundRequest): Promise<Refund | null> {
    const orderId = await this.orderIdOf(request);
    const refunds = await orNull(this.client.refunds(orderId));
    return refunds === null ? null : ourRefund(refunds, request.reference);
  }

  async refund(request: RefundRequest): Promise<Refund> {
    const orderId = await this.orderIdOf(request);
    const body = toRefundBody(request, orderId, this.context.settings.refundNotificationUrl);
    const { requestId, refundsUuid } = body;
    // The ids are how the refund is found again; no rule may change them.
    const sent = { ...(await this.context.rules.apply('refund', request, body)), requestId, refundsUuid };
    try {
      await this.client.refund(sent);
    } catch (error) {
      return await this.existingRefund(request, error);
    }
    return {
      reference: request.reference,
      id: requestIdOf(request.reference),
      state: 'pending',
      amount: request.amount,
    };
  }

  /** P24 accepts only the amount that was paid, so the expected amount is sent and nothing that P24 says itself. */
  private async verify(transaction: Transaction, expected: ExpectedPayment): Promise<void> {
    const { merchantId, posId } = this.context.settings;
    const fields = {
      sessionId: transaction.sessionId,
      orderId: orderIdIn(transaction),
      amount: minorUnitsOf(expected.amount),
      currency: expected.amount.currency,
    };
    try {
      await this.client.verify({ merchantId, posId, ...fields, sign: this.signs.verification(fields) });
    } catch (error) {
      if (!(error instanceof RejectedByVendorError)) throw error;
      // A verification that ran beside ours may have been first; whether a second one is refused is not documented.
      const now = await this.transaction(expected.reference);
      if (paymentStage(now.status) === 'unverified') throw verificationRefused(expected, error);
    }
  }

  /** The state as it is; a verified payment must be over what we expect. */
  private settled(transaction: Transaction, expected: ExpectedPayment): PaymentSnapshot {
    const snapshot = this.snapshot(transaction);
    if (snapshot.state === 'paid') assertExpected(snapshot, expected.amount);
    return snapshot;
  }

  private async existingRefund(request: RefundRequest, error: unknown): Promise<Refund> {
    if (!(error instanceof ConflictError) || error.code !== P24_CODES.refundExists) throw error;
    const existing = await this.findRefund(request);
    if (existing === null) throw error;
    return existing;
  }

  private async transaction(reference: string): Promise<Transaction> {
    if (reference === '' || reference.length > LONGEST_SESSION_ID) throw unusableReference(reference);
    const transaction = await this.client.transaction(reference);
    if (transaction.sessionId === reference) return transaction;
    throw new NotFoundAtVendorError({
      code: P24_CODES.notFound,
      summary: `Przelewy24 answered with another payment than ${reference}.`,
      field: 'sessionId',
    });
  }

  /** P24's number of the payment; shops that know only their own reference have it looked up. */
  private async orderIdOf({ transactionId, paymentReference }: RefundRequest): Promise<number> {
    const number = Number(transactionId);
    if (/^[1-9]\d*$/.test(transactionId) && Number.isSafeInteger(number)) return number;
    return orderIdIn(await this.transaction(paymentReference));
  }

  private snapshot(transaction: Transaction): PaymentSnapshot {
    return toPaymentSnapshot(transaction, this.context.settings.timeZone);
  }
}

function orderIdIn({ orderId, sessionId }: Transaction): number {
  if (orderId != null && orderId > 0) return orderId;
  throw new RejectedByVendorError({
    code: P24_CODES.rejected,
    summary: `Przelewy24 has given payment ${sessionId} no number yet: nobody has paid it.`,
    field: 'orderId',
  });
}

function verificationRefused(expected: ExpectedPayment, cause: RejectedByVendorError): RejectedByVendorError {
  const { amount, currency } = expected.amount;
  return new RejectedByVendorError(
    {
      code: 'payment.amount-differs',
      summary: `Przelewy24 did not confirm payment ${expected.reference} over ${amount} ${currency}: ${cause.vendorCode ?? cause.message}`,
      fix: 'Compare the amount in the panel of Przelewy24. If it is the same, check the CRC key of the connection.',
      field: 'amount',
      vendorCode: cause.vendorCode,
      ...(cause.httpStatus === undefined ? {} : { httpStatus: cause.httpStatus }),
    },
    { cause },
  );
}

function unusableReference(reference: string): RejectedByVendorError {
  return new RejectedByVendorError({
    code: P24_CODES.rejected,
    summary: `"${reference.slice(0, 20)}" cannot be a session id: it has 1 to ${LONGEST_SESSION_ID} characters.`,
    fix: 'Correct the transaction id of the payment, then retry.',
    field: 'sessionId',
  });
}

/** Null for a record that P24 says it does not have; a 404 of anything else stays an error. */
async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof NotFoundAtVendorError && error.code === P24_CODES.notFound) return null;
    throw error;
  }
}
