import type { Sql } from '@crossdock/flow-engine';

export interface Backlog {
  /** Due, or waiting for their turn or their next try. */
  readonly ready: number;
  readonly running: number;
  /** Waiting for a person: dead or in doubt. */
  readonly dead: number;
}

export interface ConnectionHealth {
  readonly backlog: Backlog;
  /** Null when none of the newest attempts of the hub was one of this connection. */
  readonly lastAttemptAt: Date | null;
  /** Share of failed attempts, 0 to 1, in the last 15 minutes; 0 without attempts. Being throttled is no failure. */
  readonly errorShare: number;
  /** Jobs done in a minute, as the last minutes went. */
  readonly donePerMinute: number;
  /** Seconds until everything that waits is done at this pace; null when nothing is being done. */
  readonly drainSeconds: number | null;
}

export const NO_WORK: ConnectionHealth = {
  backlog: { ready: 0, running: 0, dead: 0 },
  lastAttemptAt: null,
  errorShare: 0,
  donePerMinute: 0,
  drainSeconds: 0,
};

const WINDOW_MINUTES = 15;
/** The pace is that of so many minutes. */
const PACE_MINUTES = 5;
/** So many attempts are looked at, whatever the traffic: at a peak they cover less than the window. */
const NEWEST_ATTEMPTS = 10_000;

// Each arm names its states in the words of a partial index.
const BACKLOG = `
  select connection_id as id, 'ready' as word, count(*)::int as jobs from sync_job where state = 'ready' group by 1
  union all
  select connection_id, 'running', count(*)::int from sync_job where state in ('queued', 'running') group by 1
  union all
  select connection_id, 'dead', count(*)::int from sync_job where state in ('dead', 'in-doubt') group by 1`;

// Where the newest attempts go back less far than the pace is about, it is that of the time they cover.
const ATTEMPTS = `
  select j.connection_id as id, max(a.started_at) as "lastAttemptAt",
    count(*) filter (where a.started_at > now() - interval '${WINDOW_MINUTES} minutes')::int as attempts,
    count(*) filter (where a.started_at > now() - interval '${WINDOW_MINUTES} minutes' and a.error is not null
      and a.error->>'class' <> 'throttled')::int as failed,
    count(*) filter (where a.outcome = 'done' and a.started_at > now() - interval '${PACE_MINUTES} minutes')::float8
      / greatest(0.05, least(${PACE_MINUTES}, extract(epoch from now() - min(a.oldest)) / 60)) as "donePerMinute"
  from (select job_id, started_at, error, outcome, min(started_at) over () as oldest
    from (select * from attempt order by id desc limit ${NEWEST_ATTEMPTS}) newest) a
  join sync_job j on j.id = a.job_id group by 1`;

/** What goes on at each connection that has work, by its id. */
export async function readHealth(sql: Sql): Promise<ReadonlyMap<string, ConnectionHealth>> {
  const [backlog, attempts] = await Promise.all([
    sql.query<{ id: string; word: keyof Backlog; jobs: number }>(BACKLOG),
    sql.query<
      Pick<ConnectionHealth, 'donePerMinute'> & { id: string; lastAttemptAt: Date; attempts: number; failed: number }
    >(ATTEMPTS),
  ]);
  const health = new Map<string, ConnectionHealth>();
  for (const { id, lastAttemptAt, attempts: all, failed, donePerMinute } of attempts) {
    health.set(id, { ...NO_WORK, lastAttemptAt, errorShare: all === 0 ? 0 : failed / all, donePerMinute });
  }
  for (const { id, word, jobs } of backlog) {
    const known = health.get(id) ?? NO_WORK;
    health.set(id, { ...known, backlog: { ...known.backlog, [word]: jobs } });
  }
  for (const [id, known] of health) health.set(id, { ...known, drainSeconds: drainSeconds(known) });
  return health;
}

function drainSeconds({ backlog, donePerMinute }: ConnectionHealth): number | null {
  if (backlog.ready === 0) return 0;
  return donePerMinute === 0 ? null : Math.ceil((backlog.ready / donePerMinute) * 60);
}
