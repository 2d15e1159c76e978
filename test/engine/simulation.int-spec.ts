import { Database, type Sql, type TransactionalSql } from '@crossdock/flow-engine';
import { createPool } from '../../apps/hub/src/platform/database/pool';
import type { Link } from '../../libs/flow-engine/src/testing/simulation/memory-database';
import { simulate } from '../../libs/flow-engine/src/testing/simulation/simulate';
import type { JobSeen, Storage } from '../../libs/flow-engine/src/testing/simulation/storage';
import { SUBJECT_TABLE } from '../../libs/flow-engine/src/testing/simulation/subject-statements';
import { createTestDatabase, type TestDatabase } from '../support';

const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);
/** `now()` of the engine's statements is the simulated clock: the schema stands before that of PostgreSQL itself. */
const CLOCK = `create schema simulated;
  create table simulated.clock (at timestamptz not null);
  insert into simulated.clock values ('epoch');
  create function simulated.now() returns timestamptz language sql stable as 'select at from simulated.clock';
  alter table sync_job alter due_at set default simulated.now()`;

/** The engine's tables in PostgreSQL, on one connection, so that statements run one after the other as in memory. */
class RealStorage implements Storage {
  private running = 0;
  private told = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: { readonly now: number },
  ) {}

  get busy(): boolean {
    return this.running > 0;
  }

  connect(link: Link): TransactionalSql {
    const on = (sql: Sql): Sql => ({
      query: async (text, values) => {
        await link.before('statement');
        await this.tellTime(sql);
        return sql.query(text, values);
      },
      store: async (statement, row) => {
        await link.before('statement');
        await sql.store(statement, row);
      },
    });
    return {
      query: async (text, values) => this.counted(async () => on(this.database).query(text, values)),
      store: async (statement, row) => this.counted(async () => on(this.database).store(statement, row)),
      transaction: async (work) =>
        this.counted(async () => {
          const result = await this.database.transaction(async (sql) => {
            const done = await work(on(sql));
            await link.before('commit');
            return done;
          });
          await link.committed();
          return result;
        }),
    };
  }

  async jobs(): Promise<readonly JobSeen[]> {
    return this.database.query<JobSeen>(
      `select id::text, subject_id as "subjectId", step, item, state, fence::int from sync_job order by id`,
    );
  }

  async runs(): Promise<readonly { readonly subjectId: string; readonly state: string }[]> {
    return this.database.query(`select subject_id as "subjectId", state from flow_run`);
  }

  async nextDue(): Promise<number | null> {
    const [row] = await this.database.query<{ due: number | null }>(
      `select extract(epoch from min(due_at))::float8 * 1000 as due from sync_job where state in ('ready', 'waiting')`,
    );
    return row?.due == null ? null : Math.round(row.due);
  }

  private async tellTime(sql: Sql): Promise<void> {
    if (this.told === this.clock.now) return;
    await sql.query('update simulated.clock set at = to_timestamp($1::float8 / 1000)', [this.clock.now]);
    this.told = this.clock.now;
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
    }
  }
}

describe('the simulated database', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    const path = encodeURIComponent('-c search_path=simulated,public,pg_catalog');
    database = new Database(createPool(`${testDatabase.url}?options=${path}`, 1, () => undefined));
    await database.pool.query(CLOCK);
    await database.query(SUBJECT_TABLE);
  }, 60_000);
  beforeEach(async () => {
    await database.pool.query('truncate flow_run, sync_job, attempt, simulated_subject restart identity cascade');
  });
  afterAll(async () => {
    await database.pool.end();
    await testDatabase.drop();
  });

  it.each(SEEDS)(
    'does what PostgreSQL does with the same statements (seed %i)',
    async (seed) => {
      const inMemory = await simulate(seed);
      const inPostgres = await simulate(seed, { storage: (clock) => new RealStorage(database, clock) });
      expect(inPostgres.jobs).toEqual(inMemory.jobs);
      expect(inPostgres.broken).toEqual(inMemory.broken);
    },
    60_000,
  );
});
