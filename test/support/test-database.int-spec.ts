import { Client } from 'pg';
import { createEmptyDatabase, createTestDatabase, freePort, waitFor } from '.';

describe('a test database', () => {
  it('has the tables of the product and is seen by its spec file alone', async () => {
    const [mine, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const client = new Client({ connectionString: mine.url });
    await client.connect();
    const { rows } = await client.query<{ count: string }>('select count(*) from connection');
    await client.end();
    expect(rows[0]!.count).toBe('0');
    expect(mine.name).not.toBe(other.name);
    await Promise.all([mine.drop(), other.drop()]);
  });

  it('keeps Polish letters', async () => {
    const database = await createEmptyDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ text: string }>(`select upper('zażółć gęślą jaźń') as text`);
    await client.end();
    expect(rows[0]!.text).toBe('ZAŻÓŁĆ GĘŚLĄ JAŹŃ');
    await database.drop();
  });
});

describe('waiting for a condition', () => {
  it('gives what the condition gave once it holds', async () => {
    let asked = 0;
    await expect(waitFor(() => (++asked >= 3 ? asked : null), { everyMs: 1 })).resolves.toBe(3);
  });

  it('says what did not come and why', async () => {
    const failing = waitFor(
      () => {
        throw new Error('connection refused');
      },
      { timeoutMs: 5, everyMs: 1, what: 'the hub' },
    );
    await expect(failing).rejects.toThrow('Waited 5 ms for the hub: connection refused');
  });

  it('finds a port nobody listens on', async () => {
    expect(await freePort()).toBeGreaterThan(1024);
  });
});
