import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, type Sql } from '@crossdock/flow-engine';
import type { Locale, Role } from '../../users/role';

export interface PanelUser {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly locale: Locale;
}

/** A person with a session. */
export interface SignedIn {
  readonly user: PanelUser;
  /** Sent back with every change, to prove that our own page asked for it. */
  readonly csrfToken: string;
}

export interface NewSession {
  /** Goes into the cookie; only its hash is stored. */
  readonly sessionId: string;
  readonly csrfToken: string;
}

/** A session ends after so long without a request, */
const IDLE_HOURS = 8;
/** and after so long in any case. */
const WHOLE_HOURS = 24;
/** The last request is written down no more often than this. */
const SEEN_EVERY_MS = 60_000;
const TOKEN_BYTES = 32;

/** Sessions of the panel. */
@Injectable()
export class SessionStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** A new session with a new id; the one that the browser had before ends, so a planted id is worth nothing. */
  async open(sql: Sql, userId: string, before: string | undefined): Promise<NewSession> {
    const sessionId = randomBytes(TOKEN_BYTES).toString('base64url');
    const csrfToken = randomBytes(TOKEN_BYTES).toString('base64url');
    await sql.query(
      `delete from user_session where expires_at < now() or last_seen_at < now() - $1 * interval '1 hour' or id_hash = $2`,
      [IDLE_HOURS, hashOf(before ?? '')],
    );
    await sql.query(
      `insert into user_session (id_hash, user_id, csrf_token, expires_at)
       values ($1, $2, $3, now() + $4 * interval '1 hour')`,
      [hashOf(sessionId), userId, csrfToken, WHOLE_HOURS],
    );
    return { sessionId, csrfToken };
  }

  /** Who has this session; null when it has ended, never was, or its user was disabled. */
  async find(sessionId: string | undefined): Promise<SignedIn | null> {
    if (sessionId === undefined) return null;
    const rows = await this.database.query<PanelUser & { csrfToken: string; lastSeenAt: Date }>(
      `select u.id, u.email, u.role, u.locale, s.csrf_token as "csrfToken", s.last_seen_at as "lastSeenAt"
       from user_session s join app_user u on u.id = s.user_id
       where s.id_hash = $1 and s.expires_at > now() and s.last_seen_at > now() - $2 * interval '1 hour'
         and u.disabled_at is null`,
      [hashOf(sessionId), IDLE_HOURS],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const { csrfToken, lastSeenAt, ...user } = row;
    if (Date.now() - lastSeenAt.getTime() > SEEN_EVERY_MS) await this.seen(sessionId);
    return { user, csrfToken };
  }

  async close(sql: Sql, sessionId: string | undefined): Promise<void> {
    if (sessionId !== undefined) await sql.query('delete from user_session where id_hash = $1', [hashOf(sessionId)]);
  }

  private async seen(sessionId: string): Promise<void> {
    await this.database.query('update user_session set last_seen_at = now() where id_hash = $1', [hashOf(sessionId)]);
  }
}

function hashOf(sessionId: string): Buffer {
  return createHash('sha256').update(sessionId).digest();
}
