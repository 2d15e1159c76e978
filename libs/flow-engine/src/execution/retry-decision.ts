import { ConnectorError, type ErrorClass } from '@crossdock/connector-kit';
import type { StepKind } from '../definition/flow';

/** What an attempt's failure looks like in the database and in the panel. */
export interface JobError {
  readonly class: ErrorClass | 'bug';
  readonly code: string;
  readonly summary: string;
  readonly fix: string | null;
  readonly vendorCode: string | null;
  readonly field: string | null;
  readonly httpStatus: number | null;
}

export type RetryDecision =
  | { readonly next: 'retry'; readonly afterMs: number; readonly counts: boolean; readonly lookUpFirst: boolean }
  /** The connection must be mended first; the job keeps its place and loses nothing. */
  | { readonly next: 'hold-connection' }
  | { readonly next: 'dead' }
  | { readonly next: 'in-doubt' };

/** How often a job is tried before a person is asked. With the pauses below: about half an hour. */
export const MAX_ATTEMPTS = 10;
/** A bug in our own code rarely heals by itself. */
const MAX_BUG_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 300_000;

export interface FailedJob {
  readonly kind: StepKind;
  /** Attempts that counted, this one not included. */
  readonly attempts: number;
  readonly canFind: boolean;
  readonly retryPausesMs: readonly number[] | undefined;
}

/** Decides by the error's class alone. `random` in [0, 1) spreads the retries of many jobs. */
export function retryDecision(error: JobError, retryAfterMs: number, job: FailedJob, random: number): RetryDecision {
  return DECISIONS[error.class](job, random, retryAfterMs);
}

type Decide = (job: FailedJob, random: number, retryAfterMs: number) => RetryDecision;

const forAPerson: Decide = () => ({ next: 'dead' });
const DECISIONS: Readonly<Record<JobError['class'], Decide>> = {
  throttled: (_job, random, afterMs) => ({
    next: 'retry',
    afterMs: afterMs + Math.round(random * 250),
    counts: false,
    lookUpFirst: false,
  }),
  authentication: () => ({ next: 'hold-connection' }),
  rejected: forAPerson,
  configuration: forAPerson,
  'unknown-outcome': (job, random) =>
    job.kind === 'command' && !job.canFind ? { next: 'in-doubt' } : again(job, random, true),
  conflict: (job, random) => again(job, random, true),
  transient: (job, random) => again(job, random, false),
  bug: (job, random) => (job.attempts + 1 < MAX_BUG_ATTEMPTS ? again(job, random, true) : { next: 'dead' }),
};

function again(job: FailedJob, random: number, lookUpFirst: boolean): RetryDecision {
  const pauses = job.retryPausesMs;
  const allowed = pauses === undefined ? MAX_ATTEMPTS : pauses.length + 1;
  // A feed that is read for ever never gives up; it only slows down.
  if (job.kind !== 'poll' && job.attempts + 1 >= allowed) return { next: 'dead' };
  const pause = pauses?.[job.attempts] ?? Math.min(FIRST_PAUSE_MS * 2 ** job.attempts, LONGEST_PAUSE_MS);
  // Half of the pause is jitter: enough to spread a crowd, never so little that a struggling vendor is hammered.
  return { next: 'retry', afterMs: Math.round(pause / 2 + (random * pause) / 2), counts: true, lookUpFirst };
}

/** The wait that an error asks for, milliseconds; zero when it asks for none. */
export function retryAfterMs(error: unknown): number {
  const wait = error instanceof Error && 'retryAfterMs' in error ? error.retryAfterMs : 0;
  return typeof wait === 'number' && wait > 0 ? wait : 0;
}

/** An error as it is kept. Anything that no connector threw on purpose is a bug of ours. */
export function toJobError(error: unknown): JobError {
  if (error instanceof ConnectorError) {
    const { errorClass, code, message, fix, vendorCode, field, httpStatus } = error;
    return {
      class: errorClass,
      code,
      summary: message,
      fix: fix ?? null,
      vendorCode,
      field,
      httpStatus: httpStatus ?? null,
    };
  }
  const summary = error instanceof Error ? `${error.name}: ${error.message}` : 'Something that is no error was thrown.';
  return { class: 'bug', code: 'hub.bug', summary, fix: null, vendorCode: null, field: null, httpStatus: null };
}
