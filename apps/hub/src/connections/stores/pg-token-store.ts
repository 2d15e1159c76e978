import type { StoredToken, TokenStore } from '@crossdock/connector-kit';
import type { Database, Sql } from '@crossdock/flow-engine';
import { z } from 'zod';
import type { SecretBox } from '../../platform/secrets/secret-box';

const storedToken = z.object({
  accessToken: z.string(),
  expiresAt: z.number(),
  refreshToken: z.string().nullable(),
});

/** Tokens of one connection, sealed. One refresh at a time over all workers: a lock in the database is the gate. */
export class PgTokenStore implements TokenStore {
  private cached: StoredToken | null = null;
  private running: Promise<StoredToken> | null = null;

  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
    private readonly connectionId: string,
  ) {}

  async read(): Promise<StoredToken | null> {
    this.cached ??= await this.stored(this.database);
    return this.cached;
  }

  async renew(
    stale: StoredToken | null,
    refresh: (current: StoredToken | null) => Promise<StoredToken>,
  ): Promise<StoredToken> {
    // Callers of this process share one turn, so that a crowd takes one database connection and not all of them.
    this.running ??= this.renewed(stale, refresh).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async renewed(
    stale: StoredToken | null,
    refresh: (current: StoredToken | null) => Promise<StoredToken>,
  ): Promise<StoredToken> {
    // Not `transaction`: that one repeats on a deadlock, and a refresh token can be used once only.
    const client = await this.database.pool.connect();
    const sql: Queries = {
      query: async <T extends object>(text: string, values: readonly unknown[] = []) =>
        (await client.query<T>(text, [...values])).rows,
    };
    try {
      await sql.query('begin');
      await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 7))', [this.connectionId]);
      const current = await this.stored(sql);
      const fresh = current !== null && current.accessToken !== stale?.accessToken ? current : await refresh(current);
      if (fresh !== current) await this.store(sql, fresh);
      await sql.query('commit');
      this.cached = fresh;
      return fresh;
    } catch (error) {
      await sql.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  private async stored(sql: Queries): Promise<StoredToken | null> {
    const rows = await sql.query<{ sealed: Buffer }>(`select sealed from connection_token where connection_id = $1`, [
      this.connectionId,
    ]);
    const sealed = rows[0]?.sealed;
    return sealed === undefined ? null : storedToken.parse(this.box.open(sealed, purposeOf(this.connectionId)));
  }

  private async store(sql: Queries, token: StoredToken): Promise<void> {
    await sql.query(
      `insert into connection_token (connection_id, sealed) values ($1, $2)
       on conflict (connection_id) do update set sealed = excluded.sealed, updated_at = now()`,
      [this.connectionId, this.box.seal(token, purposeOf(this.connectionId))],
    );
  }
}

type Queries = Pick<Sql, 'query'>;

function purposeOf(connectionId: string): string {
  return `token:${connectionId}`;
}
