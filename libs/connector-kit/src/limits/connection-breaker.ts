import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  SamplingBreaker,
  circuitBreaker,
  handleType,
  type CircuitBreakerPolicy,
  type IBackoff,
  type IBackoffFactory,
  type IBreaker,
} from 'cockatiel';
import { ConnectionUnavailableError } from '../errors/connector-error';
import { HTTP_ERROR_CODES } from '../http/http-error-codes';

export interface BreakerOptions {
  /** Opens after so many failures in a row. */
  readonly consecutiveFailures?: number;
  /** Opens when more than this share of the last `sampleMs` failed, with at least one call a second. */
  readonly failureShare?: number;
  readonly sampleMs?: number;
  /** First pause before a probe; doubled after every failed probe. */
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
}

/** Tells the library, which knows exceptions only, that a result is bad. */
class InfrastructureFailure extends Error {}

/**
 * Circuit breaker of one connection. Only failures of the vendor's machinery count (time-outs, refused connections, 5xx);
 * an answer that says no proves that the vendor is alive. While it is open nothing is sent; then one call is the probe.
 */
export class ConnectionBreaker {
  private readonly policy: CircuitBreakerPolicy;
  private opensAgainAt = 0;

  constructor(options: BreakerOptions = {}) {
    const { firstPauseMs = 2_000, longestPauseMs = 30_000 } = options;
    this.policy = circuitBreaker(handleType(InfrastructureFailure), {
      halfOpenAfter: doubling(firstPauseMs, longestPauseMs, (pauseMs) => {
        this.opensAgainAt = Date.now() + pauseMs;
      }),
      breaker: eitherOf(
        new ConsecutiveBreaker(options.consecutiveFailures ?? 8),
        new SamplingBreaker({
          threshold: options.failureShare ?? 0.5,
          duration: options.sampleMs ?? 30_000,
          minimumRps: 1,
        }),
      ),
    });
  }

  get state(): 'closed' | 'open' | 'half-open' {
    if (this.policy.state === CircuitState.Open) return 'open';
    return this.policy.state === CircuitState.HalfOpen ? 'half-open' : 'closed';
  }

  onOpen(listener: () => void): void {
    this.policy.onBreak(listener);
  }

  onClose(listener: () => void): void {
    this.policy.onReset(listener);
  }

  /** @throws {ConnectionUnavailableError} while the breaker is open and its pause is not over */
  assertPassable(): void {
    if (this.state === 'open' && Date.now() < this.opensAgainAt) throw this.unavailable();
  }

  /**
   * Runs a call through the breaker. What the call throws is neither good nor bad; its result is judged.
   * @param isFailure tells whether the result counts against the vendor
   * @throws {ConnectionUnavailableError} when the breaker is open
   */
  async run<T>(call: () => Promise<T>, isFailure: (result: T) => boolean): Promise<T> {
    let result: T | undefined;
    try {
      return await this.policy.execute(async () => {
        result = await call();
        if (isFailure(result)) throw new InfrastructureFailure();
        return result;
      });
    } catch (error) {
      if (error instanceof InfrastructureFailure && result !== undefined) return result;
      if (error instanceof BrokenCircuitError) throw this.unavailable();
      throw error;
    }
  }

  private unavailable(): ConnectionUnavailableError {
    const retryAfterMs = Math.max(1, this.opensAgainAt - Date.now());
    return new ConnectionUnavailableError(retryAfterMs, {
      code: HTTP_ERROR_CODES.unavailable,
      summary: 'The system did not answer several times in a row; calls are held back until it answers again.',
      fix: 'Nothing to do: a probe is sent by itself. If it lasts, check the address and the status page of the system.',
    });
  }
}

function doubling(firstMs: number, longestMs: number, onPause: (pauseMs: number) => void): IBackoffFactory<unknown> {
  const after = (pauseMs: number): IBackoff<unknown> => {
    onPause(pauseMs);
    return { duration: pauseMs, next: () => after(Math.min(pauseMs * 2, longestMs)) };
  };
  return { next: () => after(firstMs) };
}

function eitherOf(...breakers: readonly IBreaker[]): IBreaker {
  return {
    state: null,
    success: (state) => {
      for (const breaker of breakers) breaker.success(state);
    },
    // Every one must see every failure, so no short cut.
    failure: (state) => breakers.map((breaker) => breaker.failure(state)).includes(true),
  };
}
