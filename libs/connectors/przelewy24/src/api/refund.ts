import { isCurrencyCode } from '@crossdock/canonical';
import { z } from 'zod';

export const LONGEST_REQUEST_ID = 45;
export const LONGEST_REFUNDS_UUID = 35;
export const LONGEST_DESCRIPTION = 35;

/** `POST /api/v1/transaction/refund`, as `TransactionRefundJsonRequestBody`, with one refund a request. */
export const refundBody = z.object({
  requestId: z.string().min(1).max(LONGEST_REQUEST_ID),
  refundsUuid: z.string().min(1).max(LONGEST_REFUNDS_UUID),
  urlStatus: z.url().max(250).optional(),
  refunds: z
    .array(
      z.object({
        orderId: z.number().int().positive(),
        sessionId: z.string().min(1).max(100),
        /** Minor units. */
        amount: z.number().int().positive(),
        description: z.string().max(LONGEST_DESCRIPTION).optional(),
      }),
    )
    .length(1),
});
export type RefundBody = z.output<typeof refundBody>;

/** 201, `TransactionRefund201`. */
export const refundAnswer = z.object({
  data: z.array(z.object({ orderId: z.number().int(), status: z.boolean(), message: z.string().nullish() })).min(1),
});

/** `GET /api/v1/refund/by/orderId/{orderId}`: what is used of `TransactionRefundsInfoResponse`. */
export const refundsAnswer = z.object({
  data: z.object({
    currency: z.string().refine(isCurrencyCode, 'must be an ISO 4217 code'),
    refunds: z.array(
      z.object({
        requestId: z.string().nullish(),
        status: z.number().int(),
        /** Minor units. */
        amount: z.number().int(),
      }),
    ),
  }),
});
export type Refunds = z.output<typeof refundsAnswer>['data'];
export type RefundEntry = Refunds['refunds'][number];
