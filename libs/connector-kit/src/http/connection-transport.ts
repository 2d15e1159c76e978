import { Agent } from 'undici';
import { VendorHold } from '../limits/vendor-hold';
import type { ConnectionBreaker } from '../limits/connection-breaker';
import type { ConcurrencyLimit, RateLimiter } from '../limits/limits';
import type { Clock } from '../stores/stores';
import { guardedConnector } from './egress';
import type { Exchange } from './http-client';

export interface TransportOptions {
  /** Name of the system, for error texts. */
  readonly system: string;
  readonly limiter: RateLimiter;
  readonly concurrency: ConcurrencyLimit;
  readonly breaker: ConnectionBreaker;
  readonly clock: Clock;
  readonly allowPrivateAddresses: boolean;
  /** Sockets to one address at most. */
  readonly sockets: number;
  /** Real values of the credentials; scrubbed wherever they appear. */
  readonly secrets: readonly string[];
  /** Further names whose values are not kept. */
  readonly scrub: readonly string[];
  /** No call takes longer, whatever it asks for. */
  readonly longestDeadlineMs: number | null;
  /** Told every exchange, besides the running call scope. */
  readonly onExchange: ((exchange: Exchange) => void) | null;
}

const KEEP_ALIVE_MS = 20_000;
/** Calls have deadlines of their own, so closing never takes longer than this. */
const LONGEST_CLOSE_MS = 5_000;

/** What all HTTP clients of one connection share: sockets, limits, breaker and what may not be shown. */
export class ConnectionTransport {
  readonly dispatcher: Agent;
  readonly hold: VendorHold;

  constructor(readonly options: TransportOptions) {
    this.hold = new VendorHold(options.clock);
    this.dispatcher = new Agent({
      connections: options.sockets,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connect: guardedConnector(options.allowPrivateAddresses),
    });
  }

  /**
   * Runs a call when breaker, vendor and limits let it pass.
   * @param isFailure tells whether the result counts against the vendor's machinery
   * @throws {ConnectionUnavailableError} @throws {RateLimitedError}
   */
  async pass<T>(call: () => Promise<T>, isFailure: (result: T) => boolean, signal?: AbortSignal): Promise<T> {
    const { breaker, limiter, concurrency } = this.options;
    breaker.assertPassable();
    await this.hold.pass();
    await limiter.acquire(signal);
    const release = await concurrency.acquire(signal);
    try {
      return await breaker.run(call, isFailure);
    } finally {
      release();
    }
  }

  /** Lets running calls end, then closes the sockets. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LONGEST_CLOSE_MS);
    });
    await Promise.race([this.dispatcher.close(), late]);
    clearTimeout(timer);
    await this.dispatcher.destroy();
  }
}
