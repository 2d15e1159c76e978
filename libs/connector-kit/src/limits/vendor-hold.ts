import { RateLimitedError } from '../errors/connector-error';
import { HTTP_ERROR_CODES } from '../http/http-error-codes';
import type { Clock } from '../stores/stores';
import { LONGEST_WAIT_IN_CALL_MS } from './limits';

/** First wait when the vendor throttles without saying how long; doubled as long as it goes on. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_GUESSED_WAIT_MS = 60_000;

/** Holds back every call of a connection in this process while the vendor has asked to wait. */
export class VendorHold {
  private until = 0;
  private guessedMs = 0;

  constructor(private readonly clock: Clock) {}

  /** The vendor throttled a call. Returns the wait in milliseconds: as told, or a growing guess when nothing was told. */
  throttled(toldMs: number | null): number {
    this.guessedMs = Math.min(Math.max(FIRST_WAIT_MS, this.guessedMs * 2), LONGEST_GUESSED_WAIT_MS);
    const waitMs = toldMs ?? this.guessedMs;
    this.until = Math.max(this.until, this.clock.now() + waitMs);
    return waitMs;
  }

  /** The vendor answers again. */
  answered(): void {
    this.guessedMs = 0;
  }

  /** @throws {RateLimitedError} code `http.throttled` while the wait is long; a short rest of it is waited for here */
  async pass(): Promise<void> {
    const waitMs = this.until - this.clock.now();
    if (waitMs <= 0) return;
    if (waitMs > LONGEST_WAIT_IN_CALL_MS) {
      throw new RateLimitedError(waitMs, {
        code: HTTP_ERROR_CODES.throttled,
        summary: `The vendor asked to wait; ${Math.ceil(waitMs / 1000)} s are left.`,
      });
    }
    await this.clock.sleep(waitMs);
  }
}
