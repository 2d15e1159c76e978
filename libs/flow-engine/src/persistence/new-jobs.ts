import type { StepKind } from '../definition/flow';
import type { Lane } from '../definition/lane';
import { LEASE_MS, type ClaimedJob } from './job-store';
import type { Sql } from './sql';

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
  readonly traceId: string;
}

/** A worker that goes on with the next steps at once, without the way through dispatcher and queue. */
export interface GoOn {
  readonly worker: string;
  /** When the worker was asked, by its own clock: what it claims now is its own from then on for the time of a lease. */
  readonly askedAt: number;
  readonly lanes: readonly Lane[];
  /** Every priority that jobs may have. */
  readonly priorities: readonly number[];
}

/** A job that a worker goes on with: claimed already, with its subject as it is now. */
export interface NextJob {
  readonly job: ClaimedJob;
  readonly subject: unknown;
  /** `askedAt` of the worker that claimed it. */
  readonly claimedAt: number;
}

// A worker may take a new job at once where the connection has room and nothing that is as urgent waits for it: then the
// dispatcher would hand over this very job next. Two workers may do so at the same moment and exceed the window by a few.
export const INSERT_JOBS = `
  with lane as (
    select l.id, l.room - (select count(*) from sync_job busy
      where busy.connection_id = l.id and busy.state in ('queued', 'running')) as room
    from unnest($11::text[], $12::int[]) as l(id, room)
  ), backlog as (
    select lane.id, p.priority from lane cross join unnest($13::smallint[]) as p(priority)
    where lane.room > 0 and exists (select 1 from sync_job due where due.connection_id = lane.id
      and due.priority = p.priority and due.state in ('ready', 'waiting') and due.due_at <= now())
  ), new as (
    select *, row_number() over (partition by connection_id order by priority, place) as turn
    from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::smallint[],
      $9::text[], $10::float8[]) with ordinality as job(flow_run_id, flow, subject_id, step, item, kind, connection_id,
      priority, idempotency_key, give_up_ms, place)
  ), placed as (
    select new.*, coalesce(new.turn <= lane.room, false) and not exists (select 1 from backlog
      where backlog.id = new.connection_id and backlog.priority <= new.priority) as taken
    from new left join lane on lane.id = new.connection_id
  )
  insert into sync_job (flow_run_id, flow, subject_id, step, item, kind, connection_id, priority, idempotency_key, give_up_at,
    state, fence, starts, worker, lease_until)
  select flow_run_id, flow, subject_id, step, item, kind, connection_id, priority, idempotency_key,
    now() + give_up_ms * interval '1 millisecond', case when taken then 'running' else 'ready' end, taken::int, taken::int,
    case when taken then $14 end, case when taken then now() + $15 * interval '1 millisecond' end
  from placed order by place
  on conflict (flow_run_id, step, item, superseded_id) do nothing
  returning id::text, flow_run_id::text as "flowRunId", step, item, state, fence::text, give_up_at as "giveUpAt"`;

interface Inserted {
  readonly id: string;
  readonly flowRunId: string;
  readonly step: string;
  readonly item: string;
  readonly state: 'ready' | 'running';
  readonly fence: string;
  readonly giveUpAt: Date | null;
}

/**
 * Stores new jobs, due at once; a job that is there already is left as it is. Returns those that the worker of `goOn` has
 * claimed with it.
 */
export async function insertJobs(sql: Sql, jobs: readonly JobToInsert[], goOn: GoOn | null): Promise<ClaimedJob[]> {
  if (jobs.length === 0) return [];
  const column = <K extends keyof JobToInsert>(name: K): JobToInsert[K][] => jobs.map((job) => job[name]);
  const lanes = lanesOf(jobs, goOn);
  const inserted = await sql.query<Inserted>(INSERT_JOBS, [
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
    lanes.map((lane) => lane.connectionId),
    lanes.map((lane) => lane.window),
    goOn?.priorities ?? [],
    goOn?.worker ?? null,
    LEASE_MS,
  ]);
  const taken = inserted.filter((row) => row.state === 'running');
  if (taken.length === 0) return [];
  const byPlace = new Map(jobs.map((job) => [placeOf(job), job]));
  return taken.flatMap((row) => {
    const job = byPlace.get(placeOf(row));
    return job === undefined ? [] : [claimed(job, row)];
  });
}

function lanesOf(jobs: readonly JobToInsert[], goOn: GoOn | null): readonly Lane[] {
  const wanted = new Set(jobs.map((job) => job.connectionId));
  return (goOn?.lanes ?? []).filter((lane) => lane.window > 0 && wanted.has(lane.connectionId));
}

function placeOf(job: { readonly flowRunId: string; readonly step: string; readonly item: string }): string {
  return `${job.flowRunId} ${job.step} ${job.item}`;
}

function claimed(job: JobToInsert, { id, fence, giveUpAt }: Inserted): ClaimedJob {
  const { flowRunId, flow, subjectId, step, item, kind, connectionId, idempotencyKey, traceId } = job;
  const place = { flowRunId, flow, subjectId, step, item, kind, connectionId, idempotencyKey, traceId };
  return { ...place, id, fence, giveUpAt, starts: 1, attempts: 0, rounds: 0, outcomeUnknown: false };
}
