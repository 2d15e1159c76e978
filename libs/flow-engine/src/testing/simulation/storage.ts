import type { TransactionalSql } from '../../persistence/sql';
import type { JobState } from '../../planning/plan';
import { MemoryDatabase, type Link } from './memory-database';
import { memoryStatements, type Statement } from './memory-statements';
import { MemoryTables } from './memory-tables';

export interface JobSeen {
  readonly id: string;
  readonly subjectId: string;
  readonly step: string;
  readonly item: string;
  readonly state: JobState;
  readonly fence: number;
}

/** Where the simulated engine keeps its tables. */
export interface Storage {
  connect(link: Link): TransactionalSql;
  jobs(): Promise<readonly JobSeen[]>;
  runs(): Promise<readonly { readonly subjectId: string; readonly state: string }[]>;
  /** The next time at which a job is due; null when none is. Milliseconds. */
  nextDue(): Promise<number | null>;
  /** True while a statement is on its way. */
  readonly busy: boolean;
}

/** Tables in memory. `planted` are statements that are wrong on purpose. */
export function memoryStorage(
  now: () => number,
  planted: readonly (readonly [string, Statement])[] = [],
  wrap: (name: string, statement: Statement) => Statement = (_name, statement) => statement,
): Storage {
  const tables = new MemoryTables();
  const all = [...memoryStatements(), ...planted].map(([name, one]) => [name, wrap(name, one)] as const);
  const statements = new Map(all);
  const database = new MemoryDatabase(tables, statements, now);
  return {
    busy: false,
    connect: (link) => database.connect(link),
    jobs: async () => [...tables.jobs.values()],
    runs: async () => [...tables.runs.values()],
    nextDue: async () => {
      const due = [...tables.jobs.values()].filter(({ state }) => state === 'ready' || state === 'waiting');
      return due.length === 0 ? null : Math.min(...due.map(({ dueAt }) => dueAt));
    },
  };
}
