import type { StepDefinition } from '../definition/flow';
import type { ClaimedJob, JobChange } from '../persistence/job-store';
import { canLookUp, type Execution } from './execute-job';
import { retryAfterMs, retryDecision, toJobError, type JobError, type RetryDecision } from './retry-decision';

/** What an execution means for its job. */
export interface Verdict {
  readonly error: JobError | null;
  readonly decision: RetryDecision | null;
  readonly change: JobChange;
  /** False for a poll that found nothing new: it leaves no trace, so that waiting costs no storage. */
  readonly worthKeeping: boolean;
  /** The flow may have something new to do. */
  readonly movesOn: boolean;
}

/** Pure but for the random spread of retries. */
export function verdictOf(job: ClaimedJob, step: StepDefinition<unknown, unknown>, execution: Execution): Verdict {
  if (execution.outcome === null) {
    const error = toJobError(execution.error);
    const decision = decide(error, execution, step, job);
    const change = afterFailure(job, decision, error);
    return { error, decision, change, worthKeeping: true, movesOn: change.state !== 'ready' };
  }
  const change = afterOutcome(job, execution);
  const quiet = change.state === 'waiting' && isQuiet(execution);
  const worthKeeping = !quiet || ('effect' in execution.outcome && execution.outcome.effect !== undefined);
  return { error: null, decision: null, change, worthKeeping, movesOn: !quiet };
}

function decide(
  error: JobError,
  execution: Execution,
  step: StepDefinition<unknown, unknown>,
  job: ClaimedJob,
): RetryDecision {
  const failed = {
    kind: step.kind,
    attempts: job.attempts,
    canFind: canLookUp(step),
    retryPausesMs: step.retryPausesMs,
  };
  return retryDecision(error, retryAfterMs(execution.error), failed, Math.random());
}

const UNCHANGED = { awaitKey: null, note: null, result: null, error: null, rounds: 'keep' } as const;

function afterOutcome(job: ClaimedJob, execution: Execution): JobChange {
  const outcome = execution.outcome;
  if (outcome === null) throw new Error('An execution without an outcome has failed.');
  const base = { ...UNCHANGED, attempt: 'worked', outcomeUnknown: false, dueInMs: 0 } as const;
  if (outcome.kind === 'skipped') return { ...base, state: 'skipped', note: outcome.reason };
  if (outcome.kind === 'undo-refused') return { ...base, state: 'superseded', note: outcome.reason };
  if (outcome.kind === 'done') return { ...base, state: 'done', result: outcome.result ?? null };
  const late = job.giveUpAt !== null && job.giveUpAt.getTime() < Date.now();
  if (late) return { ...base, state: 'dead', note: outcome.note, error: tookTooLong(outcome.note) };
  return {
    ...base,
    state: 'waiting',
    dueInMs: outcome.pollAfterMs,
    awaitKey: outcome.awaitKey,
    note: outcome.note,
    rounds: isQuiet(execution) ? 'next' : 'reset',
  };
}

function afterFailure(job: ClaimedJob, decision: RetryDecision, error: JobError | null): JobChange {
  const outcomeUnknown = job.outcomeUnknown || job.starts > 1 || error?.class === 'unknown-outcome';
  const base = { ...UNCHANGED, attempt: 'failed', error, outcomeUnknown, dueInMs: 0 } as const;
  switch (decision.next) {
    case 'dead':
      return { ...base, state: 'dead' };
    case 'in-doubt':
      return { ...base, state: 'in-doubt', outcomeUnknown: true };
    case 'hold-connection':
      return { ...base, state: 'ready', attempt: 'free' };
    case 'retry':
      return {
        ...base,
        state: 'ready',
        dueInMs: decision.afterMs,
        attempt: decision.counts ? 'failed' : 'free',
        outcomeUnknown: base.outcomeUnknown || decision.lookUpFirst,
      };
  }
}

function tookTooLong(note: string): JobError {
  return {
    class: 'rejected',
    code: 'wait.too-long',
    summary: `It has taken too long: ${note}`,
    fix: 'Look in the other system why it does not move on, then retry to wait again.',
    vendorCode: null,
    field: null,
    httpStatus: null,
  };
}

function isQuiet(execution: Execution): boolean {
  const outcome = execution.outcome;
  return outcome?.kind === 'waiting' && (outcome.facts?.length ?? 0) === 0;
}
