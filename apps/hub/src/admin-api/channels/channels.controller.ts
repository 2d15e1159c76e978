import { Body, Get, HttpCode, Inject, Param, Patch, Post, Res } from '@nestjs/common';
import type { PortName, Ports } from '@crossdock/connector-kit';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { channelSetup } from '../../cli/setup/setup-file';
import { referencesOf } from '../../cli/setup/check-setup';
import { pointerTo } from '../../cli/setup/setup-problem';
import { ConnectionGateway } from '../../connections/connection-gateway';
import { storeChannel } from '../../orders/channels';
import { channelRoutes, type ChannelRoutes } from '../../orders/routes';
import { Problem } from '../../platform/problem/problem';
import { AdminController, Needs } from '../access/admin-controller';
import { badInput, checked, nothingThere } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { sendRange } from '../list/page-of-rows';
import type { SignedIn } from '../session/session-store';

interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'shop' | 'marketplace';
  /** The connection that orders are pulled through; null where the shop hands them in. */
  readonly connectionId: string | null;
  readonly routes: ChannelRoutes;
  readonly version: number;
}

type Row = Omit<ChannelView, 'routes'> & { readonly routes: unknown };
const COLUMNS = `id, name, kind, connection_id as "connectionId", routes, version`;

/** What a channel needs connections for. */
const USES = ['orderSource', 'salesDocuments', 'warehouse', 'carrier', 'payments'] as const satisfies PortName[];
type Choices = Record<(typeof USES)[number], { readonly id: string; readonly name: string }[]>;

const version = z.object({ version: z.int().positive() });
const BEFORE = '/channels/0';

/** Where orders come from, and which connections they go through. */
@AdminController('channels')
export class ChannelsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ConnectionGateway) private readonly gateway: ConnectionGateway,
  ) {}

  @Get()
  @Needs('connections:read')
  async list(@Res({ passthrough: true }) reply: FastifyReply): Promise<readonly ChannelView[]> {
    const rows = await this.database.query<Row>(`select ${COLUMNS} from channel order by id`);
    sendRange(reply, 'channels', 0, rows.length, { rows: rows.length, estimated: false });
    return rows.map(viewOf);
  }

  /** Connections that could do each part, by what they can do now. */
  @Get('choices')
  @Needs('connections:read')
  async choices(): Promise<Choices> {
    const choices: Choices = { orderSource: [], salesDocuments: [], warehouse: [], carrier: [], payments: [] };
    const connections = await this.database.query<{ id: string; name: string }>(
      'select id, name from connection order by name, id',
    );
    for (const connection of connections) {
      const ports = await this.portsOf(connection.id);
      for (const use of USES) if (ports?.[use] !== undefined) choices[use].push(connection);
    }
    return choices;
  }

  @Get(':id')
  @Needs('connections:read')
  async one(@Param('id') id: string): Promise<ChannelView> {
    const [row] = await this.database.query<Row>(`select ${COLUMNS} from channel where id = $1`, [id]);
    if (row === undefined) throw nothingThere('channel');
    return viewOf(row);
  }

  @Post()
  @HttpCode(201)
  @Needs('connections:edit')
  async create(@Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<ChannelView> {
    const channel = checked(channelSetup, body);
    await this.refuseUnable(channel);
    await this.database.transaction(async (sql) => {
      await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 13))', [channel.id]);
      const known = await sql.query('select id from channel where id = $1', [channel.id]);
      if (known.length > 0) {
        const detail = `There is a channel "${channel.id}" already.`;
        throw new Problem({ status: 409, code: 'id-taken', detail });
      }
      await storeChannel(sql, channel);
      const facts = { kind: channel.kind, routes: channel.routes };
      await recordAction(sql, by, { action: 'channel.created', subjectType: 'channel', subjectId: channel.id, facts });
    });
    return this.one(channel.id);
  }

  /** Orders that are taken from now on go the new way; those that are under way keep theirs. */
  @Patch(':id')
  @Needs('connections:edit')
  async change(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<ChannelView> {
    const before = await this.one(id);
    const { version: known } = checked(version, body);
    const given = Object.entries(body as object).filter(([name]) => name !== 'version');
    const channel = checked(channelSetup, { ...Object.fromEntries(given), id, kind: before.kind });
    await this.refuseUnable(channel);
    await this.database.transaction(async (sql) => {
      const moved = await sql.query(
        'update channel set version = version + 1 where id = $1 and version = $2 returning id',
        [id, known],
      );
      if (moved.length === 0) {
        const detail = 'Somebody else changed this channel meanwhile. Load it again and enter your change once more.';
        throw new Problem({ status: 409, code: 'changed-meanwhile', detail });
      }
      await storeChannel(sql, channel);
      const facts = { before: before.routes, after: channel.routes };
      await recordAction(sql, by, { action: 'channel.changed', subjectType: 'channel', subjectId: id, facts });
    });
    return this.one(id);
  }

  /** @throws {Problem} 400 at each place that names a connection which is not there or cannot do it */
  private async refuseUnable(channel: z.output<typeof channelSetup>): Promise<void> {
    const wrong: { pointer: string; code: string; message: string }[] = [];
    const references = referencesOf({ channels: [channel], connections: [], webhookEndpoints: [] });
    for (const { path, connectionId, port } of references) {
      const pointer = pointerTo(path).slice(BEFORE.length);
      const known = await this.database.query('select id from connection where id = $1', [connectionId]);
      if (known.length === 0) {
        wrong.push({ pointer, code: 'field.unknown', message: `There is no connection "${connectionId}".` });
        continue;
      }
      const ports = await this.portsOf(connectionId);
      if (ports !== null && ports[port] === undefined) {
        const message = `The connection "${connectionId}" cannot do this (it has no port ${port}).`;
        wrong.push({ pointer, code: 'field.unable', message });
      }
    }
    if (wrong.length > 0) throw badInput(wrong);
  }

  /** Null when its settings are wrong, so that nobody knows what it could do. */
  private async portsOf(connectionId: string): Promise<Partial<Ports> | null> {
    return this.gateway.ports(connectionId).catch(() => null);
  }
}

function viewOf({ routes, ...row }: Row): ChannelView {
  return { ...row, routes: channelRoutes.catch(channelRoutes.parse({})).parse(routes) };
}
