import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Where a key stands after a request. */
export interface RateState {
  readonly allowed: boolean;
  /** Requests per window. */
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the window begins anew, at least one. */
  readonly resetS: number;
}

export const RATE_WINDOW_S = 60;

/** Counts requests per API key in windows of a minute, in this process. */
export class RequestRate {
  private readonly limiter: RateLimiterMemory;

  constructor(private readonly requestsPerMinute: number) {
    this.limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: RATE_WINDOW_S });
  }

  async count(keyId: string): Promise<RateState> {
    try {
      return this.state(true, await this.limiter.consume(keyId));
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return this.state(false, refused);
      throw refused;
    }
  }

  private state(allowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): RateState {
    const resetS = Math.max(1, Math.ceil(msBeforeNext / 1_000));
    return { allowed, limit: this.requestsPerMinute, remaining: Math.max(0, remainingPoints), resetS };
  }
}

/** Headers of the IETF draft "RateLimit header fields for HTTP" (draft-ietf-httpapi-ratelimit-headers). */
export function rateHeaders({ limit, remaining, resetS }: RateState): Record<string, string> {
  return {
    'ratelimit-policy': `"key";q=${limit};w=${RATE_WINDOW_S}`,
    ratelimit: `"key";r=${remaining};t=${resetS}`,
  };
}
