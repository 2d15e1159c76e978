/**
 * What the engine does next with a failed call; every connector error is of exactly one class.
 * - `throttled`: wait as told; it does not count as an attempt
 * - `transient`: try again with growing pauses
 * - `unknown-outcome`: the vendor may have done it; look it up, then try again
 * - `authentication`: pause the connection and alert once; resume everything when it is mended
 * - `rejected`: the data is wrong; a person mends it, nothing is tried again by itself
 * - `conflict`: exists already or changed meanwhile; look it up, then decide
 * - `configuration`: the connection is set up wrongly; as `rejected`, but the fix is in the connection
 */
export const ERROR_CLASSES = [
  'throttled',
  'transient',
  'unknown-outcome',
  'authentication',
  'rejected',
  'conflict',
  'configuration',
] as const;
export type ErrorClass = (typeof ERROR_CLASSES)[number];

/** Facts of an error. None of them may hold a secret; personal data only inside `summary` where the vendor's text has it. */
export interface ErrorFacts {
  /** Stable code of ours, documented in docs/errors.md, for example `order.rejected`. */
  readonly code: string;
  /** One sentence for the operator: what happened, in which system, to what. */
  readonly summary: string;
  /** What the operator can do about it. */
  readonly fix?: string;
  readonly vendorCode?: string | null;
  /** Field of the request that the vendor complains about, in the vendor's spelling. */
  readonly field?: string | null;
  readonly httpStatus?: number;
}

const LONGEST_SENTENCE = 800;
const LONGEST_WORD = 200;

/** Vendors' words as people and the database can take them: no control characters, whole Unicode, not endless. */
function readable(text: string, longest: number): string {
  const kept = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  // A text without any is the rule; the first look is cheaper than the change.
  return /[\p{Cc}\p{Cs}]/u.test(kept) ? kept.replace(/[\p{Cc}\p{Cs}]+/gu, ' ') : kept;
}

/** Base of everything a connector throws on purpose. Anything else that is thrown is a bug and counts as transient. */
export abstract class ConnectorError extends Error {
  abstract readonly errorClass: ErrorClass;
  readonly code: string;
  readonly fix: string | undefined;
  readonly vendorCode: string | null;
  readonly field: string | null;
  readonly httpStatus: number | undefined;

  constructor(facts: ErrorFacts, options?: ErrorOptions) {
    super(readable(facts.summary, LONGEST_SENTENCE), options);
    this.name = new.target.name;
    this.code = facts.code;
    this.fix = facts.fix === undefined ? undefined : readable(facts.fix, LONGEST_SENTENCE);
    this.vendorCode = facts.vendorCode == null ? null : readable(facts.vendorCode, LONGEST_WORD);
    this.field = facts.field == null ? null : readable(facts.field, LONGEST_WORD);
    this.httpStatus = facts.httpStatus;
  }
}

/** The vendor, or our own limiter, asks to wait. `retryAfterMs` is counted from now. */
export class RateLimitedError extends ConnectorError {
  readonly errorClass = 'throttled';
  constructor(
    readonly retryAfterMs: number,
    facts: ErrorFacts,
    options?: ErrorOptions,
  ) {
    super(facts, options);
  }
}

/** Nothing happened at the vendor and it may work next time: refused connection, 503, a lock. */
export class TransientError extends ConnectorError {
  readonly errorClass = 'transient';
}

/** A write was sent and no readable answer came: it may have happened. */
export class UnknownOutcomeError extends ConnectorError {
  readonly errorClass = 'unknown-outcome';
}

/** Credentials refused, sign-in needed again, permission missing. */
export class AuthenticationError extends ConnectorError {
  readonly errorClass = 'authentication';
}

/** The connection's settings cannot work. */
export class ConfigurationError extends ConnectorError {
  readonly errorClass = 'configuration';
}

/** The vendor read the request and said no because of its content. */
export class RejectedByVendorError extends ConnectorError {
  readonly errorClass = 'rejected';
}

/** The vendor has no such record, where one was expected. */
export class NotFoundAtVendorError extends ConnectorError {
  readonly errorClass = 'rejected';
}

/** A look-up by our reference found more than one record; a person must choose. */
export class AmbiguousMatchError extends ConnectorError {
  readonly errorClass = 'rejected';
}

/** A code has no row in a lookup table, or a vendor used a word that the connector does not know. */
export class UnmappedValueError extends ConnectorError {
  readonly errorClass = 'rejected';
  constructor(
    /** Lookup table, or the vendor vocabulary, that has no such key. */
    readonly table: string,
    readonly key: string,
    facts?: Partial<ErrorFacts>,
  ) {
    const shown = readable(key, LONGEST_WORD);
    super({
      code: 'value.unmapped',
      summary: `"${shown}" has no entry in "${table}".`,
      fix: `Add "${shown}" to the lookup table "${table}", then retry.`,
      field: table,
      ...facts,
    });
  }
}

/** A read was answered with something that does not fit the vendor's contract: broken JSON, HTML with 200, another shape. */
export class UnexpectedResponseError extends ConnectorError {
  readonly errorClass = 'transient';
}

/** Exists already, or was changed since we read it. */
export class ConflictError extends ConnectorError {
  readonly errorClass = 'conflict';
}

/** The circuit breaker of the connection is open: nothing was sent. Not an attempt. */
export class ConnectionUnavailableError extends ConnectorError {
  readonly errorClass = 'throttled';
  constructor(
    readonly retryAfterMs: number,
    facts: ErrorFacts,
  ) {
    super(facts);
  }
}

/** A webhook whose signature, sender or age is not right. Answered with 401 and no detail. */
export class WebhookSignatureError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'WebhookSignatureError';
  }
}
