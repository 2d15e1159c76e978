import { Body, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { Database, wakeJobs } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { WorkSignal } from '../../engine/work-signal';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { readListQuery, type ListShape } from '../list/list-query';
import { pageOfRows, sendRange } from '../list/page-of-rows';
import { SqlFilter } from '../list/sql-filter';
import type { SignedIn } from '../session/session-store';

const STATES = ['stored', 'done', 'unreadable'] as const;

/** A webhook that another system sent us. */
interface ReceivedRow {
  readonly id: string;
  readonly connectionId: string;
  readonly state: (typeof STATES)[number];
  /** What it said, in the hub's words: `shipment-changed`. */
  readonly events: readonly string[];
  /** Why it could not be read. */
  readonly problem: string | null;
  /** How often the system sent it. */
  readonly deliveries: number;
  /** Bytes. */
  readonly size: number;
  readonly receivedAt: Date;
}

const COLUMNS = `m.id::text, m.connection_id as "connectionId", m.state, m.problem, m.deliveries,
  coalesce(octet_length(m.body), 0) as size, m.received_at as "receivedAt",
  coalesce((select jsonb_agg(e->>'type') from jsonb_array_elements(m.events) e), '[]') as events`;
const filter = z.strictObject({ connectionId: z.string().max(100).optional(), state: z.enum(STATES).optional() });
const listShape: ListShape<z.output<typeof filter>, 'id'> = { filter, sorts: ['id'] };
const nothing = z.strictObject({});
const messageId = /^[1-9]\d{0,17}$/;
/** Steps of one system that may wait at the same time and are woken at once; the others ask by themselves soon. */
const MOST_WOKEN = 10_000;

/** What other systems told us. */
@AdminController('received-webhooks')
export class ReceivedWebhooksController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(WorkSignal) private readonly signal: WorkSignal,
  ) {}

  @Get()
  @Needs('deliveries:read')
  async list(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly ReceivedRow[]> {
    const wanted = readListQuery(query, listShape);
    const { connectionId, state } = wanted.filter;
    const conditions = new SqlFilter()
      .and('m.connection_id = ?', connectionId)
      // In the words of the partial index.
      .and(`m.state = 'unreadable' and ?::text is not null`, state === 'unreadable' ? state : undefined)
      .and('m.state = ?', state === 'unreadable' ? undefined : state);
    const from = 'inbox_message m';
    const sql = { select: `select ${COLUMNS} from ${from}`, from, orderBy: `m.id ${wanted.direction}` };
    const { rows, total } = await pageOfRows<ReceivedRow>(this.database, sql, conditions, wanted);
    sendRange(reply, 'received-webhooks', wanted.first, rows.length, total);
    return rows;
  }

  @Get(':id')
  @Needs('deliveries:read')
  async one(@Param('id') id: string): Promise<ReceivedRow> {
    const rows = messageId.test(id)
      ? await this.database.query<ReceivedRow>(`select ${COLUMNS} from inbox_message m where m.id = $1`, [id])
      : [];
    const [row] = rows;
    if (row === undefined) throw nothingThere('webhook');
    return row;
  }

  /** The bytes as they came. They may hold personal data, hence the right. */
  @Get(':id/body')
  @Needs('deliveries:act')
  async body(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.one(id);
    const [row] = await this.database.query<{ body: Buffer | null }>('select body from inbox_message where id = $1', [
      id,
    ]);
    await reply
      .header('content-type', 'application/octet-stream')
      .header('content-disposition', `attachment; filename="webhook-${id}.bin"`)
      .send(row?.body ?? Buffer.alloc(0));
  }

  /**
   * Has everything that waits for this system ask it again at once: what a message says is only a hint, the truth is read
   * from the system. So it helps also where nobody could read the message, which then counts as settled.
   */
  @Post(':id/replay')
  @HttpCode(200)
  @Needs('deliveries:act')
  async replay(
    @Param('id') id: string,
    @Body() body: unknown,
    @WhoIsSignedIn() by: SignedIn,
  ): Promise<ReceivedRow & { readonly woken: number }> {
    checked(nothing, body);
    const { connectionId, state } = await this.one(id);
    const woken = await this.database.transaction(async (sql) => {
      const waiting = await sql.query<{ key: string }>(
        `select distinct await_key as key from sync_job
         where connection_id = $1 and await_key is not null and state = 'waiting' limit ${MOST_WOKEN}`,
        [connectionId],
      );
      await wakeJobs(
        sql,
        waiting.map(({ key }) => key),
      );
      await sql.query(`update inbox_message set state = 'done' where id = $1`, [id]);
      const facts = { connectionId, stateBefore: state, woken: waiting.length };
      const done = { action: 'received-webhook.replayed', subjectType: 'received-webhook', subjectId: id };
      await recordAction(sql, by, { ...done, facts });
      return waiting.length;
    });
    this.signal.due();
    return { ...(await this.one(id)), woken };
  }
}
