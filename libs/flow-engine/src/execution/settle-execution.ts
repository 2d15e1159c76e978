import { ConnectorError } from '@crossdock/connector-kit';
import type { AnyFlow, StepDefinition } from '../definition/flow';
import { insertAttempt, settleJob, type ClaimedJob, type JobChange } from '../persistence/job-store';
import { advanceRun, dropCancellation, lockRun, type FlowRun } from '../persistence/run-store';
import type { Database, Sql } from '../persistence/sql';
import type { Execution } from './execute-job';
import { retryAfterMs, retryDecision, toJobError, type JobError, type RetryDecision } from './retry-decision';

export interface Settlement {
  /** False when the claim was lost meanwhile and nothing but the attempt was written. */
  readonly accepted: boolean;
  readonly error: JobError | null;
  readonly decision: RetryDecision | null;
  readonly state: JobChange['state'];
}

/**
 * Stores the outcome of an execution, its effects on the subject and the jobs that come next, in one transaction and only
 * while the claim is still ours. A late outcome is kept as an attempt and changes nothing.
 */
export async function settleExecution(
  database: Database,
  flow: AnyFlow,
  step: StepDefinition<unknown, unknown>,
  job: ClaimedJob,
  execution: Execution,
  worker: string,
): Promise<Settlement> {
  try {
    return await settleOnce(database, flow, step, job, execution, worker);
  } catch (error) {
    // What the step wanted stored was refused on purpose: that is a failure of the step, and nothing of it was stored.
    if (execution.outcome === null || !(error instanceof ConnectorError)) throw error;
    return settleOnce(database, flow, step, job, { ...execution, outcome: null, error }, worker);
  }
}

async function settleOnce(
  database: Database,
  flow: AnyFlow,
  step: StepDefinition<unknown, unknown>,
  job: ClaimedJob,
  execution: Execution,
  worker: string,
): Promise<Settlement> {
  const error = execution.outcome === null ? toJobError(execution.error) : null;
  const decision = error === null ? null : decide(error, execution, step, job);
  const change = decision === null ? afterOutcome(job, execution) : afterFailure(job, decision, error);
  const accepted = await database.transaction(async (sql) => {
    const run = await lockRun(sql, job.flowRunId);
    if (run === null || !(await settleJob(sql, job, change))) return false;
    if (isWorthKeeping(change, execution))
      await insertAttempt(sql, attempt(job, execution, change.state, error, worker));
    const changed = await storeEffects(sql, flow, job, execution);
    if (movesOn(change, execution)) await moveOn(sql, flow, run, job, execution, changed);
    return true;
  });
  if (!accepted) await insertAttempt(database, attempt(job, execution, 'refused-late', error, worker));
  return { accepted, error, decision, state: change.state };
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
    canFind: step.find !== undefined || step.nativelyIdempotent === true,
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

/** A poll that found nothing new leaves no trace, so that waiting costs no storage. */
function isQuiet(execution: Execution): boolean {
  const outcome = execution.outcome;
  return outcome?.kind === 'waiting' && (outcome.facts?.length ?? 0) === 0;
}

function isWorthKeeping(change: JobChange, execution: Execution): boolean {
  return !(
    change.state === 'waiting' &&
    isQuiet(execution) &&
    execution.outcome?.kind === 'waiting' &&
    execution.outcome.effect === undefined
  );
}

/** True when the flow may have something new to do. */
function movesOn(change: JobChange, execution: Execution): boolean {
  return change.state !== 'ready' && !(change.state === 'waiting' && isQuiet(execution));
}

async function moveOn(
  sql: Sql,
  flow: AnyFlow,
  run: FlowRun,
  job: ClaimedJob,
  execution: Execution,
  changed: unknown,
): Promise<void> {
  const isRefused = execution.outcome?.kind === 'undo-refused';
  if (isRefused) await dropCancellation(sql, flow, run.id);
  const subject = changed ?? (await flow.load(sql, [job.subjectId])).get(job.subjectId);
  await advanceRun(sql, flow, isRefused ? { ...run, cancelRequestedAt: null } : run, subject);
}

/** Returns the subject as it is afterwards, where facts have changed it. */
async function storeEffects(sql: Sql, flow: AnyFlow, job: ClaimedJob, execution: Execution): Promise<unknown> {
  const outcome = execution.outcome;
  if (outcome === null) return undefined;
  if (outcome.kind === 'done' || outcome.kind === 'waiting') await outcome.effect?.(sql);
  const facts = outcome.facts ?? [];
  if (facts.length === 0) return undefined;
  const subject = (await flow.load(sql, [job.subjectId])).get(job.subjectId);
  if (subject === undefined) return undefined;
  return flow.apply(sql, {
    subjectId: job.subjectId,
    subject,
    facts,
    step: job.step,
    item: job.item,
    connectionId: job.connectionId,
    traceId: job.traceId,
  });
}

function attempt(
  job: ClaimedJob,
  execution: Execution,
  outcome: string,
  error: JobError | null,
  worker: string,
): Parameters<typeof insertAttempt>[1] {
  return {
    jobId: job.id,
    fence: job.fence,
    startedAt: execution.startedAt,
    durationMs: execution.durationMs,
    outcome: execution.found ? 'found' : outcome,
    worker,
    error,
    exchanges: execution.exchanges,
    mappingVersions: execution.mappingVersions,
  };
}
