import { Body, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import { z } from 'zod';
import {
  BULK_KINDS,
  finishBulk,
  insertBulk,
  previewBulk,
  readBulk,
  readBulks,
  type BulkPreview,
  type BulkView,
} from '../../errors/bulk/bulk-store';
import { Problem } from '../../platform/problem/problem';
import { AdminController, Needs } from '../access/admin-controller';
import { badInput, checked, nothingThere, typedText } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { conditionsOf, errorGroupFilter } from '../error-groups/error-group-rows';
import type { SignedIn } from '../session/session-store';

const MOST_GROUPS = 500;
const DEFAULT_PER_SECOND = 10;
const rowId = z.string().regex(/^[1-9]\d{0,17}$/, 'is no id');

const target = z
  .strictObject({
    groupIds: z.array(rowId).min(1).max(MOST_GROUPS).optional(),
    filter: errorGroupFilter.optional(),
  })
  .refine(({ groupIds, filter }) => (groupIds === undefined) !== (filter === undefined), 'names groups or a filter');
const newAction = z.strictObject({
  ...target.shape,
  kind: z.enum(BULK_KINDS),
  reason: typedText(500).optional(),
  perSecond: z.int().min(1).max(50).default(DEFAULT_PER_SECOND),
});
const nothing = z.strictObject({});
const listQuery = z.object({ groupId: rowId.optional() });

/** Actions on many failed jobs at once: previewed, begun with a few, stopped when it does not help. */
@AdminController('bulk-actions')
export class BulkActionsController {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** What it would do, in numbers. Changes nothing. */
  @Post('preview')
  @HttpCode(200)
  @Needs('errors:read')
  async preview(@Body() body: unknown): Promise<BulkPreview> {
    return previewBulk(this.database, await this.groupsOf(checked(target, body)));
  }

  @Post()
  @HttpCode(202)
  @Needs('errors:act')
  async start(@Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<BulkView> {
    const { kind, reason = null, perSecond, ...wanted } = checked(newAction, body);
    if (kind === 'skip' && reason === null) {
      throw badInput([{ pointer: '/reason', code: 'field.missing', message: 'is needed to skip something' }]);
    }
    const groupIds = await this.groupsOf(checked(target, wanted));
    const started = await this.database.transaction(async (sql) => {
      const inserted = await insertBulk(sql, { kind, groupIds, reason, perSecond, userId: by.user.id });
      if (inserted === null) return null;
      const { items, orders, amounts } = inserted.preview;
      await recordAction(sql, by, {
        action: 'bulk-action.started',
        subjectType: 'bulk-action',
        subjectId: inserted.id,
        reason,
        facts: { kind, groupIds, items, orders, amounts, perSecond },
      });
      return inserted.id;
    });
    if (started === null) {
      const detail = 'There is nothing to do, or another action of these errors is under way.';
      throw new Problem({ status: 409, code: 'nothing-to-do', detail });
    }
    return this.one(started);
  }

  @Get()
  @Needs('errors:read')
  async list(@Query() query: unknown): Promise<readonly BulkView[]> {
    return readBulks(this.database, checked(listQuery, query).groupId ?? null);
  }

  @Get(':id')
  @Needs('errors:read')
  async one(@Param('id') id: string): Promise<BulkView> {
    const action = rowId.safeParse(id).success ? await readBulk(this.database, id) : null;
    if (action === null) throw nothingThere('action');
    return action;
  }

  /** Nothing more is sent; what was sent goes on. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Needs('errors:act')
  async cancel(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<BulkView> {
    checked(nothing, body);
    await this.one(id);
    await this.database.transaction(async (sql) => {
      if (!(await finishBulk(sql, id, 'cancelled', null))) return;
      await recordAction(sql, by, { action: 'bulk-action.cancelled', subjectType: 'bulk-action', subjectId: id });
    });
    return this.one(id);
  }

  private async groupsOf({ groupIds, filter }: z.output<typeof target>): Promise<readonly string[]> {
    if (groupIds !== undefined) return [...new Set(groupIds)];
    const conditions = conditionsOf({ ...filter, solved: false });
    const rows = await this.database.query<{ id: string }>(
      `select g.id::text from error_group g ${conditions.where} order by g.open_items desc, g.id limit ${MOST_GROUPS}`,
      conditions.values,
    );
    return rows.map(({ id }) => id);
  }
}
