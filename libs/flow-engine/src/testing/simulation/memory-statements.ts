import type { JobState } from '../../planning/plan';
import { CANCEL_JOBS, END_RUNS, HOLD_BACK, JOBS_OF_RUNS } from '../../persistence/advance-runs';
import { ATTEMPTS } from '../../persistence/attempt-store';
import { CLAIM_DUE, PICK } from '../../persistence/due-jobs';
import { CLAIM, RENEW, SETTLE, WAKE } from '../../persistence/job-store';
import { INSERT_JOBS } from '../../persistence/new-jobs';
import { DROP_CANCELLATION, LOCK_RUN_OF, LOCK_RUNS, SUPERSEDE_UNDO, UNCANCEL_JOBS } from '../../persistence/run-store';
import { BEGIN_RUNS } from '../../persistence/start-flow';
import { BURY, FREE_LOST, FREE_ORPHANED, POISONOUS } from '../../queue/sweeper';
import { BIND_JOB, READ_JOB, REQUEST_CANCEL, RETRY_JOB, SKIP_JOB } from '../../repair/operator-actions';
import { insertJobs } from './memory-insert';
import type { JobRow, MemoryTables, RunRow } from './memory-tables';
import { READ_SUBJECTS, STORE_SUBJECT } from './subject-statements';

/** What a statement does to the tables, and the rows that it answers. `values` are the statement's parameters. */
export type Statement = (tables: MemoryTables, values: readonly never[], now: number) => object[];

const OPEN: readonly JobState[] = ['ready', 'queued', 'running', 'waiting'];

/** A statement from what it does, whose parameters are what it says they are. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the parameters are of the caller's type
function statement<V extends readonly unknown[]>(
  work: (values: V, tables: MemoryTables, now: number) => object[],
): Statement {
  return (tables, values, now) => work(values as unknown as V, tables, now);
}

/** Every statement of the engine, by its text, as PostgreSQL would carry it out. */
export function memoryStatements(): Map<string, Statement> {
  return new Map<string, Statement>([
    [BEGIN_RUNS, beginRuns],
    [INSERT_JOBS, insertJobs],
    [LOCK_RUNS, (tables, [ids]: [string[]]) => sorted(tables.runs.values()).filter(({ id }) => ids.includes(id))],
    [
      LOCK_RUN_OF,
      (tables, [flow, subject]: [string, string]) =>
        [...tables.runs.values()].filter((run) => run.flow === flow && run.subjectId === subject),
    ],
    [END_RUNS, endRuns],
    [
      JOBS_OF_RUNS,
      (tables, [ids]: [string[]]) => sorted(tables.jobs.values()).filter((j) => ids.includes(j.flowRunId)),
    ],
    [HOLD_BACK, () => []],
    [
      CANCEL_JOBS,
      (tables, [ids]: [string[]]) =>
        tables.changeJobs((job) => ids.includes(job.id) && ['ready', 'waiting', 'dead'].includes(job.state), cancelled),
    ],
    [PICK, pick],
    [CLAIM_DUE, claimDue],
    [CLAIM, claimWhere((job) => job.state === 'queued')],
    [RENEW, renewWhere(() => true)],
    [SETTLE, settle],
    [
      WAKE,
      (tables, [keys]: [string[]], now) =>
        tables.changeJobs(
          (job) => job.awaitKey !== null && keys.includes(job.awaitKey) && OPEN.includes(job.state),
          (job) => ({ nudged: true, dueAt: job.state === 'waiting' ? now : job.dueAt }),
        ),
    ],
    [ATTEMPTS.text, storeAttempts],
    [
      FREE_LOST,
      (tables, [ms]: [number], now) =>
        tables.changeJobs(
          (job) => job.state === 'queued' && (job.queuedAt ?? now) < now - ms,
          () => ({ state: 'ready' }),
        ),
    ],
    [
      FREE_ORPHANED,
      (tables, [most, restMs]: [number, number], now) =>
        tables.changeJobs(
          (job) => isOrphan(job, now) && job.starts < most,
          ({ starts, dueAt }) => ({
            ...{ state: 'ready', worker: null, leaseUntil: null, outcomeUnknown: true },
            dueAt: starts < 2 ? dueAt : now + restMs * 2 ** (starts - 2),
          }),
        ),
    ],
    [
      POISONOUS,
      (tables, [most]: [number], now) =>
        [...tables.jobs.values()]
          .filter((job) => isOrphan(job, now) && job.starts >= most)
          .map(({ id, flowRunId, flow, subjectId }) => ({ id, runId: flowRunId, flow, subjectId })),
    ],
    [
      BURY,
      (tables, [id, most]: [string, number], now) =>
        tables.changeJobs(
          (job) => job.id === id && isOrphan(job, now) && job.starts >= most,
          () => ({ state: 'dead', worker: null, leaseUntil: null, outcomeUnknown: true, summary: 'poison' }),
        ),
    ],
    [READ_JOB, (tables, [id]: [string]) => [...tables.jobs.values()].filter((job) => job.id === id)],
    [RETRY_JOB, retryJob],
    [SKIP_JOB, (tables, [id]: [string]) => changeOne(tables, id, { state: 'skipped' })],
    [BIND_JOB, (tables, [id]: [string]) => changeOne(tables, id, { state: 'done', summary: null })],
    [REQUEST_CANCEL, (tables, [id]: [string], now) => changeRun(tables, id, { cancelRequestedAt: new Date(now) })],
    [DROP_CANCELLATION, (tables, [id]: [string]) => changeRun(tables, id, { cancelRequestedAt: null })],
    [
      SUPERSEDE_UNDO,
      (tables, [runId, steps]: [string, string[]]) =>
        tables.changeJobs(
          (job) => job.flowRunId === runId && steps.includes(job.step),
          () => ({ state: 'superseded' }),
        ),
    ],
    [
      UNCANCEL_JOBS,
      (tables, [runId]: [string], now) =>
        tables.changeJobs(
          (job) => job.flowRunId === runId && job.state === 'cancelled',
          () => ({ state: 'ready', dueAt: now }),
        ),
    ],
    [
      READ_SUBJECTS,
      (tables, [ids]: [string[]]) =>
        ids.filter((id) => tables.subjects.has(id)).map((id) => ({ id, facts: tables.subjects.get(id) })),
    ],
    [
      STORE_SUBJECT,
      (tables, [id, facts]: [string, string[]]) => {
        tables.subjects.set(id, facts);
        return [];
      },
    ],
  ] as [string, Statement][]);
}

function sorted<T extends { readonly id: string }>(rows: Iterable<T>): T[] {
  return [...rows].sort((left, right) => Number(left.id) - Number(right.id));
}

function isOrphan(job: JobRow, now: number): boolean {
  return job.state === 'running' && (job.leaseUntil ?? now) < now;
}

function cancelled(): Partial<JobRow> {
  return { state: 'cancelled' };
}

function changeOne(tables: MemoryTables, id: string, change: Partial<JobRow>): JobRow[] {
  return tables.changeJobs(
    (job) => job.id === id,
    () => change,
  );
}

function changeRun(tables: MemoryTables, id: string, change: Partial<RunRow>): object[] {
  const run = tables.runs.get(id);
  if (run !== undefined) tables.runs.set(id, { ...run, ...change });
  return [];
}

function beginRuns(tables: MemoryTables, [flow, subjects, traces]: [string, string[], string[]]): object[] {
  return subjects.flatMap((subjectId, index) => {
    const id = tables.runId();
    if ([...tables.runs.values()].some((run) => run.flow === flow && run.subjectId === subjectId)) return [];
    const run: RunRow = {
      id,
      flow,
      subjectId,
      state: 'running',
      traceId: traces[index] ?? '',
      cancelRequestedAt: null,
    };
    tables.runs.set(id, run);
    return [run];
  });
}

function endRuns(tables: MemoryTables, [ids, states]: [string[], RunRow['state'][]]): object[] {
  for (const [index, id] of ids.entries()) {
    const state = states[index];
    if (tables.runs.get(id)?.state === 'running' && state !== undefined) changeRun(tables, id, { state });
  }
  return [];
}

function pick(tables: MemoryTables, [connections, windows]: [string[], number[]], now: number): object[] {
  const ids = dueIn(tables, connections, windows, now);
  return tables.changeJobs(
    (job) => ids.has(job.id),
    () => ({ state: 'queued', queuedAt: now }),
  );
}

function claimDue(
  tables: MemoryTables,
  [connections, windows, worker, ms]: [string[], number[], string, number],
  now: number,
): object[] {
  const ids = dueIn(tables, connections, windows, now);
  return claimWhere(() => true)(tables, [[...ids], worker, ms] as never[], now);
}

/** Ids of what may be taken now, within the windows. */
function dueIn(tables: MemoryTables, connections: string[], windows: number[], now: number): ReadonlySet<string> {
  const due = connections.flatMap((connectionId, index) => {
    const ofLane = [...tables.jobs.values()].filter((job) => job.connectionId === connectionId);
    const busy = ofLane.filter((job) => job.state === 'queued' || job.state === 'running').length;
    return ofLane
      .filter((job) => (job.state === 'ready' || job.state === 'waiting') && job.dueAt <= now)
      .sort(
        (left, right) =>
          left.priority - right.priority || left.dueAt - right.dueAt || Number(left.id) - Number(right.id),
      )
      .slice(0, Math.max((windows[index] ?? 0) - busy, 0));
  });
  return new Set(due.map(({ id }) => id));
}

/** A row as a worker gets it. */
export function claimedRow(job: JobRow, tables: MemoryTables): object {
  const giveUpAt = job.giveUpAt === null ? null : new Date(job.giveUpAt);
  return { ...job, fence: String(job.fence), giveUpAt, traceId: tables.runs.get(job.flowRunId)?.traceId };
}

/** `isFree` says which jobs may be taken. */
export function claimWhere(isFree: (job: JobRow) => boolean): Statement {
  return statement(([ids, worker, ms]: [string[], string, number], tables, now) =>
    tables
      .changeJobs(
        (job) => ids.includes(job.id) && isFree(job),
        ({ fence, starts }) => ({
          state: 'running',
          fence: fence + 1,
          starts: starts + 1,
          nudged: false,
          worker,
          leaseUntil: now + ms,
        }),
      )
      .map((job) => ({
        ...job,
        fence: String(job.fence),
        giveUpAt: job.giveUpAt === null ? null : new Date(job.giveUpAt),
        traceId: tables.runs.get(job.flowRunId)?.traceId,
      })),
  );
}

/** `isRenewed` says which of the claims that are held are renewed. */
export function renewWhere(isRenewed: (job: JobRow) => boolean): Statement {
  return statement(([ids, fences, ms]: [string[], string[], number], tables, now) =>
    tables.changeJobs(
      (job) => job.state === 'running' && fences[ids.indexOf(job.id)] === String(job.fence) && isRenewed(job),
      () => ({ leaseUntil: now + ms }),
    ),
  );
}

type Settled = [
  string[],
  string[],
  JobState[],
  string[],
  string[],
  boolean[],
  number[],
  (string | null)[],
  ...unknown[],
];

/** `isOurs` is the fencing check. */
export function settleWhere(isOurs: (job: JobRow, fence: string) => boolean): Statement {
  return (tables, values, now) => {
    const [ids, fences, states, attempt, rounds, unknown, dueMs, awaitKeys] = values as unknown as Settled;
    const errors = (values as unknown as unknown[])[10] as (string | null)[];
    return ids.flatMap((id, at) =>
      tables.changeJobs(
        (job) => job.id === id && isOurs(job, fences[at] ?? ''),
        (job) => ({
          state: states[at] ?? job.state,
          starts: 0,
          worker: null,
          leaseUntil: null,
          attempts: counted(job.attempts, attempt[at], 'failed', 'worked'),
          rounds: counted(job.rounds, rounds[at], 'next', 'reset'),
          outcomeUnknown: unknown[at] ?? false,
          dueAt: job.nudged && states[at] === 'waiting' ? now : now + (dueMs[at] ?? 0),
          nudged: false,
          awaitKey: awaitKeys[at] ?? null,
          summary: summaryOf(errors[at] ?? null),
        }),
      ),
    );
  };
}

const settle = settleWhere((job, fence) => job.state === 'running' && String(job.fence) === fence);

function counted(before: number, word: string | undefined, up: string, zero: string): number {
  if (word === zero) return 0;
  return word === up ? before + 1 : before;
}

function summaryOf(error: string | null): string | null {
  return error === null ? null : (JSON.parse(error) as { summary: string }).summary;
}

function storeAttempts(tables: MemoryTables, values: readonly never[]): object[] {
  const [jobIds, , , , outcomes] = values as unknown as string[][];
  const added = (jobIds ?? []).map((jobId, index) => ({ jobId, outcome: outcomes?.[index] ?? '' }));
  tables.attempts = [...tables.attempts, ...added];
  return [];
}

function retryJob(tables: MemoryTables, [id, canLookUp]: [string, boolean], now: number): object[] {
  return tables.changeJobs(
    (job) => job.id === id,
    (job) => ({
      state: 'ready',
      dueAt: now,
      attempts: 0,
      rounds: 0,
      starts: 0,
      summary: null,
      outcomeUnknown: (job.outcomeUnknown || job.state === 'in-doubt') && canLookUp,
    }),
  );
}
