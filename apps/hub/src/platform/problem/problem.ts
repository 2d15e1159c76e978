import { STATUS_CODES } from 'node:http';

/** One thing that is wrong with what the caller sent. */
export interface ProblemDetail {
  /** JSON pointer (RFC 6901) into the body; for query parameters `/<name>`; empty for the whole. */
  readonly pointer: string;
  /** Stable code for programs, for example `field.unknown`. */
  readonly code: string;
  /** One English sentence for people. */
  readonly message: string;
}

export interface ProblemOptions {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  /** Last part of the problem's `type`, stable: `urn:crossdock:problem:<code>`. */
  readonly code: string;
  /** What went wrong this time, in a sentence; shown to the caller, so never anything internal. */
  readonly detail: string;
  readonly title?: string;
  readonly errors?: readonly ProblemDetail[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer other than success, as RFC 9457 describes it. Throw it anywhere below a controller. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly errors: readonly ProblemDetail[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(options: ProblemOptions, cause?: unknown) {
    super(options.detail, { cause });
    this.name = 'Problem';
    this.status = options.status;
    this.code = options.code;
    this.title = options.title ?? STATUS_CODES[options.status] ?? 'Error';
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
  }
}

/** The body of `application/problem+json`. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Path that was called, without its query. */
  readonly instance: string;
  readonly traceId: string;
  readonly errors?: readonly ProblemDetail[];
}

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

export function problemBody(
  problem: Problem,
  request: { readonly url: string; readonly traceId: string },
): ProblemBody {
  return {
    type: `urn:crossdock:problem:${problem.code}`,
    title: problem.title,
    status: problem.status,
    detail: problem.message,
    instance: pathOf(request.url),
    traceId: request.traceId,
    ...(problem.errors.length === 0 ? {} : { errors: problem.errors }),
  };
}

/** The path alone: a query may hold personal data. */
export function pathOf(url: string): string {
  const [path] = url.split('?', 1);
  return path ?? '/';
}
