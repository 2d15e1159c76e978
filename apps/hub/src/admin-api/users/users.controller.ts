import { Body, Get, HttpCode, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Problem } from '../../platform/problem/problem';
import { changeUser, newPassword, setPassword } from '../../users/change-user';
import { createUser, UserRefused } from '../../users/create-user';
import { LOCALES, ROLES } from '../../users/role';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { readListQuery } from '../list/list-query';
import { sendRange } from '../list/page-of-rows';
import type { SignedIn } from '../session/session-store';
import { listUsers, readUser, userListShape, type UserRow } from './user-rows';

const newUser = z.strictObject({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email('is not an e-mail address')),
  role: z.enum(ROLES),
  locale: z.enum(LOCALES).default('pl'),
});
const change = z
  .strictObject({ role: z.enum(ROLES).optional(), disabled: z.boolean().optional() })
  .refine((given) => Object.keys(given).length > 0, 'says nothing');
const nothing = z.strictObject({});
const userId = z.guid();

/** A user, with the password that is shown this once. */
type UserWithPassword = UserRow & { readonly password: string };

/** People who may sign in to the panel. */
@AdminController('users')
export class UsersController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @Needs('users:edit')
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<readonly UserRow[]> {
    const wanted = readListQuery(query, userListShape);
    const { rows, total } = await listUsers(this.database, wanted);
    sendRange(reply, 'users', wanted.first, rows.length, total);
    return rows;
  }

  @Get(':id')
  @Needs('users:edit')
  async one(@Param('id') id: string): Promise<UserRow> {
    const user = userId.safeParse(id).success ? await readUser(this.database, id) : null;
    if (user === null) throw nothingThere('user');
    return user;
  }

  @Post()
  @HttpCode(201)
  @Needs('users:edit')
  async create(@Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<UserWithPassword> {
    const { email, role, locale } = checked(newUser, body);
    const password = newPassword();
    const id = await this.database.transaction(async (sql) => {
      const created = await createUser(sql, { email, password, role, locale }).catch(refused);
      const facts = { role };
      await recordAction(sql, by, { action: 'user.created', subjectType: 'user', subjectId: created.id, facts });
      return created.id;
    });
    return { ...(await this.one(id)), password };
  }

  /** Changes the role, disables, enables. Effective at once: the user's sessions end. */
  @Patch(':id')
  @Needs('users:edit')
  async change(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<UserRow> {
    const wanted = checked(change, body);
    await this.one(id);
    if (id === by.user.id) {
      const detail = 'You cannot change your own role or disable yourself. Another administrator can.';
      throw new Problem({ status: 409, code: 'own-account', detail });
    }
    await this.database.transaction(async (sql) => {
      const before = await changeUser(sql, id, wanted).catch(refused);
      if (before === null) throw nothingThere('user');
      const facts = { before, after: { ...before, ...wanted } };
      await recordAction(sql, by, { action: 'user.changed', subjectType: 'user', subjectId: id, facts });
    });
    return this.one(id);
  }

  /** A new password in place of a forgotten one. The user is signed out everywhere. */
  @Post(':id/reset-password')
  @HttpCode(200)
  @Needs('users:edit')
  async reset(
    @Param('id') id: string,
    @Body() body: unknown,
    @WhoIsSignedIn() by: SignedIn,
  ): Promise<UserWithPassword> {
    checked(nothing, body);
    const user = await this.one(id);
    const password = newPassword();
    await this.database.transaction(async (sql) => {
      await setPassword(sql, id, password, null);
      await recordAction(sql, by, { action: 'user.password-reset', subjectType: 'user', subjectId: id });
    });
    return { ...user, password };
  }
}

function refused(error: unknown): never {
  if (!(error instanceof UserRefused)) throw error;
  throw new Problem({ status: 409, code: 'user-refused', detail: error.message });
}
