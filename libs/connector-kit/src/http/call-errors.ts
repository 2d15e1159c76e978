import {
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  ConnectorError,
  NotFoundAtVendorError,
  RateLimitedError,
  RejectedByVendorError,
  TransientError,
  UnexpectedResponseError,
  UnknownOutcomeError,
} from '../errors/connector-error';
import { HTTP_ERROR_CODES, statusCode } from './http-error-codes';
import type { ErrorAnswer } from './http-client';
import type { WireFailure, WireFailureKind } from './wire';

/** Which call an error is about. */
export interface CallFacts {
  readonly system: string;
  readonly operation: string;
  readonly write: boolean;
}

const FAILURE_TEXT: Readonly<Record<WireFailureKind, string>> = {
  timeout: 'did not answer in time',
  reset: 'cut the connection before it answered',
  refused: 'could not be reached',
  cancelled: 'was not waited for: the call was given up',
  cut: 'cut the connection in the middle of its answer',
  'too-large': 'answered with more than may be read',
};

const FAILURE_CODE: Readonly<Record<WireFailureKind, string>> = {
  timeout: HTTP_ERROR_CODES.timeout,
  reset: HTTP_ERROR_CODES.reset,
  refused: HTTP_ERROR_CODES.refused,
  cancelled: HTTP_ERROR_CODES.cancelled,
  cut: HTTP_ERROR_CODES.malformed,
  'too-large': HTTP_ERROR_CODES.tooLarge,
};

const LOOK_UP_FIRST = 'It is looked up before it is sent again.';

/** The error of a call that got no whole answer. */
export function errorOfFailure(failure: WireFailure, call: CallFacts): ConnectorError {
  if (failure.cause instanceof ConfigurationError) return failure.cause;
  if (!failure.sent && failure.kind === 'cancelled' && failure.cause instanceof ConnectorError) return failure.cause;
  const code = FAILURE_CODE[failure.kind];
  const summary = `${call.system} ${FAILURE_TEXT[failure.kind]} (${call.operation}).`;
  const options = { cause: failure };
  if (failure.sent && call.write)
    return new UnknownOutcomeError({ code, summary: `${summary} ${LOOK_UP_FIRST}` }, options);
  const unreadable = failure.kind === 'cut' || failure.kind === 'too-large';
  return unreadable
    ? new UnexpectedResponseError({ code, summary }, options)
    : new TransientError({ code, summary }, options);
}

/** The error of an answer that says yes and cannot be read. */
export function unreadableAnswer(
  call: CallFacts,
  status: number,
  reason: string,
  cause: unknown,
  code: string = HTTP_ERROR_CODES.malformed,
): ConnectorError {
  const summary = `${call.system} answered ${status} to ${call.operation} with something unreadable: ${reason}.`;
  const facts = { code, summary, httpStatus: status };
  return call.write
    ? new UnknownOutcomeError({ ...facts, summary: `${summary} ${LOOK_UP_FIRST}` }, { cause })
    : new UnexpectedResponseError(facts, { cause });
}

/**
 * The error of an answer by its status alone. `waitMs` is the pause of a 429; `message` the vendor's own words,
 * already without secrets.
 */
export function errorOfStatus(call: CallFacts, status: number, message: string | null, waitMs: number): ConnectorError {
  const said = message === null ? '' : `: ${message}`;
  const facts = {
    code: statusCode(status),
    summary: `${call.system} answered ${status} to ${call.operation}${said}`,
    httpStatus: status,
  };
  switch (status) {
    case 401:
    case 403:
      return new AuthenticationError({
        ...facts,
        code: HTTP_ERROR_CODES.unauthorized,
        fix: 'Check the credentials and permissions of the connection, or sign in again.',
      });
    case 404:
    case 410:
      return new NotFoundAtVendorError(facts);
    case 409:
    case 412:
      return new ConflictError({ ...facts, code: HTTP_ERROR_CODES.conflict });
    case 429:
      return new RateLimitedError(waitMs, { ...facts, code: HTTP_ERROR_CODES.throttled });
    default:
      return ofRemainingStatus(call, status, facts);
  }
}

function ofRemainingStatus(
  call: CallFacts,
  status: number,
  facts: { code: string; summary: string; httpStatus: number },
): ConnectorError {
  if (status >= 500 || status === 408) return call.write ? new UnknownOutcomeError(facts) : new TransientError(facts);
  if (status >= 400) return new RejectedByVendorError(facts);
  // A redirect (they are not followed): a wrong address, a sign-in page, or the vendor's way to say "done, look there".
  return call.write ? new UnknownOutcomeError(facts) : new UnexpectedResponseError(facts);
}

const LONGEST_MESSAGE = 300;
// Names under which vendors put their words, in the order of preference (RFC 9457, OAuth 2.0, and common usage).
const MESSAGE_FIELDS = ['detail', 'error_description', 'message', 'userMessage', 'title', 'error', 'errors'];

/** The vendor's own words in an error answer, cut; null when there are none worth showing. */
export function vendorMessage(answer: Pick<ErrorAnswer, 'json' | 'text'>): string | null {
  const words = answer.json === undefined ? answer.text.trim() : messageIn(answer.json, 0);
  if (words === null || words === '' || words.startsWith('<')) return null;
  return words.length > LONGEST_MESSAGE ? `${words.slice(0, LONGEST_MESSAGE)}…` : words;
}

function messageIn(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return value;
  if (depth > 3 || typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return messageIn(value[0], depth + 1);
  const fields = new Map(Object.entries(value));
  for (const name of MESSAGE_FIELDS) {
    const found = messageIn(fields.get(name), depth + 1);
    if (found !== null) return found;
  }
  return null;
}
