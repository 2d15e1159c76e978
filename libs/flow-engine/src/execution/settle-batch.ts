import type { AnyFlow, StepDefinition } from '../definition/flow';
import { advanceRuns, type Advance } from '../persistence/advance-runs';
import { storeAttempt } from '../persistence/attempt-store';
import { settleJobs, type ClaimedJob, type JobChange } from '../persistence/job-store';
import type { GoOn, NextJob } from '../persistence/new-jobs';
import { dropCancellation, lockRuns, type FlowRun } from '../persistence/run-store';
import type { Sql, TransactionalSql } from '../persistence/sql';
import type { Execution } from './execute-job';
import { verdictOf, type Verdict } from './job-change';
import type { JobError, RetryDecision } from './retry-decision';

/** An execution whose outcome is to be stored. */
export interface Finished {
  readonly flow: AnyFlow;
  readonly step: StepDefinition<unknown, unknown>;
  readonly job: ClaimedJob;
  readonly execution: Execution;
}

export interface Settlement {
  /** False when the claim was lost meanwhile and nothing but the attempt was written. */
  readonly accepted: boolean;
  readonly error: JobError | null;
  readonly decision: RetryDecision | null;
  readonly state: JobChange['state'];
  /** What the worker goes on with. */
  readonly next: readonly NextJob[];
}

interface Judged extends Finished {
  readonly verdict: Verdict;
}

/**
 * Stores the outcomes of executions, their effects on the subjects and the jobs that come next, in one transaction and
 * each only while its claim is still ours; a late outcome is kept as an attempt and changes nothing. All steps are taken
 * for the whole batch at once, so that a hundred outcomes cost about as many statements as one. No two of a batch may
 * belong to the same run.
 */
export async function settleBatch(
  database: TransactionalSql,
  batch: readonly Finished[],
  worker: string,
  goOn: GoOn | null,
): Promise<Settlement[]> {
  const judged = batch.map((one) => ({ ...one, verdict: verdictOf(one.job, one.step, one.execution) }));
  return database.transaction(async (sql) => {
    let runs = await lockRuns(sql, [...new Set(judged.map(({ job }) => job.flowRunId))]);
    const ours = await settleJobs(
      sql,
      judged.filter(({ job }) => runs.has(job.flowRunId)).map(({ job, verdict }) => ({ job, change: verdict.change })),
    );
    const accepted = judged.filter(({ job }) => ours.has(job.id));
    for (const one of judged) await keepAttempt(sql, one, worker, ours.has(one.job.id));
    // An effect may have cancelled a run of this very batch.
    if (await haveEffects(sql, accepted)) runs = await lockRuns(sql, [...runs.keys()]);
    const advances = await advancesOf(sql, accepted, runs);
    const claimed = await advanceRuns(sql, advances, goOn);
    const subjects = new Map(advances.map(({ run, subject }) => [run.id, subject]));
    return judged.map(({ job, verdict: { error, decision, change } }) => ({
      accepted: ours.has(job.id),
      error,
      decision,
      state: change.state,
      next: claimed
        .filter((next) => next.flowRunId === job.flowRunId)
        .map((next) => ({ job: next, subject: subjects.get(next.flowRunId), claimedAt: goOn?.askedAt ?? 0 })),
    }));
  });
}

async function keepAttempt(
  sql: Sql,
  { job, execution, verdict }: Judged,
  worker: string,
  ours: boolean,
): Promise<void> {
  if (ours && !verdict.worthKeeping) return;
  const { found, startedAt, durationMs, exchanges, mappingVersions } = execution;
  const outcome = found ? 'found' : ours ? verdict.change.state : 'refused-late';
  const { id: jobId, fence } = job;
  const { error } = verdict;
  await storeAttempt(sql, { jobId, fence, startedAt, durationMs, outcome, worker, error, exchanges, mappingVersions });
}

async function haveEffects(sql: Sql, accepted: readonly Judged[]): Promise<boolean> {
  let any = false;
  for (const { execution } of accepted) {
    const { outcome } = execution;
    if (outcome === null || !('effect' in outcome) || outcome.effect === undefined) continue;
    await outcome.effect(sql);
    any = true;
  }
  return any;
}

/** Applies what was found out to the subjects. Returns the runs that may have something new to do. */
async function advancesOf(
  sql: Sql,
  accepted: readonly Judged[],
  runs: ReadonlyMap<string, FlowRun>,
): Promise<Advance[]> {
  // A cancellation that came while a step was at work is heard when it is done, whatever it has seen.
  const movesOn = ({ verdict, job }: Judged): boolean =>
    verdict.movesOn || (runs.get(job.flowRunId)?.cancelRequestedAt ?? null) !== null;
  const concerned = accepted.filter((one) => movesOn(one) || factsOf(one).length > 0);
  const subjects = await loadSubjects(sql, concerned);
  const advances: Advance[] = [];
  for (const one of concerned) {
    const run = runs.get(one.job.flowRunId);
    if (run === undefined) continue;
    const subject = await withFacts(sql, one, subjects.get(one.flow)?.get(one.job.subjectId));
    if (!movesOn(one)) continue;
    advances.push({ flow: one.flow, run: await withoutRefused(sql, one, run), subject });
  }
  return advances;
}

function factsOf({ execution: { outcome } }: Finished): readonly unknown[] {
  return outcome?.facts ?? [];
}

async function withFacts(sql: Sql, one: Finished, subject: unknown): Promise<unknown> {
  const facts = factsOf(one);
  if (subject === undefined || facts.length === 0) return subject;
  const { subjectId, step, item, connectionId, traceId } = one.job;
  return one.flow.apply(sql, { subjectId, subject, facts, step, item, connectionId, traceId });
}

/** A cancellation that the outside world refused is dropped. */
async function withoutRefused(sql: Sql, { flow, execution }: Finished, run: FlowRun): Promise<FlowRun> {
  if (execution.outcome?.kind !== 'undo-refused') return run;
  await dropCancellation(sql, flow, run.id);
  return { ...run, cancelRequestedAt: null };
}

/** Subjects by flow and id, one reading per flow. */
export async function loadSubjects(
  sql: Sql,
  jobs: readonly Pick<Finished, 'flow' | 'job'>[],
): Promise<ReadonlyMap<AnyFlow, ReadonlyMap<string, unknown>>> {
  const wanted = new Map<AnyFlow, Set<string>>();
  for (const { flow, job } of jobs) {
    const ids = wanted.get(flow) ?? new Set();
    wanted.set(flow, ids.add(job.subjectId));
  }
  const loaded = new Map<AnyFlow, ReadonlyMap<string, unknown>>();
  for (const [flow, ids] of wanted) loaded.set(flow, await flow.load(sql, [...ids]));
  return loaded;
}
