import type { StepKind } from '../../definition/flow';
import type { JobRow, MemoryTables } from './memory-tables';

type Values = [
  runIds: string[],
  flows: string[],
  subjects: string[],
  steps: string[],
  items: string[],
  kinds: StepKind[],
  connections: string[],
  priorities: number[],
  keys: string[],
  giveUpMs: (number | null)[],
  lanes: string[],
  windows: number[],
  allPriorities: number[],
  worker: string | null,
  leaseMs: number,
];

/** New jobs; those that fit into the window of the worker that goes on are claimed for it at once. */
export function insertJobs(tables: MemoryTables, values: readonly never[], now: number): object[] {
  const given = values as unknown as Values;
  const isTaken = takenOf(tables, given, now);
  const inserted = given[0].flatMap((_runId, at) => {
    const job = newRow(tables.jobId(), given, at, now);
    if ([...tables.jobs.values()].some((other) => other.state !== 'superseded' && isAt(other, job))) return [];
    const row = isTaken[at] === true ? { ...job, ...claimOf(given, now) } : job;
    tables.jobs.set(row.id, row);
    return [row];
  });
  return inserted.map((job) => ({
    ...job,
    fence: String(job.fence),
    giveUpAt: job.giveUpAt && new Date(job.giveUpAt),
  }));
}

function claimOf(given: Values, now: number): Partial<JobRow> {
  return { state: 'running', fence: 1, starts: 1, worker: given[13], leaseUntil: now + given[14] };
}

const NEW = {
  state: 'ready',
  fence: 0,
  starts: 0,
  worker: null,
  leaseUntil: null,
  queuedAt: null,
  attempts: 0,
  rounds: 0,
  outcomeUnknown: false,
  awaitKey: null,
  nudged: false,
  summary: null,
} as const;

function newRow(id: string, given: Values, at: number, now: number): JobRow {
  const [runIds, flows, subjects, steps, items, kinds, connections, priorities, keys, giveUpMs] = given;
  const of = <T>(column: readonly T[]): T => {
    const value = column[at];
    if (value === undefined) throw new Error('The columns of a statement are of the same length.');
    return value;
  };
  const after = of(giveUpMs);
  return {
    ...NEW,
    id,
    flowRunId: of(runIds),
    flow: of(flows),
    subjectId: of(subjects),
    step: of(steps),
    item: of(items),
    kind: of(kinds),
    connectionId: of(connections),
    priority: of(priorities),
    idempotencyKey: of(keys),
    giveUpAt: after === null ? null : now + after,
    dueAt: now,
  };
}

function isAt(job: JobRow, place: Pick<JobRow, 'flowRunId' | 'step' | 'item'>): boolean {
  return job.flowRunId === place.flowRunId && job.step === place.step && job.item === place.item;
}

function takenOf(tables: MemoryTables, given: Values, now: number): boolean[] {
  const [, , , , , , connections, priorities, , , lanes, windows, all] = given;
  const jobs = [...tables.jobs.values()];
  const roomOf = new Map(
    lanes.map((lane, index) => {
      const ofLane = jobs.filter((job) => job.connectionId === lane);
      const busy = ofLane.filter((job) => job.state === 'queued' || job.state === 'running').length;
      const due = ofLane.filter((job) => (job.state === 'ready' || job.state === 'waiting') && job.dueAt <= now);
      const room = (windows[index] ?? 0) - busy;
      return [lane, { room, waiting: all.filter((priority) => due.some((job) => job.priority === priority)) }];
    }),
  );
  const order = connections
    .map((connection, place) => ({ connection, place, priority: priorities[place] ?? 0 }))
    .sort((left, right) => left.priority - right.priority || left.place - right.place);
  const turns = new Map<string, number>();
  const taken: boolean[] = [];
  for (const { connection, place, priority } of order) {
    const turn = (turns.get(connection) ?? 0) + 1;
    turns.set(connection, turn);
    const lane = roomOf.get(connection);
    const urgent = lane !== undefined && lane.room > 0 && lane.waiting.some((waiting) => waiting <= priority);
    taken[place] = lane !== undefined && turn <= lane.room && !urgent;
  }
  return taken;
}
