import { Database } from '@crossdock/flow-engine';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { housekeeping } from '../../apps/hub/src/engine/housekeeping';
import { migrate } from '../../apps/hub/src/migrate';
import { CreateCoreTables1764100000000 } from '../../migrations/1764100000000-create-core-tables';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support';

const DAY_MS = 86_400_000;
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);

async function aJob(database: Database): Promise<string> {
  const [job] = await database.query<{ id: string }>(
    `with run as (insert into flow_run (flow, subject_id, trace_id) values ('f', gen_random_uuid()::text, 't') returning id)
     insert into sync_job (flow_run_id, flow, subject_id, step, kind, connection_id, priority, idempotency_key)
     select id, 'f', 's', 'step', 'command', 'erp', 5, gen_random_uuid()::text from run returning id`,
  );
  return job!.id;
}

async function anAttempt(database: Database, jobId: string, startedAt: Date): Promise<void> {
  await database.query(
    `insert into attempt (job_id, fence, started_at, duration_ms, outcome) values ($1, 1, $2, 5, 'done')`,
    [jobId, startedAt],
  );
}

const attempts = async (database: Database): Promise<number> =>
  (await database.query<{ count: number }>('select count(*)::int as count from attempt'))[0]!.count;

const partitions = async (database: Database): Promise<string[]> =>
  (
    await database.query<{ name: string }>(
      `select relid::text as name from pg_partition_tree('attempt') where isleaf order by 1`,
    )
  ).map(({ name }) => name);

const nameOf = (date: Date): string => `attempt_${date.toISOString().slice(0, 7).replace('-', '_')}`;

describe('housekeeping', () => {
  let testDatabase: TestDatabase;
  let pool: Pool;
  let database: Database;
  const nightly = housekeeping({ keepDays: 90, timeZone: 'Europe/Warsaw' });

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    pool = new Pool({ connectionString: testDatabase.url, max: 4 });
    database = new Database(pool);
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await testDatabase.drop();
  });

  it('makes room for the attempts of the months to come, also where some came early', async () => {
    const inFourMonths = daysAgo(-125);
    await anAttempt(database, await aJob(database), inFourMonths);
    await database.query('select make_attempt_partitions(current_date, $1::date)', [inFourMonths]);
    expect(await partitions(database)).toContain(nameOf(inFourMonths));
    expect(await database.query('select 1 from attempt_default')).toEqual([]);
    expect(await attempts(database)).toBe(1);
    await anAttempt(database, await aJob(database), inFourMonths);
    expect(await database.query('select 1 from attempt_default')).toEqual([]);
    await database.query('delete from attempt');
  });

  it('drops months of attempts that are old as a whole, and no younger ones', async () => {
    const jobId = await aJob(database);
    await database.query('select make_attempt_partitions(current_date - 200, current_date)');
    for (const days of [0, 80, 190]) await anAttempt(database, jobId, daysAgo(days));
    await nightly.run(database, new Date());
    expect(await attempts(database)).toBe(2);
    const left = await partitions(database);
    expect(left).toContain(nameOf(daysAgo(80)));
    expect(left).not.toContain(nameOf(daysAgo(190)));
  });

  it('deletes old webhooks and kept answers, and leaves young ones and those that could not be read', async () => {
    await database.query(
      `insert into inbox_message (connection_id, deduplication_key, state, received_at) values
        ('erp', 'young', 'done', now()), ('erp', 'old', 'done', now() - interval '91 days'),
        ('erp', 'old-unreadable', 'unreadable', now() - interval '91 days')`,
    );
    await nightly.run(database, new Date());
    const kept = await database.query<{ key: string }>(
      'select deduplication_key as key from inbox_message order by id',
    );
    expect(kept.map(({ key }) => key)).toEqual(['young', 'old-unreadable']);
  });
});

describe('the migration to months of attempts', () => {
  it('keeps every attempt of a database that is in use', async () => {
    const testDatabase = await createEmptyDatabase();
    const before = new DataSource({
      type: 'postgres',
      url: testDatabase.url,
      migrations: [CreateCoreTables1764100000000],
      migrationsTableName: 'schema_migration',
    });
    const pool = new Pool({ connectionString: testDatabase.url, max: 4 });
    try {
      await before.initialize();
      await before.runMigrations();
      await before.destroy();
      const database = new Database(pool);
      const jobId = await aJob(database);
      for (const days of [0, 40, 400]) await anAttempt(database, jobId, daysAgo(days));
      await migrate(testDatabase.url);
      expect(await attempts(database)).toBe(3);
      expect(await database.query('select 1 from attempt_default')).toEqual([]);
      await anAttempt(database, jobId, new Date());
      const rows = await database.query<{ id: string }>('select id from attempt order by id');
      expect(rows.map(({ id }) => Number(id))).toEqual([1, 2, 3, 4]);
    } finally {
      await pool.end();
      await testDatabase.drop();
    }
  }, 60_000);
});
