import { randomUUID } from 'node:crypto';
import type { Sql } from '@crossdock/flow-engine';
import { z } from 'zod';
import { hashPassword } from './password';
import { LOCALES, ROLES } from './role';

export const PASSWORD_MIN_LENGTH = 12;
/** Longer ones only cost time. */
export const PASSWORD_MAX_LENGTH = 200;

const newUser = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email('is not an e-mail address')),
  password: z
    .string()
    .min(PASSWORD_MIN_LENGTH, `must have at least ${PASSWORD_MIN_LENGTH} characters`)
    .max(PASSWORD_MAX_LENGTH, `must have at most ${PASSWORD_MAX_LENGTH} characters`),
  role: z.enum(ROLES, `must be one of ${ROLES.join(', ')}`),
  locale: z.enum(LOCALES, `must be one of ${LOCALES.join(', ')}`),
});

/** The user cannot be made; the message says why, for people, and repeats no password. */
export class UserRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UserRefused';
  }
}

/**
 * Stores a person who may sign in to the panel. E-mail addresses are compared without regard to case.
 * @throws {UserRefused} when a value is wrong or the address is taken
 */
export async function createUser(
  sql: Sql,
  user: { readonly email: string; readonly password: string; readonly role: string; readonly locale: string },
): Promise<{ readonly id: string }> {
  const checked = newUser.safeParse(user);
  if (!checked.success) {
    throw new UserRefused(checked.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; '));
  }
  const { email, password, role, locale } = checked.data;
  const id = randomUUID();
  const rows = await sql.query(
    `insert into app_user (id, email, password_hash, role, locale) values ($1, $2, $3, $4, $5)
     on conflict (email) do nothing returning id`,
    [id, email, await hashPassword(password), role, locale],
  );
  if (rows.length === 0) throw new UserRefused(`There is a user ${email} already.`);
  return { id };
}
