import { Body, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Problem } from '../../platform/problem/problem';
import { API_RIGHTS, createApiKey } from '../../shop-api/api-keys/api-key';
import { AdminController, Needs } from '../access/admin-controller';
import { badInput, checked, nothingThere, typedText } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { readListQuery, type ListShape } from '../list/list-query';
import { pageOfRows, sendRange } from '../list/page-of-rows';
import { SqlFilter } from '../list/sql-filter';
import type { SignedIn } from '../session/session-store';

/** An API key as lists show it: never the key itself. */
interface ApiKeyRow {
  readonly id: string;
  readonly channel: string;
  readonly channelName: string;
  readonly name: string;
  /** What the key begins with. */
  readonly prefix: string;
  readonly rights: readonly string[];
  readonly createdAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const COLUMNS = `k.id, k.channel, c.name as "channelName", k.name, k.prefix, k.rights, k.created_at as "createdAt",
  k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"`;
const FROM = 'api_key k join channel c on c.id = k.channel';

const filter = z.strictObject({ channel: z.string().max(100).optional(), revoked: z.boolean().optional() });
const SORTS = { createdAt: 'k.created_at', name: 'lower(k.name)', channel: 'k.channel' } as const;
const listShape: ListShape<z.output<typeof filter>, keyof typeof SORTS> = {
  filter,
  sorts: ['createdAt', 'name', 'channel'],
};
const newKey = z.strictObject({
  channel: z.string().min(1).max(100),
  name: typedText(100),
  rights: z.array(z.enum(API_RIGHTS)).min(1, 'names no right'),
});
const nothing = z.strictObject({});
const keyId = z.guid();

/** Keys that shops call the hub with. */
@AdminController('api-keys')
export class ApiKeysController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @Needs('api-keys:edit')
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<readonly ApiKeyRow[]> {
    const wanted = readListQuery(query, listShape);
    const conditions = new SqlFilter()
      .and('k.channel = ?', wanted.filter.channel)
      .and('(k.revoked_at is not null) = ?', wanted.filter.revoked);
    const sql = {
      select: `select ${COLUMNS} from ${FROM}`,
      from: FROM,
      orderBy: `${SORTS[wanted.sort]} ${wanted.direction}, k.id`,
    };
    const { rows, total } = await pageOfRows<ApiKeyRow>(this.database, sql, conditions, wanted);
    sendRange(reply, 'api-keys', wanted.first, rows.length, total);
    return rows;
  }

  /** What a key may be allowed to do. */
  @Get('rights')
  @Needs('api-keys:edit')
  rights(): readonly string[] {
    return API_RIGHTS;
  }

  @Get(':id')
  @Needs('api-keys:edit')
  async one(@Param('id') id: string): Promise<ApiKeyRow> {
    const rows = keyId.safeParse(id).success
      ? await this.database.query<ApiKeyRow>(`select ${COLUMNS} from ${FROM} where k.id = $1`, [id])
      : [];
    const [row] = rows;
    if (row === undefined) throw nothingThere('key');
    return row;
  }

  /** The key itself is in this one answer and nowhere else. */
  @Post()
  @HttpCode(201)
  @Needs('api-keys:edit')
  async create(@Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<ApiKeyRow & { readonly key: string }> {
    const { channel, name, rights } = checked(newKey, body);
    const created = await this.database.transaction(async (sql) => {
      // Locked, so that a double click makes no second key: its name is taken then.
      const known = await sql.query('select id from channel where id = $1 for update', [channel]);
      if (known.length === 0) {
        throw badInput([{ pointer: '/channel', code: 'field.unknown', message: 'is no channel' }]);
      }
      const same = await sql.query(
        'select id from api_key where channel = $1 and lower(name) = lower($2) and revoked_at is null',
        [channel, name],
      );
      if (same.length > 0) {
        const detail = `There is a key "${name}" of this channel already. Take another name, or revoke that one first.`;
        throw new Problem({ status: 409, code: 'name-taken', detail });
      }
      const key = await createApiKey(sql, { channel, name, rights });
      const facts = { channel, rights };
      await recordAction(sql, by, { action: 'api-key.created', subjectType: 'api-key', subjectId: key.id, facts });
      return key;
    });
    return { ...(await this.one(created.id)), key: created.key };
  }

  /** Callers with this key are refused from now on, at most a few seconds later. For ever: there is no way back. */
  @Post(':id/revoke')
  @HttpCode(200)
  @Needs('api-keys:edit')
  async revoke(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<ApiKeyRow> {
    checked(nothing, body);
    await this.one(id);
    await this.database.transaction(async (sql) => {
      const revoked = await sql.query(
        'update api_key set revoked_at = now() where id = $1 and revoked_at is null returning id',
        [id],
      );
      if (revoked.length === 0) return;
      await recordAction(sql, by, { action: 'api-key.revoked', subjectType: 'api-key', subjectId: id });
    });
    return this.one(id);
  }
}
