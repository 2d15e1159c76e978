import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { Problem } from '../../platform/problem/problem';

/** Wrong passwords for one e-mail address from one network address, before it has to wait. */
const WRONG_FROM_ONE_ADDRESS = 5;
/** The same from everywhere: network addresses are easily had, and behind a proxy easily invented. */
const WRONG_FROM_ANYWHERE = 50;
const WAIT_S = 15 * 60;

/** Slows down whoever guesses passwords. Shared by all processes; a restart forgets nothing. */
@Injectable()
export class SignInThrottle {
  private readonly fromOneAddress: RateLimiterAbstract;
  private readonly fromAnywhere: RateLimiterAbstract;

  constructor(@Inject(Database) database: Database) {
    this.fromOneAddress = limiter(database, 'sign-in', WRONG_FROM_ONE_ADDRESS);
    this.fromAnywhere = limiter(database, 'sign-in-anywhere', WRONG_FROM_ANYWHERE);
  }

  /**
   * Counts a try before the password is looked at, so that a hundred at once are not a hundred guesses.
   * @throws {Problem} 429 when there were too many
   */
  async count(email: string, address: string): Promise<void> {
    try {
      await this.fromOneAddress.consume(keyOf(email, address));
      await this.fromAnywhere.consume(keyOf(email, ''));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
      throw new Problem({
        status: 429,
        code: 'too-many-tries',
        detail: `Too many wrong passwords. Try again in ${Math.ceil(seconds / 60)} min.`,
        headers: { 'retry-after': String(seconds) },
      });
    }
  }

  /** The password was right: what was wrong before does not matter any more. */
  async forget(email: string, address: string): Promise<void> {
    await this.fromOneAddress.delete(keyOf(email, address));
    await this.fromAnywhere.reward(keyOf(email, ''));
  }
}

function limiter({ pool }: Database, keyPrefix: string, points: number): RateLimiterAbstract {
  const options = { points, duration: WAIT_S, keyPrefix };
  return new RateLimiterPostgres({
    ...options,
    storeClient: pool,
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    insuranceLimiter: new RateLimiterMemory(options),
  });
}

// The table holds no e-mail addresses.
function keyOf(email: string, address: string): string {
  return createHash('sha256').update(`${email}\n${address}`).digest('hex');
}
