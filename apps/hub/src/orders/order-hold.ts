import { lockRunOf, type OperatorActions, type Sql } from '@crossdock/flow-engine';
import { FULFILMENT_FLOW } from './order-cancellation';
import type { OrderProgress } from './order-progress';
import { loadOrders, storeProgress } from './order-store';
import { writeTimeline } from './timeline';

export type HoldOutcome =
  | { readonly kind: 'done' }
  /** It is held, or is not, as was asked for. */
  | { readonly kind: 'already' }
  | { readonly kind: 'too-late'; readonly reason: string }
  | { readonly kind: 'unknown-order' };

export function isHeld({ hold }: OrderProgress): boolean {
  return hold !== undefined && hold !== null;
}

// Steps that are planned and have not begun wait as long; nobody holds an order for longer.
const HOLD_BACK = `update sync_job set due_at = now() + interval '100 years' where flow_run_id = $1 and state = 'ready'`;
const LET_GO = `update sync_job set due_at = now() where flow_run_id = $1 and state = 'ready'
  and due_at > now() + interval '50 years'`;

/** Keeps new steps of an order from beginning, and lets them go again. What runs ends; what is waited for is watched. */
export class OrderHold {
  constructor(private readonly actions: OperatorActions) {}

  async hold(sql: Sql, orderId: string, reason: string): Promise<HoldOutcome> {
    // Run before order, as every worker locks them.
    const run = await lockRunOf(sql, FULFILMENT_FLOW, orderId);
    const subject = (await loadOrders(sql, [orderId])).get(orderId);
    if (subject === undefined) return { kind: 'unknown-order' };
    if (isHeld(subject.progress)) return { kind: 'already' };
    if (run?.state !== 'running' || run.cancelRequestedAt !== null) {
      return { kind: 'too-late', reason: 'The order is finished or being cancelled; there is nothing to hold.' };
    }
    const hold = { since: new Date().toISOString(), reason };
    await storeProgress(sql, orderId, { ...subject.progress, hold }, subject.status);
    await sql.query(HOLD_BACK, [run.id]);
    await writeTimeline(sql, orderId, [{ code: 'order.held', connectionId: null, facts: { reason } }]);
    return { kind: 'done' };
  }

  async release(sql: Sql, orderId: string): Promise<HoldOutcome> {
    const run = await lockRunOf(sql, FULFILMENT_FLOW, orderId);
    const subject = (await loadOrders(sql, [orderId])).get(orderId);
    if (subject === undefined) return { kind: 'unknown-order' };
    if (run === null || !isHeld(subject.progress)) return { kind: 'already' };
    await storeProgress(sql, orderId, { ...subject.progress, hold: null }, subject.status);
    await sql.query(LET_GO, [run.id]);
    await writeTimeline(sql, orderId, [{ code: 'order.released', connectionId: null, facts: {} }]);
    await this.actions.replan(sql, FULFILMENT_FLOW, orderId);
    return { kind: 'done' };
  }
}
