import { Body, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Database, OperatorActions, type Sql } from '@crossdock/flow-engine';
import { z } from 'zod';
import { WorkSignal } from '../../engine/work-signal';
import { OrderHold, type HoldOutcome } from '../../orders/order-hold';
import { OrderReader } from '../../orders/order-reader';
import type { OrderView } from '../../orders/order-views';
import { Problem } from '../../platform/problem/problem';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere, reasonBody } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import type { SignedIn } from '../session/session-store';

const orderId = z.guid();
const nothing = z.strictObject({});

/** Orders on hold. Both answer with the order as it is afterwards; asking twice does nothing more. */
@AdminController('orders')
export class OrderHoldController {
  private readonly orders: OrderReader;
  private readonly holds: OrderHold;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OperatorActions) actions: OperatorActions,
    @Inject(WorkSignal) private readonly signal: WorkSignal,
  ) {
    this.orders = new OrderReader(database);
    this.holds = new OrderHold(actions);
  }

  @Post(':id/hold')
  @HttpCode(200)
  @Needs('orders:act')
  async hold(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<OrderView> {
    const { reason } = checked(reasonBody, body);
    return this.change(id, by, { action: 'order.held', reason }, async (sql) => this.holds.hold(sql, id, reason));
  }

  @Post(':id/release')
  @HttpCode(200)
  @Needs('orders:act')
  async release(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<OrderView> {
    checked(nothing, body);
    return this.change(id, by, { action: 'order.released', reason: null }, async (sql) => this.holds.release(sql, id));
  }

  private async change(
    id: string,
    by: SignedIn,
    done: { readonly action: string; readonly reason: string | null },
    work: (sql: Sql) => Promise<HoldOutcome>,
  ): Promise<OrderView> {
    if (!orderId.safeParse(id).success) throw nothingThere('order');
    const outcome = await this.database.transaction(async (sql) => {
      const found = await work(sql);
      if (found.kind === 'done') await recordAction(sql, by, { ...done, subjectType: 'order', subjectId: id });
      return found;
    });
    if (outcome.kind === 'too-late') throw new Problem({ status: 409, code: 'too-late', detail: outcome.reason });
    this.signal.due();
    const order = await this.orders.get(id);
    if (order === null) throw nothingThere('order');
    return order;
  }
}
