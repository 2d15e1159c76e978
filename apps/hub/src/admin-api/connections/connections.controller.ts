import { Body, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { CATEGORIES } from '@crossdock/connector-kit';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ConnectionGateway, type CheckResult } from '../../connections/connection-gateway';
import { WorkSignal } from '../../engine/work-signal';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere, reasonBody } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { readListQuery, type ListShape } from '../list/list-query';
import { sendRange } from '../list/page-of-rows';
import type { SignedIn } from '../session/session-store';
import { pauseConnection, resumeConnection } from './connection-pause';
import { CONNECTION_STATES, ConnectionViews, type ConnectionRowView, type ConnectionView } from './connection-views';

const filter = z.strictObject({
  state: z.enum(CONNECTION_STATES).optional(),
  system: z.string().max(100).optional(),
  category: z.enum(CATEGORIES).optional(),
});
const SORTS = ['id', 'name', 'system', 'category', 'state'] as const;
const listShape: ListShape<z.output<typeof filter>, (typeof SORTS)[number]> = {
  filter,
  sorts: SORTS,
  direction: 'asc',
};
const nothing = z.strictObject({});

/** Accounts of other systems: how they are, and stopping and starting them. */
@AdminController('connections')
export class ConnectionsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ConnectionGateway) private readonly gateway: ConnectionGateway,
    @Inject(WorkSignal) private readonly signal: WorkSignal,
    private readonly connections: ConnectionViews,
  ) {}

  @Get()
  @Needs('connections:read')
  async list(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly ConnectionRowView[]> {
    const { filter: wanted, sort, direction, first, limit } = readListQuery(query, listShape);
    const all = (await this.connections.all())
      .filter(({ state }) => wanted.state === undefined || state === wanted.state)
      .filter(({ system }) => wanted.system === undefined || system === wanted.system)
      .filter(({ category }) => wanted.category === undefined || category === wanted.category)
      .sort((one, other) => one[sort].localeCompare(other[sort]) * (direction === 'asc' ? 1 : -1));
    const rows = all.slice(first, first + limit);
    sendRange(reply, 'connections', first, rows.length, { rows: all.length, estimated: false });
    return rows;
  }

  @Get(':id')
  @Needs('connections:read')
  async one(@Param('id') id: string): Promise<ConnectionView> {
    const connection = await this.connections.one(id);
    if (connection === null) throw nothingThere('connection');
    return connection;
  }

  /** Nothing more is sent to the system; what is running ends, what is due waits. */
  @Post(':id/pause')
  @HttpCode(200)
  @Needs('connections:act')
  async pause(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<ConnectionView> {
    const { reason } = checked(reasonBody, body);
    await this.one(id);
    await this.database.transaction(async (sql) => {
      await pauseConnection(sql, id, reason);
      await recordAction(sql, by, { action: 'connection.paused', subjectType: 'connection', subjectId: id, reason });
    });
    return this.one(id);
  }

  /** Work goes on, also where it was held back by an open breaker or a refused sign-in. */
  @Post(':id/resume')
  @HttpCode(200)
  @Needs('connections:act')
  async resume(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<ConnectionView> {
    checked(nothing, body);
    const { state } = await this.one(id);
    await this.database.transaction(async (sql) => {
      await resumeConnection(sql, id);
      const facts = { stateBefore: state };
      await recordAction(sql, by, { action: 'connection.resumed', subjectType: 'connection', subjectId: id, facts });
    });
    // Opened anew: the breaker forgets what it has seen.
    if (state === 'held' || state === 'sign-in-needed') this.gateway.changed(id);
    this.signal.due();
    return this.one(id);
  }

  /** Asks the system whether it lets us in. */
  @Post(':id/check')
  @HttpCode(200)
  @Needs('connections:act')
  async check(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<CheckResult> {
    checked(nothing, body);
    await this.one(id);
    const result = await this.gateway.check(id);
    await this.database.transaction(async (sql) => {
      const facts = { ok: result.ok, ms: result.ms };
      await recordAction(sql, by, { action: 'connection.checked', subjectType: 'connection', subjectId: id, facts });
    });
    return result;
  }
}
