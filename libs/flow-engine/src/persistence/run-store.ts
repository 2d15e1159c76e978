import { randomBytes } from 'node:crypto';
import type { AnyFlow, JobTrouble } from '../definition/flow';
import { planNext, type JobState, type Plan } from '../planning/plan';
import { insertJobs } from './job-store';
import type { Sql } from './sql';

export interface FlowRun {
  readonly id: string;
  readonly flow: string;
  readonly subjectId: string;
  readonly state: 'running' | 'done' | 'cancelled';
  readonly traceId: string;
  readonly cancelRequestedAt: Date | null;
}

interface RunJob {
  readonly id: string;
  readonly step: string;
  readonly item: string;
  readonly state: JobState;
  readonly connectionId: string;
  readonly outcomeUnknown: boolean;
  readonly summary: string | null;
}

const RUN = `id::text, flow, subject_id as "subjectId", state, trace_id as "traceId", cancel_requested_at as "cancelRequestedAt"`;

/** 32 hexadecimal characters, as W3C Trace Context wants it. */
export function newTraceId(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Starts a flow for a subject and stores its first jobs, in the caller's transaction: subject and work are stored
 * together or not at all. A flow that was started before is left as it is.
 */
export async function startFlow(sql: Sql, flow: AnyFlow, subjectId: string, traceId: string): Promise<void> {
  const rows = await sql.query<FlowRun>(
    `insert into flow_run (flow, subject_id, trace_id) values ($1, $2, $3) on conflict do nothing returning ${RUN}`,
    [flow.name, subjectId, traceId],
  );
  const run = rows[0];
  if (run === undefined) return;
  const subject = (await flow.load(sql, [subjectId])).get(subjectId);
  await advanceRun(sql, flow, run, subject);
}

/** Reads a run and locks it: whoever holds it is the only one to plan and to change its subject. */
export async function lockRun(sql: Sql, runId: string): Promise<FlowRun | null> {
  const rows = await sql.query<FlowRun>(`select ${RUN} from flow_run where id = $1 for update`, [runId]);
  return rows[0] ?? null;
}

export async function lockRunOf(sql: Sql, flow: string, subjectId: string): Promise<FlowRun | null> {
  const rows = await sql.query<FlowRun>(`select ${RUN} from flow_run where flow = $1 and subject_id = $2 for update`, [
    flow,
    subjectId,
  ]);
  return rows[0] ?? null;
}

/** Plans what comes next for a locked run and stores it. Returns the plan. */
export async function advanceRun(sql: Sql, flow: AnyFlow, run: FlowRun, subject: unknown): Promise<Plan> {
  const jobs = await sql.query<RunJob>(
    `select id::text, step, item, state, connection_id as "connectionId", outcome_unknown as "outcomeUnknown",
       error->>'summary' as summary
     from sync_job j where flow_run_id = $1 order by j.id`,
    [run.id],
  );
  const plan = planNext(flow, subject, jobs, run.cancelRequestedAt !== null);
  await insertJobs(
    sql,
    plan.create.map(({ step, item }) => ({
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
    })),
  );
  await storePlan(sql, flow, run, plan, subject);
  await reportTrouble(sql, flow, subject, jobs, plan);
  return plan;
}

/** The same for every try, replay and restart; different for every flow, subject, step and item. */
export function idempotencyKey(run: Pick<FlowRun, 'flow' | 'subjectId'>, step: string, item: string): string {
  return [run.flow, run.subjectId, step, item].filter((part) => part !== '').join(':');
}

/**
 * Takes a cancellation back: what it had stopped goes on, what it had begun to undo may be asked for again later. Called
 * with the run locked.
 */
export async function dropCancellation(sql: Sql, flow: AnyFlow, runId: string): Promise<void> {
  const undo = flow.steps.filter((step) => step.phase === 'undo').map((step) => step.name);
  await sql.query(`update flow_run set cancel_requested_at = null, cancel_reason = null where id = $1`, [runId]);
  await sql.query(
    `update sync_job set state = 'superseded', finished_at = coalesce(finished_at, now())
     where flow_run_id = $1 and step = any($2::text[]) and state <> 'superseded'`,
    [runId, undo],
  );
  await sql.query(
    `update sync_job set state = 'ready', due_at = now(), finished_at = null where flow_run_id = $1 and state = 'cancelled'`,
    [runId],
  );
}

async function storePlan(sql: Sql, flow: AnyFlow, run: FlowRun, plan: Plan, subject: unknown): Promise<void> {
  if (plan.cancel.length > 0) {
    await sql.query(
      `update sync_job set state = 'cancelled', finished_at = now() where id = any($1::bigint[])
       and state in ('ready', 'waiting', 'dead')`,
      [plan.cancel],
    );
  }
  if (plan.settle !== null && run.state === 'running') {
    await sql.query(`update flow_run set state = $2, finished_at = now() where id = $1 and state = 'running'`, [
      run.id,
      plan.settle,
    ]);
    await flow.finished?.(sql, subject, plan.settle, run.traceId);
  }
}

async function reportTrouble(
  sql: Sql,
  flow: AnyFlow,
  subject: unknown,
  jobs: readonly RunJob[],
  plan: Plan,
): Promise<void> {
  if (subject === undefined) return;
  const trouble = jobs
    .filter((job) => !plan.cancel.includes(job.id))
    .flatMap((job): JobTrouble[] =>
      job.state === 'dead' || job.state === 'in-doubt'
        ? [
            {
              step: job.step,
              item: job.item,
              connectionId: job.connectionId,
              state: job.state,
              summary: job.summary ?? 'It does not say why.',
            },
          ]
        : [],
    );
  await flow.attention?.(sql, subject, trouble);
}
