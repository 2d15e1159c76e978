import type { Database } from '@crossdock/flow-engine';
import type { Channel } from '../../orders/routes';
import { hashOf } from './api-key';

/** Who calls: a key, and the channel whose orders it sees. */
export interface Caller {
  readonly keyId: string;
  readonly rights: readonly string[];
  readonly channel: Channel;
}

interface CachedCaller {
  readonly caller: Promise<Caller | null>;
  readonly until: number;
}

/** A revoked key or a changed route is noticed within this time, milliseconds. */
const TRUSTED_FOR_MS = 3_000;
const MOST_CACHED = 10_000;

/** Finds callers by their key. Keys that are in use are looked up once in a few seconds, not once a request. */
export class ApiKeys {
  private readonly cache = new Map<string, CachedCaller>();

  constructor(
    private readonly database: Database,
    private readonly now: () => number = Date.now,
  ) {}

  /** Null for a key that does not exist or was revoked. */
  async callerOf(key: string): Promise<Caller | null> {
    const hash = hashOf(key);
    const name = hash.toString('base64');
    const cached = this.cache.get(name);
    if (cached !== undefined && cached.until > this.now()) return cached.caller;
    const caller = this.read(hash);
    if (this.cache.size >= MOST_CACHED) this.cache.clear();
    this.cache.set(name, { caller, until: this.now() + TRUSTED_FOR_MS });
    // A failure and an unknown key are asked again: the one may pass, the other may be made in the next second.
    const forget = (): void => {
      if (this.cache.get(name)?.caller === caller) this.cache.delete(name);
    };
    const found = await caller.catch((error: unknown) => {
      forget();
      throw error;
    });
    if (found === null) forget();
    return found;
  }

  private async read(hash: Buffer): Promise<Caller | null> {
    const rows = await this.database.query<Channel & { keyId: string; rights: string[]; stale: boolean }>(
      `select k.id as "keyId", k.rights, c.id, c.name, c.kind, c.connection_id as "connectionId", c.routes,
         k.last_used_at is null or k.last_used_at < now() - interval '1 minute' as stale
       from api_key k join channel c on c.id = k.channel where k.hash = $1 and k.revoked_at is null`,
      [hash],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const { keyId, rights, stale, ...channel } = row;
    if (stale) await this.database.query('update api_key set last_used_at = now() where id = $1', [keyId]);
    return { keyId, rights, channel };
  }
}
