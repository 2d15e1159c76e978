import { Body, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { WorkSignal } from '../../engine/work-signal';
import { OrderCancellation, type CancelOutcome } from '../../orders/order-cancellation';
import { OrderReader } from '../../orders/order-reader';
import type { OrderView } from '../../orders/order-views';
import { TIMELINE_LANGUAGES } from '../../orders/timeline-texts';
import { Problem } from '../../platform/problem/problem';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere, reasonBody } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { readListQuery } from '../list/list-query';
import { sendRange } from '../list/page-of-rows';
import type { SignedIn } from '../session/session-store';
import { readJobsOfOrder, type JobRow } from '../sync-jobs/job-rows';
import { listOrders, orderListShape, type OrderListRow } from './order-list';

/** An entry of an order's timeline in one language. */
interface TimelineRow {
  readonly id: string;
  readonly at: string;
  readonly code: string;
  /** Name of the connection; null when it happened in the hub itself. */
  readonly system: string | null;
  readonly connectionId: string | null;
  readonly text: string;
}

const timelineQuery = z.object({ lang: z.enum(TIMELINE_LANGUAGES).optional() });
const orderId = z.guid();

/** Orders as the panel shows them. */
@AdminController('orders')
export class OrdersController {
  private readonly orders: OrderReader;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OrderCancellation) private readonly cancellation: OrderCancellation,
    @Inject(WorkSignal) private readonly signal: WorkSignal,
  ) {
    this.orders = new OrderReader(database);
  }

  @Get()
  @Needs('orders:read')
  async list(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly OrderListRow[]> {
    const wanted = readListQuery(query, orderListShape);
    const { rows, total } = await listOrders(this.database, wanted);
    sendRange(reply, 'orders', wanted.first, rows.length, total);
    return rows;
  }

  @Get(':id')
  @Needs('orders:read')
  async one(@Param('id') id: string): Promise<OrderView> {
    const order = orderId.safeParse(id).success ? await this.orders.get(id) : null;
    if (order === null) throw nothingThere('order');
    return order;
  }

  /** In the language of `lang`, or else of the person. */
  @Get(':id/timeline')
  @Needs('orders:read')
  async timeline(
    @Param('id') id: string,
    @Query() query: unknown,
    @WhoIsSignedIn() { user }: SignedIn,
  ): Promise<TimelineRow[]> {
    const { lang } = checked(timelineQuery, query);
    await this.one(id);
    const entries = await this.orders.timeline(id, lang ?? user.locale);
    return entries.map(({ at, code, system, systemName, text }, index) => ({
      id: String(index + 1),
      at,
      code,
      system: systemName,
      connectionId: system,
      text,
    }));
  }

  @Get(':id/jobs')
  @Needs('orders:read')
  async jobs(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<readonly JobRow[]> {
    await this.one(id);
    const rows = await readJobsOfOrder(this.database, id);
    sendRange(reply, 'sync-jobs', 0, rows.length, { rows: rows.length, estimated: false });
    return rows;
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @Needs('orders:act')
  async cancel(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<OrderView> {
    const { reason } = checked(reasonBody, body);
    const order = await this.one(id);
    const outcome = await this.database.transaction(async (sql) => {
      const requested = await this.cancellation.request(sql, id, reason);
      if (requested.kind === 'requested') {
        const facts = { channel: order.channel, reference: order.reference, statusBefore: order.status };
        const done = { action: 'order.cancel-requested', subjectType: 'order', subjectId: id };
        await recordAction(sql, by, { ...done, reason, facts });
      }
      return requested;
    });
    refuseUnlessCancelling(outcome);
    this.signal.due();
    return this.one(id);
  }

  @Get(':id/labels/:shipmentReference')
  @Needs('orders:read')
  async label(
    @Param('id') id: string,
    @Param('shipmentReference') reference: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const label = orderId.safeParse(id).success ? await this.orders.label(id, reference) : null;
    if (label === null) throw nothingThere('label');
    const isPdf = label.format.toLowerCase() === 'pdf';
    const name = `${reference.replaceAll(/[^\w.-]/g, '_')}.${isPdf ? 'pdf' : 'zpl'}`;
    await reply
      .header('content-type', isPdf ? 'application/pdf' : 'text/plain; charset=utf-8')
      .header('content-disposition', `inline; filename="${name}"`)
      .send(label.content);
  }
}

function refuseUnlessCancelling(outcome: CancelOutcome): void {
  if (outcome.kind === 'unknown-order') throw nothingThere('order');
  if (outcome.kind === 'too-late') throw new Problem({ status: 409, code: 'too-late', detail: outcome.reason });
}
