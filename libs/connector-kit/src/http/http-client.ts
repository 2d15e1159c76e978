import type { z } from 'zod';
import type { ConnectorError } from '../errors/connector-error';

export interface HttpRequest<T> {
  /** Name of the operation in the connector's words, for attempts, metrics and error texts: `create-sales-order`. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below the client's base address, or a whole URL of the same host (paging links). */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /**
   * True when the call changes something at the vendor. Then a time-out, a cut connection, a 5xx or an unreadable answer
   * is an `UnknownOutcomeError`; on a read the same is transient.
   */
  readonly write: boolean;
  /** How to read the answer. Default `json`. With `json` and no schema the body is ignored. */
  readonly accept?: 'json' | 'bytes' | 'text' | 'nothing';
  /** Shape of a successful answer. An answer that does not fit is an unreadable answer. */
  readonly schema?: z.ZodType<T>;
  /** Statuses besides 2xx that are an answer, not an error, for example 404 on a look-up. The body is not read then. */
  readonly alsoAccept?: readonly number[];
  /** Overrides the client's deadline, milliseconds for the whole call. */
  readonly deadlineMs?: number;
  /** Do not send the authorization (token endpoints, public reads). */
  readonly anonymous?: boolean;
}

export interface HttpResponse<T> {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: T;
}

/** An answer that is an error, offered to the connector's classifier. `json` is undefined when the body is not JSON. */
export interface ErrorAnswer {
  readonly operation: string;
  readonly write: boolean;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly json: unknown;
}

/** Puts credentials on a call. */
export interface Authorizer {
  headers(): Promise<Readonly<Record<string, string>>>;
  /**
   * Called after a 401; true when the call should be repeated once with new headers.
   * @param sent the headers that were refused: another call may have renewed them meanwhile
   */
  renew?(sent?: Readonly<Record<string, string>>): Promise<boolean>;
}

export interface HttpClientOptions {
  readonly baseUrl: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly authorizer?: Authorizer;
  /**
   * The connector's table of vendor codes. Return null to fall back on the status: 401/403 authentication, 429 throttled,
   * 409/412 conflict, 408/5xx unknown outcome or transient, other 4xx rejected. A promise is awaited: tables that are
   * configured are evaluated, and that takes a turn.
   */
  readonly classify?: (answer: ErrorAnswer) => ConnectorError | null | Promise<ConnectorError | null>;
  /** Default 15,000 ms. */
  readonly deadlineMs?: number;
  /** Names of fields, headers and query parameters whose values are secret or personal, beyond the kit's own list. */
  readonly scrub?: readonly string[];
  /** Largest answer, bytes. Default 10 MiB. */
  readonly maxAnswerBytes?: number;
}

/** HTTP of one connection: pool, limits, breaker, deadline, capture and error classes are the kit's work. */
export interface HttpClient {
  request<T = undefined>(request: HttpRequest<T>): Promise<HttpResponse<T>>;
}

/** One captured call, scrubbed, shown to operators behind each step. */
export interface Exchange {
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | null;
  readonly status: number | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string | null;
  readonly durationMs: number;
  /** Set when no answer came: `timeout`, `reset`, `refused` ... */
  readonly failure: string | null;
}
