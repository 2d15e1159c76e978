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

export const CLAIMED = `j.id::text, j.flow_run_id::text as "flowRunId", j.flow, j.subject_id as "subjectId", j.step, j.item, j.kind,
  j.connection_id as "connectionId", j.fence::text, j.starts, j.attempts, j.rounds, j.idempotency_key as "idempotencyKey",
  j.outcome_unknown as "outcomeUnknown", j.give_up_at as "giveUpAt", r.trace_id as "traceId"`;

/** What a claim changes; the parameters of the worker's name and of the lease in milliseconds. */
export const TAKEN = (worker: string, leaseMs: string): string =>
  `state = 'running', fence = fence + 1, starts = starts + 1, nudged = false, worker = ${worker},
    lease_until = now() + ${leaseMs} * interval '1 millisecond'`;

export const CLAIM = `update sync_job j set ${TAKEN('$2', '$3')}
  from flow_run r where j.id = any($1::bigint[]) and j.state = 'queued' and r.id = j.flow_run_id
  returning ${CLAIMED}`;

/** Takes queued jobs. Those that somebody else has taken, or that were cancelled meanwhile, are left out. */
export async function claimJobs(sql: Sql, ids: readonly string[], worker: string): Promise<ClaimedJob[]> {
  return sql.query<ClaimedJob>(CLAIM, [ids, worker, LEASE_MS]);
}

export const RENEW = `update sync_job j set lease_until = now() + $3 * interval '1 millisecond'
     from (select mine.id from sync_job mine join unnest($1::bigint[], $2::bigint[]) as held(id, fence)
       on mine.id = held.id and mine.fence = held.fence where mine.state = 'running' for update of mine skip locked) renewed
     where j.id = renewed.id returning j.id::text`;

/** Keeps claims alive. Answers the ids of those that were: not what was lost, or is being settled at this moment. */
export async function renewLeases(sql: Sql, held: readonly { id: string; fence: string }[]): Promise<string[]> {
  if (held.length === 0) return [];
  const renewed = await sql.query<{ id: string }>(RENEW, [
    held.map((job) => job.id),
    held.map((job) => job.fence),
    LEASE_MS,
  ]);
  return renewed.map(({ id }) => id);
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

export interface SettledJob {
  readonly job: Pick<ClaimedJob, 'id' | 'fence'>;
  readonly change: JobChange;
}

export const SETTLE = `update sync_job j set state = new.state, starts = 0, worker = null, lease_until = null,
       attempts = case new.attempt when 'failed' then attempts + 1 when 'worked' then 0 else attempts end,
       rounds = case new.rounds when 'next' then j.rounds + 1 when 'reset' then 0 else j.rounds end,
       outcome_unknown = new.outcome_unknown,
       due_at = case when nudged and new.state = 'waiting' then now() else now() + new.due_ms * interval '1 millisecond' end,
       nudged = false, await_key = new.await_key, note = new.note, result = coalesce(new.result, j.result), error = new.error,
       superseded_id = case new.state when 'superseded' then j.id else 0 end,
       finished_at = case when new.state in ('done', 'skipped', 'cancelled', 'superseded', 'dead') then now() end
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::float8[], $8::text[],
       $9::text[], $10::jsonb[], $11::jsonb[])
       as new(id, fence, state, attempt, rounds, outcome_unknown, due_ms, await_key, note, result, error)
     where j.id = new.id and j.fence = new.fence and j.state = 'running' returning j.id::text`;

/**
 * Stores what became of claimed jobs. Returns the ids of those whose claim is still the newest; nothing was written for
 * the others. This is the fencing check: every effect of a job is stored in the same transaction after it.
 */
export async function settleJobs(sql: Sql, settled: readonly SettledJob[]): Promise<ReadonlySet<string>> {
  const column = <T>(read: (one: SettledJob) => T): T[] => settled.map(read);
  const rows = await sql.query<{ id: string }>(SETTLE, [
    column(({ job }) => job.id),
    column(({ job }) => job.fence),
    column(({ change }) => change.state),
    column(({ change }) => change.attempt),
    column(({ change }) => change.rounds),
    column(({ change }) => change.outcomeUnknown),
    column(({ change }) => change.dueInMs),
    column(({ change }) => change.awaitKey),
    column(({ change }) => change.note),
    column(({ change }) => (change.result === null ? null : JSON.stringify(change.result))),
    column(({ change }) => (change.error === null ? null : JSON.stringify(change.error))),
  ]);
  return new Set(rows.map((row) => row.id));
}

export const WAKE = `update sync_job set nudged = true, due_at = case when state = 'waiting' then now() else due_at end
     where id in (select id from sync_job where await_key = any($1::text[])
       and state in ('ready', 'queued', 'running', 'waiting') order by id for update) returning id`;

/** Jobs that wait for this key are due now; those that are being read right now are read once more. */
export async function wakeJobs(sql: Sql, awaitKeys: readonly string[]): Promise<number> {
  if (awaitKeys.length === 0) return 0;
  const woken = await sql.query(WAKE, [awaitKeys]);
  return woken.length;
}
