import type { StoredToken } from '@crossdock/connector-kit';
import { Database } from '@crossdock/flow-engine';
import { Pool } from 'pg';
import { PgTokenStore } from '../../apps/hub/src/connections/stores/pg-token-store';
import { SecretBox } from '../../apps/hub/src/platform/secrets/secret-box';
import { createTestDatabase, type TestDatabase } from '../support';

const box = new SecretBox(Buffer.alloc(32, 7));
const token = (name: string): StoredToken => ({
  accessToken: `access-${name}`,
  expiresAt: 1_800_000_000_000,
  refreshToken: `refresh-${name}`,
});

/** A vendor whose refresh token is worth one refresh: a second use of the same one would lock us out. */
class Vendor {
  refreshes = 0;
  readonly used: (string | null)[] = [];
  readonly refresh = async (current: StoredToken | null): Promise<StoredToken> => {
    const given = current?.refreshToken ?? null;
    if (this.used.includes(given)) throw new Error(`The refresh token ${given} was used already.`);
    this.used.push(given);
    this.refreshes += 1;
    // Long enough for everybody else to come.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return token(String(this.refreshes));
  };
}

describe('the tokens of a connection', () => {
  let testDatabase: TestDatabase;
  let first: Database;
  let second: Database;
  let next = 0;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    first = new Database(new Pool({ connectionString: testDatabase.url, max: 4 }));
    second = new Database(new Pool({ connectionString: testDatabase.url, max: 4 }));
  }, 60_000);
  afterAll(async () => {
    await Promise.all([first.pool.end(), second.pool.end()]);
    await testDatabase.drop();
  });

  const connection = async (): Promise<string> => {
    const id = `allegro-${(next += 1)}`;
    await first.query(
      `insert into connection (id, system, name, concurrency, rate_requests, rate_per_ms) values ($1, 'allegro', 'x', 1, 1, 1)`,
      [id],
    );
    return id;
  };
  const stores = async (): Promise<[PgTokenStore, PgTokenStore, string]> => {
    const id = await connection();
    return [new PgTokenStore(first, box, id), new PgTokenStore(second, box, id), id];
  };

  it('are refreshed once, however many callers of however many processes ask', async () => {
    const [one, other] = await stores();
    const vendor = new Vendor();
    const renewed = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => (index % 2 === 0 ? one : other).renew(null, vendor.refresh)),
    );
    expect(vendor.refreshes).toBe(1);
    expect(new Set(renewed.map(({ accessToken }) => accessToken))).toEqual(new Set(['access-1']));
    const again = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => (index % 2 === 0 ? one : other).renew(token('1'), vendor.refresh)),
    );
    expect(vendor.used).toEqual([null, 'refresh-1']);
    expect(new Set(again.map(({ accessToken }) => accessToken))).toEqual(new Set(['access-2']));
  });

  it('are not refreshed again for a caller whose token was renewed meanwhile', async () => {
    const [one, other] = await stores();
    const vendor = new Vendor();
    const stale = await one.renew(null, vendor.refresh);
    await other.renew(stale, vendor.refresh);
    await expect(one.renew(stale, vendor.refresh)).resolves.toEqual(token('2'));
    expect(vendor.refreshes).toBe(2);
  });

  it('are kept as they were when the vendor does not give new ones', async () => {
    const [one, other] = await stores();
    await one.renew(null, async () => token('1'));
    const refused = async (): Promise<StoredToken> => {
      throw new Error('The vendor is away.');
    };
    await expect(one.renew(token('1'), refused)).rejects.toThrow('The vendor is away.');
    await expect(other.read()).resolves.toEqual(token('1'));
    await expect(one.renew(token('1'), async () => token('2'))).resolves.toEqual(token('2'));
  });

  it('of one connection do not wait for those of another', async () => {
    const [[slow], [quick]] = [await stores(), await stores()];
    let finish: (value: StoredToken) => void = () => undefined;
    const waiting = slow.renew(null, async () => new Promise((resolve) => (finish = resolve)));
    await expect(quick.renew(null, async () => token('1'))).resolves.toEqual(token('1'));
    finish(token('1'));
    await waiting;
  });

  it('are sealed in the database, for their connection alone', async () => {
    const [one, , id] = await stores();
    await one.renew(null, async () => token('1'));
    const rows = await first.query<{ sealed: Buffer }>('select sealed from connection_token where connection_id = $1', [
      id,
    ]);
    expect(rows[0]!.sealed.toString('latin1')).not.toMatch(/access|refresh/);
    const stranger = await connection();
    await first.query('insert into connection_token (connection_id, sealed) values ($1, $2)', [
      stranger,
      rows[0]!.sealed,
    ]);
    await expect(new PgTokenStore(first, box, stranger).read()).rejects.toThrow();
    await expect(new PgTokenStore(first, box, id).read()).resolves.toEqual(token('1'));
  });
});
