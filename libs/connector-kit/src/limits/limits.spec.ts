import { RateLimitedError } from '../errors/connector-error';
import { FixedClock } from '../testing/in-memory-stores';
import { InMemoryConcurrencyLimit, InMemoryRateLimiter } from './in-memory-limits';

describe('the rate limit of a connection in one process', () => {
  it('lets no more calls through in any window than allowed', async () => {
    const clock = new FixedClock();
    const limiter = new InMemoryRateLimiter({ requests: 20, perMs: 1_000 }, clock);
    const times: number[] = [];
    for (let call = 0; call < 100; call += 1) {
      await limiter.acquire();
      times.push(clock.now());
    }
    const fullest = Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + 1_000).length));
    expect(fullest).toBeLessThanOrEqual(20);
    expect(times.at(-1)! - times[0]!).toBeLessThan(6_000);
  });

  it('hands a long wait back instead of waiting', async () => {
    const limiter = new InMemoryRateLimiter({ requests: 1, perMs: 60_000 }, new FixedClock());
    await limiter.acquire();
    const call = limiter.acquire();
    await expect(call).rejects.toBeInstanceOf(RateLimitedError);
    await expect(call).rejects.toMatchObject({ code: 'connection.limit', retryAfterMs: 60_000 });
  });
});

describe('the concurrency limit of a connection in one process', () => {
  it('gives a free place to who waited longest', async () => {
    const limit = new InMemoryConcurrencyLimit(1);
    const order: string[] = [];
    const release = await limit.acquire();
    const second = limit.acquire().then((free) => {
      order.push('second');
      free();
    });
    const third = limit.acquire().then((free) => {
      order.push('third');
      free();
    });
    release();
    await Promise.all([second, third]);
    expect(order).toEqual(['second', 'third']);
  });

  it('does not let a caller wait for ever, and forgets one that gave up', async () => {
    const limit = new InMemoryConcurrencyLimit(1, 20);
    const release = await limit.acquire();
    await expect(limit.acquire()).rejects.toMatchObject({ code: 'connection.limit' });
    release();
    (await limit.acquire())();
  });
});
