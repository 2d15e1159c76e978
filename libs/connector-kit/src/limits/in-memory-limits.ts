import type { Clock } from '../stores/stores';
import { limitReached } from './limit-error';
import { LONGEST_WAIT_IN_CALL_MS, type ConcurrencyLimit, type RateLimiter } from './limits';

export interface RateOptions {
  readonly requests: number;
  readonly perMs: number;
}

/** A tenth of the allowance may go at once; the rest is spread, so no window of any kind ever sees more than allowed. */
const BURST_SHARE = 0.1;

/**
 * Rate limit of one process (generic cell rate algorithm): calls are spread evenly, with a small burst. Places are
 * reserved in the order of asking.
 */
export class InMemoryRateLimiter implements RateLimiter {
  private readonly intervalMs: number;
  private readonly burst: number;
  private nextFreeAt = 0;

  constructor(
    rate: RateOptions,
    private readonly clock: Clock,
    private readonly longestWaitMs = LONGEST_WAIT_IN_CALL_MS,
  ) {
    this.burst = Math.max(1, Math.floor(rate.requests * BURST_SHARE));
    this.intervalMs = rate.perMs / Math.max(1, rate.requests - this.burst);
  }

  async acquire(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const now = this.clock.now();
    const reserved = Math.max(this.nextFreeAt, now);
    const waitMs = reserved - now - (this.burst - 1) * this.intervalMs;
    if (waitMs > this.longestWaitMs) throw limitReached(waitMs);
    this.nextFreeAt = reserved + this.intervalMs;
    if (waitMs > 0) await this.clock.sleep(Math.ceil(waitMs));
  }
}

interface Waiter {
  readonly grant: () => void;
}

/** Concurrency limit of one process, first come, first served. */
export class InMemoryConcurrencyLimit implements ConcurrencyLimit {
  private running = 0;
  private readonly waiting = new Set<Waiter>();

  constructor(
    private readonly places: number,
    private readonly longestWaitMs = LONGEST_WAIT_IN_CALL_MS,
  ) {}

  async acquire(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.running < this.places) this.running += 1;
    else await this.wait(signal);
    return () => {
      this.release();
    };
  }

  private async wait(signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        this.waiting.delete(waiter);
      };
      const waiter: Waiter = {
        grant: () => {
          leave();
          resolve();
        },
      };
      const giveUp = (): void => {
        leave();
        reject(limitReached(this.longestWaitMs));
      };
      const timer = setTimeout(giveUp, this.longestWaitMs);
      signal?.addEventListener('abort', giveUp, { once: true });
      this.waiting.add(waiter);
    });
  }

  private release(): void {
    const [first] = this.waiting;
    if (first === undefined) this.running -= 1;
    else first.grant();
  }
}
