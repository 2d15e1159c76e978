import { Database, Scheduler, TAKEN_AGAIN_AFTER_MS, type Schedule } from '@crossdock/flow-engine';
import { Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support';

const MINUTE_MS = 60_000;
const start = new Date('2026-11-26T12:00:00Z');

describe('schedules', () => {
  let testDatabase: TestDatabase;
  let pool: Pool;
  let database: Database;
  let now: Date;
  let runs: string[];
  let work: (dueAt: Date) => Promise<void>;
  const errors: string[] = [];

  const hourly: Schedule = {
    name: 'hourly',
    cron: '0 * * * *',
    timeZone: 'Europe/Warsaw',
    run: async (_database, dueAt) => {
      runs.push(dueAt.toISOString().slice(11, 16));
      await work(dueAt);
    },
  };
  const process = (...schedules: Schedule[]): Scheduler =>
    new Scheduler(
      database,
      schedules.length > 0 ? schedules : [hourly],
      (error, name) => errors.push(`${name}: ${String(error)}`),
      () => now,
    );
  const goTo = (minutes: number): void => {
    now = new Date(start.getTime() + minutes * MINUTE_MS);
  };

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    pool = new Pool({ connectionString: testDatabase.url, max: 4 });
    database = new Database(pool);
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    await database.query('delete from schedule');
    goTo(0);
    runs = [];
    errors.length = 0;
    work = async () => undefined;
    await process().runDue();
  });

  it('run at their times, once each', async () => {
    for (const minute of [30, 59, 60, 61, 119, 120, 121]) {
      goTo(minute);
      await process().runDue();
    }
    expect(runs).toEqual(['13:00', '14:00']);
  });

  it('are run by one of two processes that look at the same moment', async () => {
    goTo(61);
    await Promise.all([process().runDue(), process().runDue()]);
    expect(runs).toEqual(['13:00']);
  });

  it('make up for all times that passed while nothing ran by one run', async () => {
    goTo(200);
    await process().runDue();
    await process().runDue();
    expect(runs).toEqual(['13:00']);
    goTo(240);
    await process().runDue();
    expect(runs).toEqual(['13:00', '16:00']);
  });

  it('that failed are run again for the same time, and say what was wrong', async () => {
    work = async () => Promise.reject(new Error('The disk is full.'));
    goTo(60);
    await process().runDue();
    expect(errors).toEqual(['hourly: Error: The disk is full.']);
    expect(await database.query('select problem from schedule')).toEqual([{ problem: 'The disk is full.' }]);
    await process().runDue();
    expect(runs).toEqual(['13:00']);
    work = async () => undefined;
    goTo(60 + TAKEN_AGAIN_AFTER_MS / MINUTE_MS + 1);
    await process().runDue();
    expect(runs).toEqual(['13:00', '13:00']);
    expect(await database.query('select problem, due_at as "dueAt" from schedule')).toEqual([
      { problem: null, dueAt: null },
    ]);
  });

  it('whose process died on the way are run by another one, for the same time and then for the next', async () => {
    goTo(60);
    let die = (): void => undefined;
    work = async () =>
      new Promise(
        (_resolve, reject) =>
          (die = () => {
            reject(new Error('killed'));
          }),
      );
    const dead = process().runDue();
    while (runs.length === 0) await new Promise((resolve) => setImmediate(resolve));
    work = async () => undefined;
    goTo(125);
    await process().runDue();
    await process().runDue();
    expect(runs).toEqual(['13:00', '13:00', '14:00']);
    die();
    await dead;
    expect(await database.query('select problem from schedule')).toEqual([{ problem: null }]);
  });

  it('that fail stop no other', async () => {
    const other: Schedule = { ...hourly, name: 'other', run: async () => void runs.push('other') };
    await process(hourly, other).runDue();
    work = async () => Promise.reject(new Error('no'));
    goTo(60);
    await process(hourly, other).runDue();
    expect(runs).toEqual(['13:00', 'other']);
  });

  it('follow a plan that was changed', async () => {
    const daily = { ...hourly, cron: '0 6 * * *' };
    await process(daily).runDue();
    goTo(120);
    await process(daily).runDue();
    expect(runs).toEqual([]);
    goTo(18 * 60);
    await process(daily).runDue();
    expect(runs).toEqual(['05:00']);
  });
});
