import { Body, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import { z } from 'zod';
import { Problem } from '../../platform/problem/problem';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere, typedText } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { orderFilter } from '../orders/order-filter';
import type { SignedIn } from '../session/session-store';

interface SavedFilter {
  readonly id: string;
  readonly resource: string;
  readonly name: string;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

/** More than anybody finds again. */
const MOST_FILTERS = 50;
const RESOURCES = ['orders'] as const;
const ofResource = z.object({ resource: z.enum(RESOURCES) });
const newFilter = z.strictObject({ resource: z.enum(RESOURCES), name: typedText(60), filter: orderFilter });
const FILTER_ID = /^[1-9]\d{0,17}$/;
const COLUMNS = `id::text, resource, name, filter, created_at as "createdAt"`;

/** Filters of lists that a person keeps for next time. Everybody has their own. */
@AdminController('saved-filters')
export class SavedFiltersController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @Needs('session')
  async list(@Query() query: unknown, @WhoIsSignedIn() { user }: SignedIn): Promise<SavedFilter[]> {
    const { resource } = checked(ofResource, query);
    return this.database.query<SavedFilter>(
      `select ${COLUMNS} from saved_filter where user_id = $1 and resource = $2 order by lower(name), id`,
      [user.id, resource],
    );
  }

  /** The same name again takes the place of what it stood for. */
  @Post()
  @HttpCode(200)
  @Needs('session')
  async store(@Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<SavedFilter> {
    const { resource, name, filter } = checked(newFilter, body);
    return this.database.transaction(async (sql) => {
      const others = await sql.query(`select 1 from saved_filter where user_id = $1 and resource = $2 and name <> $3`, [
        by.user.id,
        resource,
        name,
      ]);
      if (others.length >= MOST_FILTERS) {
        const detail = `You keep ${MOST_FILTERS} filters already. Remove one first.`;
        throw new Problem({ status: 409, code: 'too-many-filters', detail });
      }
      const [stored] = await sql.query<SavedFilter>(
        `insert into saved_filter (user_id, resource, name, filter) values ($1, $2, $3, $4)
         on conflict (user_id, resource, name) do update set filter = excluded.filter returning ${COLUMNS}`,
        [by.user.id, resource, name, JSON.stringify(filter)],
      );
      if (stored === undefined) throw new Error('A stored filter comes back.');
      await recordAction(sql, by, { action: 'saved-filter.stored', subjectType: 'saved-filter', subjectId: stored.id });
      return stored;
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs('session')
  async remove(@Param('id') id: string, @WhoIsSignedIn() by: SignedIn): Promise<void> {
    if (!FILTER_ID.test(id)) throw nothingThere('filter');
    await this.database.transaction(async (sql) => {
      const removed = await sql.query(`delete from saved_filter where id = $1 and user_id = $2 returning id`, [
        id,
        by.user.id,
      ]);
      if (removed.length === 0) throw nothingThere('filter');
      await recordAction(sql, by, { action: 'saved-filter.removed', subjectType: 'saved-filter', subjectId: id });
    });
  }
}
