import { Get, Inject, Param, Query, Res } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { verifyAuditPiece, type AuditPiece } from '../../audit/audit-chain';
import { OrderReader } from '../../orders/order-reader';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { readListQuery } from '../list/list-query';
import { sendRange } from '../list/page-of-rows';
import type { SignedIn } from '../session/session-store';
import { AUDIT_COLUMNS, AUDIT_FROM, auditActions, auditListShape, listAudit, type AuditView } from './audit-rows';
import { orderEvidence } from './order-evidence';

const eventId = /^[1-9]\d{0,17}$/;
const place = z.object({
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'is no id')
    .default('0'),
});
const orderId = z.guid();
/** Rows of one piece of the chain: a second or two of hashing at most. */
const PIECE_ROWS = 20_000;

/** The log of what was done. It is only read; whoever does something writes it by doing so. */
@AdminController('audit-events')
export class AuditEventsController {
  private readonly orders: OrderReader;

  constructor(@Inject(Database) private readonly database: Database) {
    this.orders = new OrderReader(database);
  }

  @Get()
  @Needs('audit:read')
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<readonly AuditView[]> {
    const wanted = readListQuery(query, auditListShape);
    const { rows, total } = await listAudit(this.database, wanted);
    sendRange(reply, 'audit-events', wanted.first, rows.length, total);
    return rows;
  }

  /** The words that there are, for filters. */
  @Get('actions')
  @Needs('audit:read')
  async actions(): Promise<readonly string[]> {
    return auditActions(this.database);
  }

  /** Checks a piece of the chain, from the row after `after`; `total` is the id of the newest row. */
  @Get('verification')
  @Needs('audit:read')
  async verify(@Query() query: unknown): Promise<AuditPiece & { readonly total: number }> {
    const { after } = checked(place, query);
    const [newest] = await this.database.query<{ id: string }>(
      'select a.id::text from audit_event a order by a.id desc limit 1',
    );
    const piece = await verifyAuditPiece(this.database, after, PIECE_ROWS);
    return { ...piece, total: Number(newest?.id ?? 0) };
  }

  /** One order with everything that was done about it, as a file to keep or to hand over. */
  @Get('evidence/:orderId')
  @Needs('orders:export')
  async evidence(
    @Param('orderId') id: string,
    @WhoIsSignedIn() by: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { user } = by;
    const found = orderId.safeParse(id).success
      ? await orderEvidence(this.database, this.orders, id, user.locale)
      : null;
    if (found === null) throw nothingThere('order');
    await this.database.transaction(async (sql) => {
      await recordAction(sql, by, { action: 'order.evidence-exported', subjectType: 'order', subjectId: id });
    });
    void reply.header('content-disposition', `attachment; filename="order-evidence-${id}.json"`);
    return { exportedAt: new Date(), exportedBy: user.email, ...found };
  }

  @Get(':id')
  @Needs('audit:read')
  async one(@Param('id') id: string): Promise<AuditView> {
    const rows = eventId.test(id)
      ? await this.database.query<AuditView>(`select ${AUDIT_COLUMNS} from ${AUDIT_FROM} where a.id = $1`, [id])
      : [];
    const [row] = rows;
    if (row === undefined) throw nothingThere('event');
    return row;
  }
}
