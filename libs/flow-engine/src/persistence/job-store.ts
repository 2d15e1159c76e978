import type { Exchange } from '@crossdock/connector-kit';
import type { JobError } from '../execution/retry-decision';
import type { StepKind } from '../definition/flow';
import type { JobState } from '../planning/plan';
import type { Sql } from './sql';

/** How long a claim holds without a heartbeat. A killed worker's jobs run again after this and one sweep. */
export const LEASE_MS = 10_000;

/** A job as a worker has it in hand. */
export interface ClaimedJob {
  readonly id: string;
  readonly flowRunId: string;
  readonly flow: string;
  readonly subjectId: string;
  readonly step: string;
  readonly item: string;
  readonly kind: StepKind;
  readonly connectionId: string;
  /** Rises with every claim; only the holder of the newest one may write the outcome. */
  readonly fence: string;
  /** Claims since the last stored outcome, this one included: more than one means that a worker died on the way. */
  readonly starts: number;
  /** Failures that counted, one after another. */
  readonly attempts: number;
  /** How often a wait has looked without seeing anything new. */
  readonly rounds: number;
  readonly idempotencyKey: string;
  /** An earlier execution may have reached the vendor. */
  readonly outcomeUnknown: boolean;
  readonly giveUpAt: Date | null;
  readonly traceId: string;
}

const CLAIMED = `j.id::text, j.flow_run_id::text as "flowRunId", j.flow, j.subject_id as "subjectId", j.step, j.item, j.kind,
  j.connection_id as "connectionId", j.fence::text, j.starts, j.attempts, j.rounds, j.idempotency_key as "idempotencyKey",
  j.outcome_unknown as "outcomeUnknown", j.give_up_at as "giveUpAt", r.trace_id as "traceId"`;

/** Takes queued jobs. Those that somebody else has taken, or that were cancelled meanwhile, are left out. */
export async function claimJobs(sql: Sql, ids: readonly string[], worker: string): Promise<ClaimedJob[]> {
  return sql.query<ClaimedJob>(
    `update sync_job j set state = 'running', fence = fence + 1, starts = starts + 1, nudged = false, worker = $2,
       lease_until = now() + $3 * interval '1 millisecond'
     from flow_run r
     where j.id = any($1::bigint[]) and j.state = 'queued' and r.id = j.flow_run_id
     returning ${CLAIMED}`,
    [ids, worker, LEASE_MS],
  );
}

/** Keeps claims alive. Those that were lost meanwhile are simply not renewed. */
export async function renewLeases(sql: Sql, held: readonly { id: string; fence: string }[]): Promise<void> {
  if (held.length === 0) return;
  await sql.query(
    `update sync_job j set lease_until = now() + $3 * interval '1 millisecond'
     from unnest($1::bigint[], $2::bigint[]) as held(id, fence)
     where j.id = held.id and j.fence = held.fence and j.state = 'running'`,
    [held.map((job) => job.id), held.map((job) => job.fence), LEASE_MS],
  );
}

/** What a job becomes when its outcome is stored. */
export interface JobChange {
  readonly state: JobState;
  readonly dueInMs: number;
  /** `failed` counts an attempt, `worked` forgets earlier failures, `free` leaves them as they are. */
  readonly attempt: 'failed' | 'worked' | 'free';
  readonly rounds: 'next' | 'reset' | 'keep';
  readonly outcomeUnknown: boolean;
  readonly awaitKey: string | null;
  readonly note: string | null;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly error: JobError | null;
}

/**
 * Stores what became of a claimed job. False when the claim is no longer ours: nothing was written then. This is the
 * fencing check; every effect of the job is stored in the same transaction after it.
 */
export async function settleJob(sql: Sql, job: Pick<ClaimedJob, 'id' | 'fence'>, change: JobChange): Promise<boolean> {
  const rows = await sql.query(
    `update sync_job set state = $3, starts = 0, worker = null, lease_until = null,
       attempts = case $4 when 'failed' then attempts + 1 when 'worked' then 0 else attempts end,
       rounds = case $5 when 'next' then rounds + 1 when 'reset' then 0 else rounds end, outcome_unknown = $6,
       due_at = case when nudged and $3 = 'waiting' then now() else now() + $7 * interval '1 millisecond' end, nudged = false,
       await_key = $8, note = $9, result = coalesce($10::jsonb, result), error = $11,
       finished_at = case when $3 in ('done', 'skipped', 'cancelled', 'superseded', 'dead') then now() end
     where id = $1 and fence = $2 and state = 'running' returning id`,
    [
      job.id,
      job.fence,
      change.state,
      change.attempt,
      change.rounds,
      change.outcomeUnknown,
      change.dueInMs,
      change.awaitKey,
      change.note,
      change.result === null ? null : JSON.stringify(change.result),
      change.error === null ? null : JSON.stringify(change.error),
    ],
  );
  return rows.length === 1;
}

export interface NewAttempt {
  readonly jobId: string;
  readonly fence: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly outcome: string;
  readonly worker: string;
  readonly error: JobError | null;
  readonly exchanges: readonly Exchange[];
  readonly mappingVersions: Readonly<Record<string, number>>;
}

export async function insertAttempt(sql: Sql, attempt: NewAttempt): Promise<void> {
  await sql.query(
    `insert into attempt (job_id, fence, started_at, duration_ms, outcome, worker, error, exchanges, mapping_versions)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      attempt.jobId,
      attempt.fence,
      attempt.startedAt,
      attempt.durationMs,
      attempt.outcome,
      attempt.worker,
      attempt.error === null ? null : JSON.stringify(attempt.error),
      JSON.stringify(attempt.exchanges),
      JSON.stringify(attempt.mappingVersions),
    ],
  );
}

export interface JobToInsert {
  readonly flowRunId: string;
  readonly flow: string;
  readonly subjectId: string;
  readonly step: string;
  readonly item: string;
  readonly kind: StepKind;
  readonly connectionId: string;
  readonly priority: number;
  readonly idempotencyKey: string;
  readonly giveUpAfterMs: number | null;
}

/** Stores new jobs, due at once. A job that is there already is left as it is. */
export async function insertJobs(sql: Sql, jobs: readonly JobToInsert[]): Promise<void> {
  if (jobs.length === 0) return;
  const column = <K extends keyof JobToInsert>(name: K): JobToInsert[K][] => jobs.map((job) => job[name]);
  await sql.query(
    `insert into sync_job (flow_run_id, flow, subject_id, step, item, kind, connection_id, priority, idempotency_key, give_up_at)
     select flow_run_id, flow, subject_id, step, item, kind, connection_id, priority, idempotency_key,
       now() + give_up_ms * interval '1 millisecond'
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::smallint[],
       $9::text[], $10::bigint[]) as new(flow_run_id, flow, subject_id, step, item, kind, connection_id, priority,
       idempotency_key, give_up_ms)
     on conflict (flow_run_id, step, item) where state <> 'superseded' do nothing`,
    [
      column('flowRunId'),
      column('flow'),
      column('subjectId'),
      column('step'),
      column('item'),
      column('kind'),
      column('connectionId'),
      column('priority'),
      column('idempotencyKey'),
      column('giveUpAfterMs'),
    ],
  );
}

/** Jobs that wait for this key are due now; those that are being read right now are read once more. */
export async function wakeJobs(sql: Sql, awaitKeys: readonly string[]): Promise<number> {
  if (awaitKeys.length === 0) return 0;
  const woken = await sql.query(
    `update sync_job set nudged = true, due_at = case when state = 'waiting' then now() else due_at end
     where id in (select id from sync_job where await_key = any($1::text[])
       and state in ('ready', 'queued', 'running', 'waiting') order by id for update) returning id`,
    [awaitKeys],
  );
  return woken.length;
}
