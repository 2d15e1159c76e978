import { Body, Delete, Get, HttpCode, Inject, Patch, Post, Req, Res } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../../platform/settings/settings';
import { LOCALES } from '../../users/role';
import { AdminController, Needs, WithoutSession } from '../access/admin-controller';
import { checked } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { clearSessionCookie, isSecure, sessionIdOf, setSessionCookie } from './session-cookie';
import type { SignedIn } from './session-store';
import { SignIn } from './sign-in';

const credentials = z.strictObject({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(1_000),
});
const preferences = z.strictObject({ locale: z.enum(LOCALES) });

/** Who is signed in, and the token that changes need. */
@AdminController('session')
export class SessionController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(Database) private readonly database: Database,
    private readonly signIn: SignIn,
  ) {}

  @Post()
  @HttpCode(200)
  @WithoutSession()
  async open(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedIn> {
    const from = { address: request.ip, before: sessionIdOf(request) };
    const { user, session } = await this.signIn.signIn(checked(credentials, body), from);
    setSessionCookie(reply, session.sessionId, isSecure(request, this.settings.publicUrl));
    return { user, csrfToken: session.csrfToken };
  }

  @Get()
  @Needs('session')
  current(@WhoIsSignedIn() signedIn: SignedIn): SignedIn {
    return signedIn;
  }

  @Patch()
  @Needs('session')
  async change(@Body() body: unknown, @WhoIsSignedIn() signedIn: SignedIn): Promise<SignedIn> {
    const { locale } = checked(preferences, body);
    const { user, csrfToken } = signedIn;
    await this.database.transaction(async (sql) => {
      await sql.query('update app_user set locale = $2 where id = $1', [user.id, locale]);
      const facts = { locale };
      await recordAction(sql, signedIn, { action: 'user.changed', subjectType: 'user', subjectId: user.id, facts });
    });
    return { user: { ...user, locale }, csrfToken };
  }

  @Delete()
  @HttpCode(204)
  @Needs('session')
  async close(
    @WhoIsSignedIn() { user }: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIn.signOut(user.id, sessionIdOf(request));
    clearSessionCookie(reply, isSecure(request, this.settings.publicUrl));
  }
}
