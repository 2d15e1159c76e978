import type { DecimalString, Money } from '../money/money';

/** Goods that come back. */
export interface Return {
  readonly reference: string;
  readonly orderReference: string;
  readonly requestedAt: string;
  readonly lines: readonly {
    readonly orderLineId: string;
    readonly quantity: DecimalString;
    readonly reason: string;
  }[];
  readonly refund?: Money | null;
}
