import { isCurrencyCode } from '@crossdock/canonical';
import { z } from 'zod';

/** `GET /api/v1/transaction/by/sessionId/{sessionId}`: what is used of `TransactionBySessionIdResponse`. */
export const transactionAnswer = z.object({
  data: z.object({
    orderId: z.number().int().nullish(),
    sessionId: z.string(),
    status: z.number().int(),
    /** Minor units. */
    amount: z.number().int(),
    currency: z.string().refine(isCurrencyCode, 'must be an ISO 4217 code'),
    dateOfTransaction: z.string().nullish(),
    paymentMethod: z.number().int().nullish(),
  }),
});
export type Transaction = z.output<typeof transactionAnswer>['data'];

/** `PUT /api/v1/transaction/verify`, as `TransactionVerificationBody`. */
export interface VerifyRequest {
  readonly merchantId: number;
  readonly posId: number;
  readonly sessionId: string;
  readonly amount: number;
  readonly currency: string;
  readonly orderId: number;
  readonly sign: string;
}

export const verifyAnswer = z.object({ data: z.object({ status: z.literal('success') }) });
