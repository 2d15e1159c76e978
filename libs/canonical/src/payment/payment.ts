import type { Money } from '../money/money';

/** What the payment system says of a payment. */
export interface PaymentSnapshot {
  /** The id we or the shop gave it, by which it is searched. */
  readonly reference: string;
  /** The payment system's own id; null before the buyer paid. */
  readonly transactionId: string | null;
  readonly state: 'pending' | 'paid' | 'refunded' | 'failed';
  readonly amount: Money;
  readonly paidAt?: string | null;
  readonly method?: string | null;
}

export const REFUND_STATES = ['pending', 'completed', 'rejected'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

export interface RefundRequest {
  /** Our key, unique for all time. */
  readonly reference: string;
  readonly orderReference: string;
  readonly paymentReference: string;
  readonly transactionId: string;
  readonly amount: Money;
  readonly reason: string;
}

export interface Refund {
  readonly reference: string;
  readonly id: string;
  readonly state: RefundState;
  readonly amount: Money;
}
