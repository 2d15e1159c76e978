import {
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  type ConnectorError,
  ERROR_CLASSES,
  type ErrorClass,
  type ErrorFacts,
  RateLimitedError,
  RejectedByVendorError,
  retryAfterMs,
  TransientError,
  UnknownOutcomeError,
} from '@crossdock/connector-kit';
import { z } from 'zod';

/** What the `errors` expression of an operation gives. */
export const errorVerdict = z.object({
  class: z.enum(ERROR_CLASSES),
  code: z.union([z.string(), z.number().transform(String)]).nullish(),
  message: z.string().nullish(),
  field: z.string().nullish(),
  retryAfterMs: z.number().nonnegative().nullish(),
});
export type ErrorVerdict = z.output<typeof errorVerdict>;

const DEFAULT_WAIT_MS = 30_000;

const MAKE: Readonly<Record<Exclude<ErrorClass, 'throttled'>, (facts: ErrorFacts) => ConnectorError>> = {
  transient: (facts) => new TransientError(facts),
  'unknown-outcome': (facts) => new UnknownOutcomeError(facts),
  authentication: (facts) => new AuthenticationError(facts),
  rejected: (facts) => new RejectedByVendorError(facts),
  conflict: (facts) => new ConflictError(facts),
  configuration: (facts) => new ConfigurationError(facts),
};

/** The error that the configuration says an answer is. */
export function errorOfVerdict(
  verdict: ErrorVerdict,
  answer: { readonly operation: string; readonly status: number; readonly headers: Readonly<Record<string, string>> },
  nowMs: number,
): ConnectorError {
  const message = verdict.message ?? `the system answered ${answer.status}`;
  const facts: ErrorFacts = {
    code: `vendor.${verdict.class}`,
    summary: `${answer.operation}: ${withField(message, verdict.field)}`,
    vendorCode: verdict.code ?? null,
    field: verdict.field ?? null,
    httpStatus: answer.status,
  };
  if (verdict.class !== 'throttled') return MAKE[verdict.class](facts);
  const told = retryAfterMs(answer.headers['retry-after'], nowMs);
  return new RateLimitedError(verdict.retryAfterMs ?? told ?? DEFAULT_WAIT_MS, facts);
}

/** Words of a message; the steps of a path (`lines[0].quantity`) are one word. */
const WORDS = /[\p{L}\p{N}_$[\]/-]+(?:\.[\p{L}\p{N}_$[\]/-]+)*/gu;

/** Who reads the summary sees which field is meant, once. */
function withField(message: string, field: string | null | undefined): string {
  if (field === undefined || field === null || field === '') return message;
  const words: readonly string[] = message.toLowerCase().match(WORDS) ?? [];
  return words.includes(field.toLowerCase()) ? message : `${field}: ${message}`;
}
