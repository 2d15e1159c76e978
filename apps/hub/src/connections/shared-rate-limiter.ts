import { limitReached, LONGEST_WAIT_IN_CALL_MS, type Clock, type RateLimiter } from '@crossdock/connector-kit';
import type { Pool } from 'pg';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';

// Fixed windows let twice the allowance through around their border; a tenth of the window makes that a tenth too much.
const SLICES = 10;
/** A worker takes this share of a slice at once, so that the database is not asked before every call. */
const LEASE_SHARE = 8;

export interface ConnectionRate {
  readonly requests: number;
  readonly perMs: number;
}

/** Rate limit of one connection, shared by every worker through the database. */
export class SharedRateLimiter implements RateLimiter {
  private readonly store: RateLimiterAbstract;
  private readonly leaseSize: number;
  private left = 0;
  private until = 0;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    pool: Pool,
    private readonly key: string,
    rate: ConnectionRate,
    private readonly clock: Clock,
  ) {
    const slices = rate.requests >= SLICES * 2 ? SLICES : 1;
    const options = {
      points: Math.max(1, Math.floor(rate.requests / slices)),
      // Whole milliseconds: the column takes no others, and a refused query would leave every process to count alone.
      duration: Math.ceil(rate.perMs / slices) / 1_000,
      keyPrefix: '',
    };
    this.leaseSize = Math.max(1, Math.floor(options.points / LEASE_SHARE));
    this.store = new RateLimiterPostgres({
      ...options,
      storeClient: pool,
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
      // While the database is away nothing is claimed either; this only lets running jobs end in good order.
      insuranceLimiter: new RateLimiterMemory(options),
    });
  }

  async acquire(signal?: AbortSignal): Promise<void> {
    // One after the other, so that callers of this process share a lease instead of each taking one.
    const mine = this.turn.then(async () => this.take(signal));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async take(signal: AbortSignal | undefined): Promise<void> {
    const deadline = this.clock.now() + LONGEST_WAIT_IN_CALL_MS;
    for (;;) {
      signal?.throwIfAborted();
      if (this.left > 0 && this.clock.now() < this.until) {
        this.left -= 1;
        return;
      }
      const waitMs = await this.lease();
      if (waitMs === 0) continue;
      if (this.clock.now() + waitMs > deadline) throw limitReached(waitMs);
      await this.clock.sleep(waitMs);
    }
  }

  /** Takes a lease. Returns 0, or the milliseconds until there may be one. */
  private async lease(): Promise<number> {
    for (const size of this.leaseSize === 1 ? [1] : [this.leaseSize, 1]) {
      try {
        const taken = await this.store.consume(this.key, size);
        this.left = size;
        this.until = this.clock.now() + taken.msBeforeNext;
        return 0;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        if (size === 1) return Math.max(1, refusal.msBeforeNext);
      }
    }
    return 1;
  }
}
