import type { Ports } from '@crossdock/connector-kit';
import {
  claimJobs,
  Database,
  defineFlow,
  newTraceId,
  OperatorActions,
  settleExecution,
  startFlow,
  stepOf,
  Sweeper,
  Worker,
  type AnyFlow,
  type ClaimedJob,
  type Execution,
  type Lane,
  type StepCall,
  type StepDefinition,
  type StepOutcome,
} from '@crossdock/flow-engine';
import { createPool } from '../../apps/hub/src/platform/database/pool';
import { createTestDatabase, type TestDatabase } from '../support';

/** What the tests' flow works on: a row with a counter of facts, so that effects can be seen. */
export interface Counted {
  readonly id: string;
  readonly facts: readonly string[];
}
export type CountStep = StepDefinition<Counted, string>;
export type CountCall = StepCall<Counted>;
export type CountOutcome = StepOutcome<string>;

export interface JobView {
  readonly id: string;
  readonly step: string;
  readonly item: string;
  readonly state: string;
  readonly attempts: number;
  readonly starts: number;
  readonly outcomeUnknown: boolean;
  readonly error: { readonly code: string; readonly summary: string } | null;
}

/** An engine on a real database, whose remote systems are functions of the test. */
export class EngineHarness {
  readonly flows: ReadonlyMap<string, AnyFlow>;
  readonly actions: OperatorActions;
  readonly worker: Worker;
  readonly sweeper: Sweeper;
  readonly errors: unknown[] = [];

  private constructor(
    private readonly testDatabase: TestDatabase,
    readonly database: Database,
    readonly flow: AnyFlow,
    openPorts: (connectionId: string) => Promise<Partial<Ports>>,
  ) {
    this.flows = new Map([[flow.name, flow]]);
    this.actions = new OperatorActions(database, this.flows);
    this.worker = this.workerNamed('w1', openPorts);
    this.sweeper = new Sweeper(
      database,
      this.flows,
      () => undefined,
      (error) => this.errors.push(error),
    );
  }

  static async open(
    steps: readonly CountStep[],
    openPorts: (connectionId: string) => Promise<Partial<Ports>> = async () => ({}),
  ): Promise<EngineHarness> {
    const testDatabase = await createTestDatabase();
    const database = new Database(createPool(testDatabase.url, 12, () => undefined));
    await database.query('create table counted (id text primary key, facts text[] not null default array[]::text[])');
    return new EngineHarness(testDatabase, database, countingFlow(steps), openPorts);
  }

  workerNamed(
    name: string,
    openPorts: (connectionId: string) => Promise<Partial<Ports>> = async () => ({}),
    lanes?: readonly Lane[],
  ): Worker {
    return new Worker(this.database, {
      name,
      flows: this.flows,
      openPorts,
      ...(lanes === undefined ? {} : { lanes: async () => lanes }),
      onSettled: () => undefined,
      onError: (error) => this.errors.push(error),
    });
  }

  async start(id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      await sql.query('insert into counted (id) values ($1) on conflict do nothing', [id]);
      await startFlow(sql, this.flow, id, newTraceId());
    });
  }

  /** Hands every due job to the worker, as the dispatcher and the queue would, until nothing is due. */
  async drain(worker: Worker = this.worker): Promise<void> {
    for (let round = 0; round < 50; round += 1) {
      const queued = await this.queueDue();
      if (queued.length === 0) return;
      await worker.run({ connectionId: 'c', jobIds: queued });
    }
    throw new Error('Jobs go on for ever.');
  }

  async queueDue(): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `update sync_job set state = 'queued', queued_at = now() where state in ('ready', 'waiting') and due_at <= now()
       returning id::text`,
    );
    return rows.map((row) => row.id);
  }

  /** Everything that is put off is due now. */
  async hurry(): Promise<void> {
    await this.database.query(`update sync_job set due_at = now() where state in ('ready', 'waiting')`);
  }

  /** The leases of running jobs have run out, as when their worker is gone. */
  async loseLeases(): Promise<void> {
    await this.database.query(`update sync_job set lease_until = now() - interval '1 second' where state = 'running'`);
  }

  async claim(worker: string): Promise<ClaimedJob[]> {
    return claimJobs(this.database, await this.queueDue(), worker);
  }

  async settle(job: ClaimedJob, outcome: CountOutcome, worker: string): Promise<boolean> {
    const [flow, step] = stepOf(this.flows, job);
    const execution: Execution = {
      outcome,
      error: null,
      found: false,
      startedAt: new Date(),
      durationMs: 1,
      exchanges: [],
      mappingVersions: {},
    };
    const { accepted } = await settleExecution(this.database, { flow, step, job, execution }, worker);
    return accepted;
  }

  async jobs(): Promise<JobView[]> {
    return this.database.query<JobView>(
      `select id::text, step, item, state, attempts, starts, outcome_unknown as "outcomeUnknown", error
       from sync_job order by id`,
    );
  }

  async states(): Promise<string[]> {
    return (await this.jobs()).map(({ step, item, state }) => `${step}${item === '' ? '' : `:${item}`} ${state}`);
  }

  async outcomes(): Promise<string[]> {
    const rows = await this.database.query<{ outcome: string }>('select outcome from attempt order by id');
    return rows.map((row) => row.outcome);
  }

  async facts(id: string): Promise<readonly string[]> {
    const rows = await this.database.query<Counted>('select id, facts from counted where id = $1', [id]);
    return rows[0]?.facts ?? [];
  }

  async close(): Promise<void> {
    await this.worker.stop();
    await this.database.pool.end();
    await this.testDatabase.drop();
  }
}

function countingFlow(steps: readonly CountStep[]): AnyFlow {
  return defineFlow<Counted, string>({
    name: 'counting',
    priority: 1,
    steps,
    load: async (sql, ids) => {
      const rows = await sql.query<Counted>('select id, facts from counted where id = any($1::text[])', [ids]);
      return new Map(rows.map((row) => [row.id, row]));
    },
    apply: async (sql, { subjectId, facts }) => {
      const rows = await sql.query<Counted>(
        'update counted set facts = facts || $2::text[] where id = $1 returning id, facts',
        [subjectId, facts],
      );
      const [row] = rows;
      if (row === undefined) throw new Error(`There is no ${subjectId}.`);
      return row;
    },
  });
}

/** A step about the whole subject, at connection `c`. */
export function aStep(step: Partial<CountStep> & Pick<CountStep, 'name' | 'execute'>): CountStep {
  return {
    kind: 'command',
    port: 'carrier',
    after: [],
    phase: 'forward',
    items: () => [{ key: '', connectionId: 'c' }],
    ...step,
  };
}
