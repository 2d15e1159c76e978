import { Database } from '@crossdock/flow-engine';
import { Pool } from 'pg';
import { bearerKey, hashOf } from './api-key';
import { ApiKeys } from './api-keys';

const KEY = `cdk_${'a'.repeat(43)}`;
const ROW = {
  keyId: 'k',
  rights: ['orders:read'],
  stale: false,
  id: 'web',
  name: 'Web',
  kind: 'shop',
  connectionId: null,
  routes: {},
};

/** A database with one key, that counts how often it is asked and may be away. */
class OneKey extends Database {
  asked = 0;
  away = false;
  revoked = false;

  constructor() {
    super(new Pool());
  }

  override async query<T extends object>(_text: string, values: readonly unknown[] = []): Promise<T[]> {
    this.asked += 1;
    if (this.away) throw new Error('away');
    const known = !this.revoked && Buffer.isBuffer(values[0]) && values[0].equals(hashOf(KEY));
    return (known ? [ROW] : []) as unknown as T[];
  }
}

describe('API keys', () => {
  let database: OneKey;
  let now: number;
  let keys: ApiKeys;
  beforeEach(() => {
    database = new OneKey();
    now = 0;
    keys = new ApiKeys(database, () => now);
  });

  it('belong to a channel', async () => {
    expect(await keys.callerOf(KEY)).toMatchObject({ keyId: 'k', rights: ['orders:read'], channel: { id: 'web' } });
  });

  it('are looked up once for many requests at the same moment', async () => {
    await Promise.all(Array.from({ length: 20 }, async () => keys.callerOf(KEY)));
    expect(database.asked).toBe(1);
  });

  it('are looked up again after at most five seconds', async () => {
    await keys.callerOf(KEY);
    database.revoked = true;
    now = 5_000;
    expect(await keys.callerOf(KEY)).toBeNull();
  });

  it('that were unknown are looked up again at once', async () => {
    database.revoked = true;
    expect(await keys.callerOf(KEY)).toBeNull();
    database.revoked = false;
    expect(await keys.callerOf(KEY)).not.toBeNull();
  });

  it('are not forgotten for a database that was away once', async () => {
    database.away = true;
    await expect(keys.callerOf(KEY)).rejects.toThrow('away');
    database.away = false;
    expect(await keys.callerOf(KEY)).not.toBeNull();
  });
});

describe('the key of an Authorization header', () => {
  it.each([`Bearer ${KEY}`, `bearer  ${KEY} `])('is read from "%s"', (header) => {
    expect(bearerKey(header)).toBe(KEY);
  });

  it.each([undefined, '', KEY, `Basic ${KEY}`, 'Bearer cdk_short', `Bearer ${KEY} ${KEY}`])(
    'is not in "%s"',
    (header) => {
      expect(bearerKey(header)).toBeNull();
    },
  );
});
