import { Client } from 'pg';
import { DUE, Leader } from '../../apps/hub/src/engine/leader';
import { createTestDatabase, waitFor, type TestDatabase } from '../support';

/** One scheduler that says what it does. */
class Scheduler {
  readonly events: string[] = [];
  dueCount = 0;
  leads = false;
  /** While it is not null, giving up the lead takes until it is resolved. */
  finishing: Promise<void> | null = null;
  readonly leader: Leader;

  constructor(databaseUrl: string) {
    this.leader = new Leader(
      databaseUrl,
      {
        lead: () => {
          this.events.push('lead');
          this.leads = true;
        },
        follow: async () => {
          this.events.push('follow');
          await this.finishing;
          this.leads = false;
          this.events.push('followed');
        },
        due: () => {
          this.dueCount += 1;
        },
      },
      () => undefined,
    );
  }
}

describe('the leader of many schedulers', () => {
  let testDatabase: TestDatabase;
  let admin: Client;
  let schedulers: Scheduler[] = [];
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    admin = new Client({ connectionString: testDatabase.url });
    await admin.connect();
  }, 60_000);
  afterEach(async () => {
    await Promise.all(schedulers.map(async ({ leader }) => leader.stop()));
    schedulers = [];
  });
  afterAll(async () => {
    await admin.end();
    await testDatabase.drop();
  });

  const start = (): Scheduler => {
    const scheduler = new Scheduler(testDatabase.url);
    schedulers.push(scheduler);
    scheduler.leader.start();
    return scheduler;
  };
  const leading = async (...of: readonly Scheduler[]): Promise<Scheduler> =>
    waitFor(() => of.find(({ leads }) => leads), { what: 'somebody to lead' });
  const listening = async (count: number): Promise<void> => {
    await waitFor(async () => {
      const { rows } = await admin.query(
        `select 1 from pg_stat_activity where datname = current_database() and query ~ $1`,
        [`listen ${DUE}|advisory_lock`],
      );
      return rows.length >= count;
    });
  };
  /** The connection of whoever holds the lock is cut, as by a restart of the server. */
  const cut = async (): Promise<void> => {
    await admin.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
       and database = (select oid from pg_database where datname = current_database())`,
    );
  };

  it('is one of them', async () => {
    const two = [start(), start()];
    await leading(...two);
    await listening(2);
    expect(two.filter(({ leads }) => leads)).toHaveLength(1);
  });

  it('is followed by another when it stops, after it has finished', async () => {
    const two = [start(), start()];
    const first = await leading(...two);
    const second = two.find((scheduler) => scheduler !== first)!;
    let finish: () => void = () => undefined;
    first.finishing = new Promise((resolve) => (finish = resolve));
    const stopped = first.leader.stop();
    await waitFor(() => first.events.includes('follow'));
    expect(second.leads).toBe(false);
    finish();
    await stopped;
    await leading(second);
    expect(first.events).toEqual(['lead', 'follow', 'followed']);
  });

  it('is told when something is due, as are the others', async () => {
    const two = [start(), start()];
    await leading(...two);
    await waitFor(async () => {
      await admin.query(`select pg_notify($1, '')`, [DUE]);
      return two.every(({ dueCount }) => dueCount > 0);
    });
  });

  it('leads again after its connection was cut', async () => {
    const only = start();
    await leading(only);
    await cut();
    await waitFor(() => only.events.length === 4);
    expect(only.events).toEqual(['lead', 'follow', 'followed', 'lead']);
    expect(only.leads).toBe(true);
  });

  it('leads again only after what it did before has ended', async () => {
    const only = start();
    await leading(only);
    let finish: () => void = () => undefined;
    only.finishing = new Promise((resolve) => (finish = resolve));
    await cut();
    await waitFor(() => only.events.includes('follow'));
    // Long enough for it to connect and take the lock again, which is free.
    const early = await waitFor(() => only.events.length > 2, { timeoutMs: 2_500 }).catch(() => false);
    expect([early, only.events]).toEqual([false, ['lead', 'follow']]);
    finish();
    await waitFor(() => only.events.length === 4);
    expect(only.events).toEqual(['lead', 'follow', 'followed', 'lead']);
  }, 20_000);
});
