import { createHash } from 'node:crypto';
import { Body, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { setPassword } from '../../users/change-user';
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../../users/create-user';
import { isPassword } from '../../users/password';
import { AdminController, Needs } from '../access/admin-controller';
import { badInput, checked } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { sessionIdOf } from '../session/session-cookie';
import type { SignedIn } from '../session/session-store';
import { SignInThrottle } from '../session/sign-in-throttle';

const passwords = z.strictObject({
  current: z.string().min(1, 'is needed').max(1_000),
  next: z
    .string()
    .min(PASSWORD_MIN_LENGTH, `has fewer than ${PASSWORD_MIN_LENGTH} characters`)
    .max(PASSWORD_MAX_LENGTH, `has more than ${PASSWORD_MAX_LENGTH} characters`),
});

/** Everybody changes their own password, and nobody else's. */
@AdminController('own-password')
export class OwnPasswordController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly throttle: SignInThrottle,
  ) {}

  /** The session goes on; all others of this person end. */
  @Post()
  @HttpCode(204)
  @Needs('session')
  async change(@Body() body: unknown, @Req() request: FastifyRequest, @WhoIsSignedIn() by: SignedIn): Promise<void> {
    const { current, next } = checked(passwords, body);
    const { id, email } = by.user;
    // A session that somebody left open must not be a place to guess the password at.
    await this.throttle.count(email, request.ip);
    const [stored] = await this.database.query<{ hash: string }>(
      'select password_hash as hash from app_user where id = $1',
      [id],
    );
    if (!(await isPassword(current, stored?.hash ?? null))) {
      throw badInput([{ pointer: '/current', code: 'field.wrong', message: 'is not your password' }]);
    }
    await this.throttle.forget(email, request.ip);
    const kept = createHash('sha256')
      .update(sessionIdOf(request) ?? '')
      .digest();
    await this.database.transaction(async (sql) => {
      await setPassword(sql, id, next, kept);
      await recordAction(sql, by, { action: 'user.password-changed', subjectType: 'user', subjectId: id });
    });
  }
}
