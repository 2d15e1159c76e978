import { randomBytes } from 'node:crypto';
import type { Sql } from '@crossdock/flow-engine';
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH, UserRefused } from './create-user';
import { hashPassword } from './password';
import type { Role } from './role';

/** 120 random bits: nobody guesses it, and it can still be typed. */
const NEW_PASSWORD_BYTES = 15;

export interface UserBefore {
  readonly role: Role;
  readonly disabled: boolean;
}

export interface UserChange {
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
}

/** A password for somebody who chooses their own afterwards. */
export function newPassword(): string {
  return randomBytes(NEW_PASSWORD_BYTES).toString('base64url');
}

/**
 * Changes what a user may do. Whoever may do less, or nothing any more, is signed out everywhere.
 * @returns how it was before; null when there is no such user
 * @throws {UserRefused} when nobody would be left who may change users
 */
export async function changeUser(sql: Sql, id: string, change: UserChange): Promise<UserBefore | null> {
  // All administrators are locked: two who disable each other at the same moment come one after the other.
  const admins = await sql.query<{ id: string }>(
    `select id from app_user where role = 'admin' and disabled_at is null order by id for update`,
  );
  const [before] = await sql.query<UserBefore>(
    `select role, disabled_at is not null as disabled from app_user where id = $1 for update`,
    [id],
  );
  if (before === undefined) return null;
  const isLast = admins.length === 1 && admins[0]?.id === id;
  if (isLast && !staysAdmin(before, change)) {
    throw new UserRefused('This is the last administrator. Make another one first.');
  }
  await sql.query(
    `update app_user set role = coalesce($2, role),
       disabled_at = case when $3::boolean is null then disabled_at when $3 then coalesce(disabled_at, now()) end
     where id = $1`,
    [id, change.role ?? null, change.disabled ?? null],
  );
  await sql.query(`delete from user_session where user_id = $1`, [id]);
  return before;
}

function staysAdmin(before: UserBefore, { role, disabled }: UserChange): boolean {
  return (role ?? before.role) === 'admin' && !(disabled ?? before.disabled);
}

/**
 * Stores a new password; sessions that were opened with the old one end, apart from the one with this hash.
 * @throws {UserRefused} when it is too short or too long
 */
export async function setPassword(sql: Sql, id: string, password: string, keptSession: Buffer | null): Promise<void> {
  if (password.length < PASSWORD_MIN_LENGTH || password.length > PASSWORD_MAX_LENGTH) {
    throw new UserRefused(`A password has ${PASSWORD_MIN_LENGTH} to ${PASSWORD_MAX_LENGTH} characters.`);
  }
  await sql.query(`update app_user set password_hash = $2 where id = $1`, [id, await hashPassword(password)]);
  await sql.query(`delete from user_session where user_id = $1 and ($2::bytea is null or id_hash <> $2)`, [
    id,
    keptSession,
  ]);
}
