import { RateLimitedError, systemClock, type Clock } from '@crossdock/connector-kit';
import { Pool } from 'pg';
import { SharedRateLimiter, type ConnectionRate } from '../../apps/hub/src/connections/shared-rate-limiter';
import { createTestDatabase, type TestDatabase } from '../support';

describe('the rate limit of a connection, shared by two processes', () => {
  let testDatabase: TestDatabase;
  let pools: readonly Pool[];
  let next = 0;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    pools = [1, 2].map(() => new Pool({ connectionString: testDatabase.url, max: 3 }));
  }, 60_000);
  afterAll(async () => {
    await Promise.all(pools.map(async (pool) => pool.end()));
    await testDatabase.drop();
  });

  const limiters = (rate: ConnectionRate, clock: Clock = systemClock): readonly SharedRateLimiter[] => {
    next += 1;
    return pools.map((pool) => new SharedRateLimiter(pool, `connection-${next}`, rate, clock));
  };
  /** Times at which calls were let through while both processes ask as fast as they can. */
  const crowd = async (both: readonly SharedRateLimiter[], callers: number, forMs: number): Promise<number[]> => {
    const passed: number[] = [];
    const end = Date.now() + forMs;
    const caller = async (limiter: SharedRateLimiter): Promise<void> => {
      while (Date.now() < end) {
        try {
          await limiter.acquire();
          passed.push(Date.now());
        } catch (error) {
          if (!(error instanceof RateLimitedError)) throw error;
          await systemClock.sleep(20);
        }
      }
    };
    await Promise.all(both.flatMap((limiter) => Array.from({ length: callers }, async () => caller(limiter))));
    return passed.sort((left, right) => left - right);
  };
  const mostIn = (times: readonly number[], windowMs: number): number =>
    Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length));

  it('lets no more through in any window than allowed, but for a slice of a tenth at its border', async () => {
    const passed = await crowd(limiters({ requests: 100, perMs: 1_000 }), 4, 2_500);
    expect(mostIn(passed, 1_000)).toBeLessThanOrEqual(110);
    expect(passed.length).toBeGreaterThan(100);
  }, 30_000);

  it('counts calls of both processes together where few are allowed', async () => {
    const both = limiters({ requests: 3, perMs: 60_000 });
    const asked = await Promise.allSettled(Array.from({ length: 10 }, async (_, index) => both[index % 2]!.acquire()));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  it('refuses what would wait longer than a second, with the time to wait', async () => {
    const [one, other] = limiters({ requests: 1, perMs: 60_000 });
    await one!.acquire();
    const refused = await other!.acquire().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RateLimitedError);
    expect(refused).toMatchObject({ code: 'connection.limit' });
    const { retryAfterMs } = refused as RateLimitedError;
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it('waits itself when the wait is short', async () => {
    const slept: number[] = [];
    const clock: Clock = {
      now: () => Date.now(),
      sleep: async (ms) => {
        slept.push(ms);
        await systemClock.sleep(ms);
      },
    };
    const [one, other] = limiters({ requests: 1, perMs: 200 }, clock);
    await one!.acquire();
    await other!.acquire();
    expect(slept.length).toBeGreaterThan(0);
    expect(Math.max(...slept)).toBeLessThanOrEqual(200);
  });

  it('is shared whatever the length of its window', async () => {
    const both = limiters({ requests: 20, perMs: 123_457 });
    const asked = await Promise.allSettled(Array.from({ length: 20 }, async (_, index) => both[index % 2]!.acquire()));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  it('gives up with its caller', async () => {
    const [one] = limiters({ requests: 1, perMs: 60_000 });
    await expect(one!.acquire(AbortSignal.abort(new Error('The hub stops.')))).rejects.toThrow('The hub stops.');
  });

  it('keeps connections apart', async () => {
    const [one] = limiters({ requests: 1, perMs: 60_000 });
    const [another] = limiters({ requests: 1, perMs: 60_000 });
    await one!.acquire();
    await expect(another!.acquire()).resolves.toBeUndefined();
  });
});
