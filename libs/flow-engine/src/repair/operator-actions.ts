import type { AnyFlow, StepCall } from '../definition/flow';
import { canLookUp, stepOf } from '../execution/execute-job';
import { advanceRun } from '../persistence/advance-runs';
import { lockRun, lockRunOf, type FlowRun } from '../persistence/run-store';
import type { Sql, TransactionalSql } from '../persistence/sql';
import type { JobState } from '../planning/plan';

/** Why an action is not possible; the text is for the operator. */
export class ActionRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ActionRefused';
  }
}

interface JobRow {
  readonly id: string;
  readonly flowRunId: string;
  readonly flow: string;
  readonly subjectId: string;
  readonly step: string;
  readonly item: string;
  readonly state: JobState;
  readonly connectionId: string;
  readonly idempotencyKey: string;
}

export const RETRY_JOB = `update sync_job set state = 'ready', due_at = now(), attempts = 0, rounds = 0, starts = 0, error = null,
           finished_at = null, give_up_at = give_up_at + (now() - created_at),
           outcome_unknown = (outcome_unknown or state = 'in-doubt') and $2
         where id = $1`;
export const SKIP_JOB = `update sync_job set state = 'skipped', note = $2, finished_at = now() where id = $1`;
export const BIND_JOB = `update sync_job set state = 'done', result = $2, error = null, finished_at = now() where id = $1`;
export const REQUEST_CANCEL = `update flow_run set cancel_requested_at = now(), cancel_reason = $2 where id = $1`;
export const READ_JOB = `select id::text, flow_run_id::text as "flowRunId", flow, subject_id as "subjectId", step, item, state,
       connection_id as "connectionId", idempotency_key as "idempotencyKey" from sync_job where id = $1 for update`;

const RETRYABLE: readonly JobState[] = ['dead', 'in-doubt', 'ready', 'waiting'];
const OPEN: readonly JobState[] = ['dead', 'in-doubt', 'ready', 'waiting'];

/** What a person may do with a job. Every action locks the run, so it can never race a worker's outcome. */
export class OperatorActions {
  constructor(
    private readonly database: TransactionalSql,
    private readonly flows: ReadonlyMap<string, AnyFlow>,
  ) {}

  /** What the job's step offers: looking up what may have been made, and taking a document that a person names. */
  abilities(job: Pick<JobRow, 'flow' | 'step'>): { readonly canFind: boolean; readonly canBind: boolean } {
    const step = this.flows.get(job.flow)?.steps.find((candidate) => candidate.name === job.step);
    return { canFind: step?.find !== undefined, canBind: step?.bind !== undefined };
  }

  /** Tries again now, with the same key. What may exist already is looked up first. */
  async retry(jobId: string, also: (sql: Sql) => Promise<void> = nothing): Promise<void> {
    await this.change(jobId, RETRYABLE, 'retried', also, async (sql, job) => {
      // Where nothing can be looked up, the person has decided that it is to be sent again.
      await sql.query(RETRY_JOB, [job.id, canLookUp(stepOf(this.flows, job)[1])]);
    });
  }

  /** Goes on without this step. */
  async skip(jobId: string, reason: string, also: (sql: Sql) => Promise<void> = nothing): Promise<void> {
    await this.change(jobId, OPEN, 'skipped', also, async (sql, job) => {
      await sql.query(SKIP_JOB, [job.id, reason]);
    });
  }

  /** Records a document that exists at the vendor as this step's result. */
  async bind(
    jobId: string,
    remote: { readonly id: string; readonly number: string | null },
    also: (sql: Sql) => Promise<void> = nothing,
  ): Promise<void> {
    await this.change(jobId, OPEN, 'bound', also, async (sql, job, run) => {
      const [flow, step] = stepOf(this.flows, job);
      if (step.bind === undefined) throw new ActionRefused('This step makes no document that could be bound.');
      const subject = (await flow.load(sql, [job.subjectId])).get(job.subjectId);
      const call: StepCall<unknown> = {
        subject,
        item: { key: job.item, connectionId: job.connectionId },
        idempotencyKey: job.idempotencyKey,
        ports: {},
        round: 0,
      };
      const outcome = step.bind(call, remote.id, remote.number);
      await sql.query(BIND_JOB, [job.id, JSON.stringify({ boundTo: remote.id })]);
      await flow.apply(sql, { ...job, subject, facts: outcome.facts ?? [], traceId: run.traceId });
    });
  }

  /** Asks for the whole flow to be undone. False when it has ended already. */
  async cancelFlow(sql: Sql, flowName: string, subjectId: string, reason: string): Promise<boolean> {
    const run = await lockRunOf(sql, flowName, subjectId);
    const flow = this.flows.get(flowName);
    if (run === null || flow === undefined || run.state !== 'running') return false;
    if (run.cancelRequestedAt !== null) return true;
    await sql.query(REQUEST_CANCEL, [run.id, reason]);
    const subject = (await flow.load(sql, [subjectId])).get(subjectId);
    await advanceRun(sql, flow, { ...run, cancelRequestedAt: new Date() }, subject);
    return true;
  }

  /** Plans anew, after something that planning depends on was changed in the same transaction. False without such a run. */
  async replan(sql: Sql, flowName: string, subjectId: string): Promise<boolean> {
    const run = await lockRunOf(sql, flowName, subjectId);
    const flow = this.flows.get(flowName);
    if (run === null || flow === undefined || run.state !== 'running') return false;
    await advanceRun(sql, flow, run, (await flow.load(sql, [subjectId])).get(subjectId));
    return true;
  }

  private async change(
    jobId: string,
    allowed: readonly JobState[],
    word: string,
    also: (sql: Sql) => Promise<void>,
    work: (sql: Sql, job: JobRow, run: FlowRun) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (sql) => {
      const found = await readJob(sql, jobId);
      const run = found === null ? null : await lockRun(sql, found.flowRunId);
      // Read again under the lock: a worker may have settled it in between.
      const job = run === null ? null : await readJob(sql, jobId);
      const flow = job === null ? undefined : this.flows.get(job.flow);
      if (job === null || run === null || flow === undefined) throw new ActionRefused('There is no such job.');
      if (!allowed.includes(job.state)) {
        throw new ActionRefused(`A job that is ${job.state} cannot be ${word}.`);
      }
      await work(sql, job, run);
      await also(sql);
      const subject = (await flow.load(sql, [job.subjectId])).get(job.subjectId);
      await advanceRun(sql, flow, run, subject);
    });
  }
}

async function readJob(sql: Sql, jobId: string): Promise<JobRow | null> {
  const rows = await sql.query<JobRow>(READ_JOB, [jobId]);
  return rows[0] ?? null;
}

async function nothing(): Promise<void> {
  // Nothing else is stored together with the action.
}
