import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, type Sql } from '@crossdock/flow-engine';
import { z } from 'zod';
import { SecretBox } from '../../platform/secrets/secret-box';

const secrets = z.object({
  /** PKCE verifier, or device code. */
  proof: z.string(),
  redirectUri: z.string().nullable(),
});
type Secrets = z.output<typeof secrets>;

export interface PendingConsent extends Secrets {
  readonly id: string;
  readonly connectionId: string;
  readonly kind: 'code' | 'device';
  readonly pollEveryMs: number;
}

interface NewConsent extends Secrets {
  readonly connectionId: string;
  readonly userId: string;
  readonly kind: PendingConsent['kind'];
  readonly expiresInMs: number;
  readonly pollEveryMs: number | null;
}

const COLUMNS = `id, connection_id as "connectionId", kind, sealed, coalesce(poll_every_ms, 0) as "pollEveryMs"`;
type Row = Omit<PendingConsent, keyof Secrets> & { readonly sealed: Buffer };

/** Consents that were begun and not ended. Each belongs to the person who began it; its id is the `state` of OAuth 2.0. */
@Injectable()
export class PendingConsents {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SecretBox) private readonly box: SecretBox,
  ) {}

  async begin(
    sql: Sql,
    { connectionId, userId, kind, expiresInMs, pollEveryMs, ...kept }: NewConsent,
  ): Promise<string> {
    const id = randomUUID();
    await sql.query('delete from connection_consent where connection_id = $1 and user_id = $2 and kind = $3', [
      connectionId,
      userId,
      kind,
    ]);
    await sql.query(
      `insert into connection_consent (id, connection_id, user_id, kind, sealed, poll_every_ms, poll_after, expires_at)
       values ($1, $2, $3, $4, $5, $6::int, now() + $6::int * interval '1 ms', now() + $7::float8 * interval '1 ms')`,
      [id, connectionId, userId, kind, this.box.seal(kept, purposeOf(id)), pollEveryMs, expiresInMs],
    );
    return id;
  }

  /** Takes it, so that nobody can use it again; null when it is not this person's, was used, or is too old. */
  async take(id: string, userId: string): Promise<PendingConsent | null> {
    const [row] = await this.database.query<Row>(
      `delete from connection_consent where id = $1 and user_id = $2 and kind = 'code' and expires_at > now()
       returning ${COLUMNS}`,
      [id, userId],
    );
    return row === undefined ? null : this.opened(row);
  }

  /**
   * A device that waits, when it is time to ask the vendor again: whoever asks first moves the time on.
   * `'early'` before that; null when there is none any more.
   */
  async due(id: string, userId: string): Promise<PendingConsent | 'early' | null> {
    const [row] = await this.database.query<Row>(
      `update connection_consent set poll_after = now() + poll_every_ms * interval '1 ms'
       where id = $1 and user_id = $2 and kind = 'device' and expires_at > now() and poll_after <= now()
       returning ${COLUMNS}`,
      [id, userId],
    );
    if (row !== undefined) return this.opened(row);
    const waiting = await this.database.query(
      `select id from connection_consent where id = $1 and user_id = $2 and kind = 'device' and expires_at > now()`,
      [id, userId],
    );
    return waiting.length > 0 ? 'early' : null;
  }

  /** RFC 8628, 3.5: the interval grows by five seconds, for good. */
  async slowDown(id: string): Promise<void> {
    await this.database.query(
      `update connection_consent set poll_every_ms = poll_every_ms + 5000, poll_after = poll_after + interval '5 s'
       where id = $1`,
      [id],
    );
  }

  async end(sql: Sql, id: string): Promise<void> {
    await sql.query('delete from connection_consent where id = $1', [id]);
  }

  private opened({ sealed, ...row }: Row): PendingConsent {
    return { ...row, ...secrets.parse(this.box.open(sealed, purposeOf(row.id))) };
  }
}

function purposeOf(id: string): string {
  return `consent:${id}`;
}
