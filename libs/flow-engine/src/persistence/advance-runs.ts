import type { AnyFlow, JobTrouble } from '../definition/flow';
import { planNext, type JobState, type Plan } from '../planning/plan';
import type { ClaimedJob } from './job-store';
import { insertJobs, type GoOn, type JobToInsert } from './new-jobs';
import type { FlowRun } from './run-store';
import type { Sql } from './sql';

/** A locked run, with its subject as it is in this transaction. */
export interface Advance {
  readonly flow: AnyFlow;
  readonly run: FlowRun;
  readonly subject: unknown;
}

interface RunJob {
  readonly id: string;
  readonly flowRunId: string;
  readonly step: string;
  readonly item: string;
  readonly state: JobState;
  readonly connectionId: string;
  readonly outcomeUnknown: boolean;
  readonly summary: string | null;
}

export const JOBS_OF_RUNS = `select id::text, flow_run_id::text as "flowRunId", step, item, state, connection_id as "connectionId",
       outcome_unknown as "outcomeUnknown", error->>'summary' as summary
     from sync_job j where flow_run_id = any($1::bigint[]) order by j.id`;
export const HOLD_BACK = `select id from sync_job where flow_run_id = any($1::bigint[]) and state in ('ready', 'waiting', 'dead')
     order by id for update`;
export const CANCEL_JOBS = `update sync_job set state = 'cancelled', finished_at = now() where id = any($1::bigint[])
     and state in ('ready', 'waiting', 'dead')`;
export const END_RUNS = `update flow_run r set state = ended.state, finished_at = now()
     from unnest($1::bigint[], $2::text[]) as ended(id, state) where r.id = ended.id and r.state = 'running'`;

/** Plans what comes next for one locked run and stores it. */
export async function advanceRun(sql: Sql, flow: AnyFlow, run: FlowRun, subject: unknown): Promise<void> {
  await advanceRuns(sql, [{ flow, run, subject }], null);
}

/**
 * Plans what comes next for locked runs, each at most once, and stores it. Returns the new jobs that the worker of `goOn`
 * goes on with.
 */
export async function advanceRuns(sql: Sql, advances: readonly Advance[], goOn: GoOn | null): Promise<ClaimedJob[]> {
  if (advances.length === 0) return [];
  await holdBack(
    sql,
    advances.filter(({ run }) => run.cancelRequestedAt !== null),
  );
  const jobsOf = await readJobs(sql, advances);
  const planned = advances.map((advance) => {
    const jobs = jobsOf.get(advance.run.id) ?? [];
    return { ...advance, jobs, plan: planOf(advance, jobs) };
  });
  const claimed = await insertJobs(sql, planned.flatMap(jobsToInsert), goOn);
  await cancelJobs(
    sql,
    planned.flatMap(({ plan }) => plan.cancel),
  );
  await settleRuns(sql, planned);
  for (const { flow, subject, jobs, plan } of planned) await reportTrouble(sql, flow, subject, jobs, plan);
  return claimed;
}

/** As `advanceRuns` for runs that were begun in this very transaction: they have no jobs yet. */
export async function beginRuns(sql: Sql, advances: readonly Advance[], goOn: GoOn | null): Promise<ClaimedJob[]> {
  const planned = advances.map((advance) => ({ ...advance, plan: planOf(advance, []) }));
  const claimed = await insertJobs(sql, planned.flatMap(jobsToInsert), goOn);
  await settleRuns(sql, planned);
  return claimed;
}

/** The same for every try, replay and restart; different for every flow, subject, step and item. */
export function idempotencyKey(run: Pick<FlowRun, 'flow' | 'subjectId'>, step: string, item: string): string {
  return [run.flow, run.subjectId, step, item].filter((part) => part !== '').join(':');
}

function planOf({ flow, run, subject }: Advance, jobs: readonly RunJob[]): Plan {
  return planNext(flow, subject, jobs, run.cancelRequestedAt !== null);
}

/**
 * What a cancellation is about to stop must not be handed over between the reading of it and the stopping: a step would run
 * while it is being undone. The dispatcher passes over locked rows; one that it has in hand already is read as it leaves it.
 */
async function holdBack(sql: Sql, cancelling: readonly Advance[]): Promise<void> {
  if (cancelling.length === 0) return;
  await sql.query(HOLD_BACK, [cancelling.map(({ run }) => run.id)]);
}

async function readJobs(sql: Sql, advances: readonly Advance[]): Promise<ReadonlyMap<string, RunJob[]>> {
  const rows = await sql.query<RunJob>(JOBS_OF_RUNS, [advances.map(({ run }) => run.id)]);
  const jobs = new Map<string, RunJob[]>();
  for (const row of rows) {
    const ofRun = jobs.get(row.flowRunId);
    if (ofRun === undefined) jobs.set(row.flowRunId, [row]);
    else ofRun.push(row);
  }
  return jobs;
}

function jobsToInsert({ flow, run, plan }: Advance & { readonly plan: Plan }): JobToInsert[] {
  return plan.create.map(({ step, item }) => ({
    flowRunId: run.id,
    flow: run.flow,
    subjectId: run.subjectId,
    step: step.name,
    item: item.key,
    kind: step.kind,
    connectionId: item.connectionId,
    priority: flow.priority,
    idempotencyKey: idempotencyKey(run, step.name, item.key),
    giveUpAfterMs: step.giveUpAfterMs ?? null,
    traceId: run.traceId,
  }));
}

async function cancelJobs(sql: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql.query(CANCEL_JOBS, [ids]);
}

async function settleRuns(sql: Sql, planned: readonly (Advance & { readonly plan: Plan })[]): Promise<void> {
  const ending = planned.flatMap(({ flow, run, subject, plan }) =>
    plan.settle !== null && run.state === 'running' ? [{ flow, run, subject, state: plan.settle }] : [],
  );
  if (ending.length === 0) return;
  await sql.query(END_RUNS, [ending.map(({ run }) => run.id), ending.map(({ state }) => state)]);
  for (const { flow, run, subject, state } of ending) await flow.finished?.(sql, subject, state, run.traceId);
}

async function reportTrouble(
  sql: Sql,
  flow: AnyFlow,
  subject: unknown,
  jobs: readonly RunJob[],
  plan: Plan,
): Promise<void> {
  if (subject === undefined) return;
  const trouble = jobs.flatMap((job): JobTrouble[] => {
    if ((job.state !== 'dead' && job.state !== 'in-doubt') || plan.cancel.includes(job.id)) return [];
    const { step, item, connectionId, state, summary } = job;
    return [{ step, item, connectionId, state, summary: summary ?? 'It does not say why.' }];
  });
  await flow.attention?.(sql, subject, trouble);
}
