/** So many go first, alone. */
export const CANARY_SIZE = 5;
/** The same error from so many of them: the cause is not mended. One may have been broken in a way of its own. */
const CANARY_STOPS_AT = 2;
/** Later, of the newest so many ... */
export const WATCHED = 20;
/** ... at most so many may fail in the old way. */
const STOPS_AT = 10;

export interface Outcomes {
  /** Those that were sent, first to last; the canary's when they are canaries. */
  readonly sent: number;
  readonly settled: number;
  /** Failed with the error that they had before. */
  readonly sameError: number;
}

/** What the first ones tell about the others. */
export function canaryVerdict({ sent, settled, sameError }: Outcomes): 'wait' | 'go-on' | 'stop' {
  if (sent > 0 && sameError >= Math.min(CANARY_STOPS_AT, sent)) return 'stop';
  return settled < sent ? 'wait' : 'go-on';
}

/** Whether it is still worth going on. `newest` are the outcomes of the last `WATCHED` that settled. */
export function runVerdict(newest: Pick<Outcomes, 'settled' | 'sameError'>): 'go-on' | 'stop' {
  return newest.sameError >= STOPS_AT ? 'stop' : 'go-on';
}

/** What became of a job that was tried again: a retry has taken its old error away. */
export interface TriedAgain {
  readonly state: string;
  /** Key of its cause; null without an error. */
  readonly cause: string | null;
  readonly errorClass: string | null;
}

export type ItemOutcome = 'under-way' | 'done' | 'same-error' | 'other-error' | 'left';

export function itemOutcome(job: TriedAgain, causeBefore: string): ItemOutcome {
  if (job.state === 'cancelled' || job.state === 'superseded') return 'left';
  if (job.state === 'done' || job.state === 'skipped' || job.state === 'waiting') return 'done';
  // Being told to wait is no failure.
  if (job.cause === null || job.errorClass === 'throttled') return 'under-way';
  return job.cause === causeBefore ? 'same-error' : 'other-error';
}
