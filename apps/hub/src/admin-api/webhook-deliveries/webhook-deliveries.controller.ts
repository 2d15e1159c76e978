import { Body, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { WorkSignal } from '../../engine/work-signal';
import { notifyShopFlow } from '../../flows/shop-notification/notify-shop.flow';
import { Problem } from '../../platform/problem/problem';
import { replay } from '../../shop-webhooks/deliveries';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { readListQuery } from '../list/list-query';
import { sendRange } from '../list/page-of-rows';
import type { SignedIn } from '../session/session-store';
import { listSent, readSent, sentListShape, type SentRow, type SentView } from './sent-rows';

const nothing = z.strictObject({});
const deliveryId = z.guid();
/** States from which it may be sent once more; from others it is under way already. */
const SETTLED = new Set(['done', 'dead', 'skipped', 'cancelled', 'superseded']);

/** What shops were told. */
@AdminController('webhook-deliveries')
export class WebhookDeliveriesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(WorkSignal) private readonly signal: WorkSignal,
  ) {}

  @Get()
  @Needs('deliveries:read')
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<readonly SentRow[]> {
    const wanted = readListQuery(query, sentListShape);
    const { rows, total } = await listSent(this.database, wanted);
    sendRange(reply, 'webhook-deliveries', wanted.first, rows.length, total);
    return rows;
  }

  @Get(':id')
  @Needs('deliveries:read')
  async one(@Param('id') id: string): Promise<SentView> {
    const delivery = deliveryId.safeParse(id).success ? await readSent(this.database, id) : null;
    if (delivery === null) throw nothingThere('delivery');
    return delivery;
  }

  /** Tells the shop once more, with the same `webhook-id`. */
  @Post(':id/replay')
  @HttpCode(202)
  @Needs('deliveries:act')
  async replay(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<SentView> {
    checked(nothing, body);
    const { endpointId, endpointName } = await this.one(id);
    if (endpointName === null) {
      throw new Problem({ status: 409, code: 'endpoint-gone', detail: 'This endpoint was removed.' });
    }
    await this.database.transaction(async (sql) => {
      // Under the lock of the notification, so that a double click sends it once.
      await sql.query('select id from shop_notification where id = $1 for update', [id]);
      const { state } = await this.one(id);
      if (state !== null && !SETTLED.has(state)) {
        throw new Problem({ status: 409, code: 'is-running', detail: 'It is being sent already.' });
      }
      await replay(sql, notifyShopFlow, endpointId, id);
      await recordAction(sql, by, {
        action: 'webhook-delivery.replayed',
        subjectType: 'webhook-delivery',
        subjectId: id,
        facts: { endpointId },
      });
    });
    this.signal.due();
    return this.one(id);
  }
}
