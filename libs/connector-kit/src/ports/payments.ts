import type { Money, PaymentSnapshot, Refund, RefundRequest } from '@crossdock/canonical';
import type { WriteOptions } from './common';

export interface ExpectedPayment {
  /** Reference by which the payment is searched (the shop's transaction id, the session id). */
  readonly reference: string;
  /** What we expect to have been paid; never taken from a notification. */
  readonly amount: Money;
}

/** A payment gateway. */
export interface Payments {
  /** Present state, or null when the gateway does not know the reference. */
  readPayment(reference: string): Promise<PaymentSnapshot | null>;
  /**
   * Confirms with the gateway that the expected amount was paid (P24: `verify`) and returns the state afterwards.
   * Repeating it is harmless. @throws {RejectedByVendorError} when amount or currency differ
   */
  confirmPayment(expected: ExpectedPayment): Promise<PaymentSnapshot>;
  findRefund(request: RefundRequest): Promise<Refund | null>;
  refund(request: RefundRequest, options: WriteOptions): Promise<Refund>;
}
