import { lockRunOf, type OperatorActions, type Sql } from '@crossdock/flow-engine';
import { applyFact } from './apply-fact';
import { loadOrders, storeProgress } from './order-store';
import type { OrderSubject } from './order-subject';
import { writeTimeline } from './timeline';

export const FULFILMENT_FLOW = 'order-fulfilment';

export type CancelOutcome =
  | { readonly kind: 'requested' }
  | { readonly kind: 'already'; readonly state: 'requested' | 'cancelled' }
  | { readonly kind: 'too-late'; readonly reason: string }
  | { readonly kind: 'unknown-order' };

/** Asks for an order to be cancelled. What has been done so far is then undone step by step, or refused with the reason. */
export class OrderCancellation {
  constructor(private readonly actions: OperatorActions) {}

  async request(sql: Sql, orderId: string, reason: string): Promise<CancelOutcome> {
    // Run before order, as every worker locks them.
    const run = await lockRunOf(sql, FULFILMENT_FLOW, orderId);
    const subject = (await loadOrders(sql, [orderId])).get(orderId);
    if (subject === undefined) return { kind: 'unknown-order' };
    if (subject.status === 'cancelled') return { kind: 'already', state: 'cancelled' };
    if (subject.progress.cancellation?.state === 'requested') return { kind: 'already', state: 'requested' };
    const late = tooLate(subject);
    if (late !== null) return { kind: 'too-late', reason: late };
    if (run === null) return { kind: 'too-late', reason: 'Nothing is done about the order any more.' };
    const origin = { item: '', connectionId: '' };
    const fact = { type: 'cancel-requested', at: new Date().toISOString(), reason } as const;
    await storeProgress(sql, orderId, applyFact(subject.order, subject.progress, fact, origin), subject.status);
    await writeTimeline(sql, orderId, [{ code: 'cancel.requested', connectionId: null, facts: { reason } }]);
    await this.actions.cancelFlow(sql, FULFILMENT_FLOW, orderId, reason);
    return { kind: 'requested' };
  }
}

/** Why an order cannot be cancelled any more, or null when it may be tried. */
export function tooLate({ status, progress }: OrderSubject): string | null {
  if (status === 'delivered' || status === 'returned') return `The order is ${status} already.`;
  const gone = progress.fulfilments
    .flatMap((fulfilment) => fulfilment.shipments)
    .find((shipment) => ['shipped', 'delivered', 'returned', 'exception'].includes(shipment.state));
  if (gone !== undefined) {
    return `The parcel ${gone.waybill ?? gone.reference} is with the courier already; refuse it at delivery or return it.`;
  }
  return status === 'shipped' ? 'The order has left the warehouse already.' : null;
}
