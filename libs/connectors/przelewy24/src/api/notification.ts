import { z } from 'zod';

const integer = z.number().int();

/** POST to `urlStatus` after a payment, as `TransactionResult`. Failed payments are not notified. */
export const paymentNotification = z.object({
  merchantId: integer,
  posId: integer,
  sessionId: z.string(),
  amount: integer,
  originAmount: integer,
  currency: z.string(),
  orderId: integer,
  methodId: integer,
  statement: z.string(),
  sign: z.string(),
});
export type PaymentNotification = z.output<typeof paymentNotification>;

/** POST after a refund ended, as `TransactionRefundResult`. `requestId` is not covered by the signature. */
export const refundNotification = z.object({
  orderId: integer,
  sessionId: z.string(),
  merchantId: integer,
  requestId: z.string().optional(),
  refundsUuid: z.string(),
  amount: integer,
  currency: z.string(),
  status: integer,
  sign: z.string(),
});
export type RefundNotification = z.output<typeof refundNotification>;
