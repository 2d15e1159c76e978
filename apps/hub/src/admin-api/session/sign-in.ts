import { Inject, Injectable } from '@nestjs/common';
import { Database, type Sql } from '@crossdock/flow-engine';
import { appendAudit } from '../../audit/audit-chain';
import { Problem } from '../../platform/problem/problem';
import { isPassword } from '../../users/password';
import { userActor } from '../audited/audited';
import { SessionStore, type NewSession, type PanelUser } from './session-store';
import { SignInThrottle } from './sign-in-throttle';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

interface StoredUser extends PanelUser {
  readonly passwordHash: string;
}

/** Signing in and out. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly throttle: SignInThrottle,
  ) {}

  /**
   * A new session. `before` is the session that the browser had, if any.
   * @throws {Problem} 401, the same for an unknown address and a wrong password; 429 after too many wrong ones
   */
  async signIn(
    { email, password }: Credentials,
    from: { readonly address: string; readonly before: string | undefined },
  ): Promise<{ readonly user: PanelUser; readonly session: NewSession }> {
    await this.throttle.count(email, from.address);
    const stored = await this.userOf(email);
    const right = await isPassword(password, stored?.passwordHash ?? null);
    const userId = stored?.id ?? null;
    if (stored === null || !right) {
      await this.database.transaction(async (sql) => tell(sql, 'session.refused', userId));
      throw new Problem({
        status: 401,
        code: 'wrong-credentials',
        detail: 'The e-mail address or the password is wrong.',
      });
    }
    await this.throttle.forget(email, from.address);
    const { id, role, locale } = stored;
    const user: PanelUser = { id, email: stored.email, role, locale };
    const session = await this.database.transaction(async (sql) => {
      const opened = await this.sessions.open(sql, user.id, from.before);
      await tell(sql, 'session.opened', user.id);
      return opened;
    });
    return { user, session };
  }

  async signOut(userId: string, sessionId: string | undefined): Promise<void> {
    await this.database.transaction(async (sql) => {
      await this.sessions.close(sql, sessionId);
      await tell(sql, 'session.closed', userId);
    });
  }

  private async userOf(email: string): Promise<StoredUser | null> {
    const rows = await this.database.query<StoredUser>(
      `select id, email, role, locale, password_hash as "passwordHash" from app_user
       where email = $1 and disabled_at is null`,
      [email],
    );
    return rows[0] ?? null;
  }
}

async function tell(sql: Sql, action: string, userId: string | null): Promise<void> {
  const actor = userId === null || action === 'session.refused' ? 'nobody' : userActor(userId);
  const subjectId = userId ?? 'unknown';
  await appendAudit(sql, { actor, action, subjectType: 'user', subjectId, reason: null, facts: {} });
}
