import {
  ConflictError,
  type ConnectorError,
  type ErrorAnswer,
  type ErrorFacts,
  NotFoundAtVendorError,
  RejectedByVendorError,
  TransientError,
} from '@crossdock/connector-kit';
import { errorBody, refundRefusal } from './api/error';

/** Codes of ours that other parts of the connector look for. */
export const P24_CODES = {
  notFound: 'payment.not-found',
  rejected: 'payment.rejected',
  refundExists: 'refund.exists',
  refundConcurrent: 'refund.concurrent',
  refundRejected: 'refund.rejected',
  insufficientFunds: 'refund.insufficient-funds',
} as const;

const TOP_UP = 'Top up the balance of the account in the panel of Przelewy24; the refund is tried again by itself.';
const CHECK_REFUND = 'Compare payment and refunds in the panel of Przelewy24, correct the refund, then retry.';

type MakeError = (facts: ErrorFacts) => ConnectorError;

// Texts of the published OpenAPI document: 400 `InvalidInputDataRefund`, 404 `TransactionNotFoundResponse`, 409
// `TransactionRefund409Item`. Everything else is left to the status.
const BY_TEXT: Readonly<Record<string, MakeError>> = {
  'Transaction not found': (facts) =>
    new NotFoundAtVendorError({ ...facts, code: P24_CODES.notFound, field: 'sessionId' }),
  'Request already exists': (facts) => new ConflictError({ ...facts, code: P24_CODES.refundExists }),
  'Concurrent call': (facts) => new ConflictError({ ...facts, code: P24_CODES.refundConcurrent }),
  'Insufficient funds available': (facts) =>
    new TransientError({ ...facts, code: P24_CODES.insufficientFunds, fix: TOP_UP }),
  'Transaction in wrong status - cannot refund': (facts) =>
    new RejectedByVendorError({ ...facts, code: P24_CODES.refundRejected, fix: CHECK_REFUND }),
  'The amount of refund exceeds available amount for the transaction': (facts) =>
    new RejectedByVendorError({ ...facts, code: P24_CODES.refundRejected, field: 'amount', fix: CHECK_REFUND }),
};

/** P24's error texts to classes; null leaves the answer to the kit's table of statuses. */
export function classifyPrzelewy24Error(answer: ErrorAnswer): ConnectorError | null {
  if (![400, 404, 409].includes(answer.status)) return null;
  const text = vendorText(answer.json);
  if (text === null) return null;
  const facts: ErrorFacts = {
    code: P24_CODES.rejected,
    summary: `Przelewy24 refused ${answer.operation}: ${text}`,
    vendorCode: text,
    httpStatus: answer.status,
  };
  const make = new Map(Object.entries(BY_TEXT)).get(text);
  if (make !== undefined) return make(facts);
  // `Invalid input data` says no more than that.
  return answer.status === 404 ? null : new RejectedByVendorError(facts);
}

/** The first message that is not of a refund that went well. */
function vendorText(json: unknown): string | null {
  const plain = errorBody.safeParse(json);
  if (plain.success) return plain.data.error;
  const refusal = refundRefusal.safeParse(json);
  return refusal.success ? (refusal.data.error[0]?.message ?? null) : null;
}
