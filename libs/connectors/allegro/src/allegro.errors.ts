import {
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  NotFoundAtVendorError,
  RateLimitedError,
  RejectedByVendorError,
  type ConnectorError,
  type ErrorAnswer,
  type ErrorFacts,
} from '@crossdock/connector-kit';
import { authErrorBody, errorBody, type ApiError } from './api/error';

// Who sends too much is blocked for a minute, and `Retry-After` is not promised (fact sheet, section 6). Calls made
// during the block make it longer (allegro/allegro-api issue 3454).
const BLOCKED_MS = 60_000;

const STATUSES_OF_TOKENS = new Set([400, 401, 403]);

type Classifier = (answer: ErrorAnswer, facts: ErrorFacts) => ConnectorError | null;

const rejected: Classifier = (_answer, facts) =>
  new RejectedByVendorError({ ...facts, fix: 'Correct what Allegro complains about, then retry.' });

// A waybill that was used in too many orders is refused for good; every other 409 is a state that has moved on.
const conflict: Classifier = (answer, facts) =>
  answer.operation === 'report-shipment' ? rejected(answer, facts) : new ConflictError(facts);

const mediaType: Classifier = (_answer, facts) =>
  new ConfigurationError({ ...facts, code: 'allegro.media-type', fix: 'The connector must be brought up to date.' });

const BY_STATUS: Readonly<Record<number, Classifier>> = {
  400: rejected,
  404: (_answer, facts) => new NotFoundAtVendorError({ ...facts, code: 'allegro.not-found' }),
  406: mediaType,
  409: conflict,
  415: mediaType,
  422: rejected,
  429: throttled,
};

/** Allegro's error bodies to classes; null leaves the answer to the kit's table of statuses. */
export function classifyAllegroError(answer: ErrorAnswer): ConnectorError | null {
  return refusedToken(answer) ?? BY_STATUS[answer.status]?.(answer, factsOf(answer)) ?? null;
}

/** Null when Allegro says itself how long to wait: the kit reads that. */
function throttled(answer: ErrorAnswer, facts: ErrorFacts): ConnectorError | null {
  if (answer.headers['retry-after'] !== undefined) return null;
  return new RateLimitedError(BLOCKED_MS, { ...facts, code: 'http.throttled' });
}

/** The description is cut at the colon: the refused token itself follows it ("Access token expired: eyJ..."). */
function refusedToken(answer: ErrorAnswer): ConnectorError | null {
  const parsed = authErrorBody.safeParse(answer.json);
  if (!parsed.success || !STATUSES_OF_TOKENS.has(answer.status)) return null;
  const { error, error_description: description } = parsed.data;
  const [said = error] = (description ?? error).split(':');
  const facts: ErrorFacts = {
    code: 'http.unauthorized',
    summary: `Allegro refused ${answer.operation}: ${error} (${said.trim()}).`,
    fix: 'Sign in to Allegro again on the page of the connection.',
    vendorCode: error,
    httpStatus: answer.status,
  };
  // The token endpoint answers 400 to a refresh token that is worth nothing; the kit's authorizer looks for its code.
  return answer.status === 400 ? new RejectedByVendorError(facts) : new AuthenticationError(facts);
}

function factsOf(answer: ErrorAnswer): ErrorFacts {
  const parsed = errorBody.safeParse(answer.json);
  const [first] = parsed.success ? parsed.data : [];
  const trace = answer.headers['trace-id'];
  return {
    code: 'allegro.rejected',
    summary:
      `Allegro answered ${answer.status} to ${answer.operation}` +
      (first === undefined ? '.' : `: ${saying(first)}`) +
      (trace === undefined ? '' : ` (Trace-Id ${trace})`),
    vendorCode: first?.code ?? null,
    field: fieldOf(first),
    httpStatus: answer.status,
  };
}

/** The text for developers is often an empty phrase; then the one for sellers says more. */
export function saying({ code, message, details, userMessage }: ApiError): string {
  const words = [message, userMessage, details].filter((text) => text != null && text !== 'An error has occurred');
  return `${code}: ${words[0] ?? 'no reason given'}`;
}

/** `path` is a field of the request, or the path of the whole call. */
function fieldOf(error: ApiError | undefined): string | null {
  const path = error?.path ?? null;
  return path === null || path.startsWith('/') ? null : path;
}
