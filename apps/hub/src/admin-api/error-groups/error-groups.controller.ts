import { Body, Get, HttpCode, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { readListQuery } from '../list/list-query';
import { sendRange } from '../list/page-of-rows';
import type { SignedIn } from '../session/session-store';
import { readChangesBefore, type ChangeBefore } from './changes-before';
import {
  errorGroupListShape,
  listErrorGroups,
  readErrorGroup,
  type ErrorGroupRow,
  type Person,
} from './error-group-rows';
import { readErrorItems, type ErrorItemPage } from './error-items';
import { addComment, changeGroup, commentBody, groupChange, readComments, readPeople, type CommentRow } from './group-notes'; // prettier-ignore

// As far as a bigint goes.
const ROW_ID = /^[1-9]\d{0,17}$/;
const itemQuery = z.object({
  cursor: z.string().regex(ROW_ID).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  open: z.enum(['true', 'false']).default('true'),
});

/** Failures by cause, and what people note about them. Changes answer with the group as it is afterwards. */
@AdminController('error-groups')
export class ErrorGroupsController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @Needs('errors:read')
  async list(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly ErrorGroupRow[]> {
    const wanted = readListQuery(query, errorGroupListShape);
    const { rows, total } = await listErrorGroups(this.database, wanted);
    sendRange(reply, 'error-groups', wanted.first, rows.length, total);
    return rows;
  }

  @Get('people')
  @Needs('errors:read')
  async people(): Promise<readonly Person[]> {
    return readPeople(this.database);
  }

  @Get(':id')
  @Needs('errors:read')
  async one(@Param('id') id: string): Promise<ErrorGroupRow> {
    const group = ROW_ID.test(id) ? await readErrorGroup(this.database, id) : null;
    if (group === null) throw nothingThere('group of errors');
    return group;
  }

  @Get(':id/items')
  @Needs('errors:read')
  async items(@Param('id') id: string, @Query() query: unknown): Promise<ErrorItemPage> {
    const { cursor, limit, open } = checked(itemQuery, query);
    await this.one(id);
    return readErrorItems(this.database, id, { open: open === 'true', after: cursor ?? null, limit });
  }

  /** What was changed in the day before the failures began. */
  @Get(':id/changes')
  @Needs('errors:read')
  async changes(@Param('id') id: string): Promise<readonly ChangeBefore[]> {
    const { connectionId, since } = await this.one(id);
    return readChangesBefore(this.database, connectionId, since);
  }

  @Get(':id/comments')
  @Needs('errors:read')
  async comments(@Param('id') id: string): Promise<readonly CommentRow[]> {
    await this.one(id);
    return readComments(this.database, id);
  }

  @Post(':id/comments')
  @HttpCode(201)
  @Needs('errors:act')
  async comment(
    @Param('id') id: string,
    @Body() body: unknown,
    @WhoIsSignedIn() by: SignedIn,
  ): Promise<readonly CommentRow[]> {
    const { text } = checked(commentBody, body);
    await this.one(id);
    await addComment(this.database, id, text, by);
    return this.comments(id);
  }

  @Patch(':id')
  @Needs('errors:act')
  async change(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<ErrorGroupRow> {
    const change = checked(groupChange, body);
    await this.one(id);
    await changeGroup(this.database, id, change, by);
    return this.one(id);
  }
}
