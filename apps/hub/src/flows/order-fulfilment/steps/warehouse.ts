import { RejectedByVendorError, type CreatedFulfilment, type RemoteRecord } from '@crossdock/connector-kit';
import { isPacked } from '../../../orders/order-progress';
import type { OrderFact } from '../../../orders/order-fact';
import { pollPause, portOf } from '../../step-ports';
import {
  DAY_MS,
  fulfilmentOf,
  made,
  MINUTE_MS,
  paymentIsSettled,
  STEPS,
  type OrderOutcome,
  type OrderStep,
} from '../order-step';

export const requestFulfilment: OrderStep = {
  name: STEPS.requestFulfilment,
  kind: 'command',
  port: 'warehouse',
  after: [STEPS.salesOrder],
  phase: 'forward',
  items: ({ progress }) =>
    paymentIsSettled(progress)
      ? progress.fulfilments.map(({ key, fulfilment }) => ({ key, connectionId: fulfilment.warehouse }))
      : [],
  find: async (call) => {
    const found = await portOf(call, 'warehouse').findFulfilment(fulfilmentOf(call).fulfilment.reference);
    return found === null ? null : requested(found);
  },
  execute: async (call) =>
    requestedNow(
      await portOf(call, 'warehouse').createFulfilment(fulfilmentOf(call).fulfilment, { key: call.idempotencyKey }),
    ),
  bind: (_call, id, number) => requested({ id, number }),
};

/** With what the warehouse has packed at once, when it has. */
function requestedNow(created: CreatedFulfilment): OrderOutcome {
  const { state, packages = [], reason = null } = created;
  if (state === undefined || !isPacked(state)) return requested(created);
  return requested(created, [{ type: 'fulfilment-changed', state, packages, reason }]);
}

function requested({ id, number = null }: RemoteRecord, more: readonly OrderFact[] = []): OrderOutcome {
  return { kind: 'done', facts: [{ type: 'fulfilment-requested', id, number }, ...more], result: { id, number } };
}

export const awaitPacking: OrderStep = {
  name: STEPS.awaitPacking,
  kind: 'wait',
  port: 'warehouse',
  after: [STEPS.requestFulfilment],
  phase: 'forward',
  giveUpAfterMs: 7 * DAY_MS,
  items: ({ progress }) =>
    progress.fulfilments
      .filter((found) => found.remote !== null && !isPacked(found.state))
      .map(({ key, fulfilment }) => ({ key, connectionId: fulfilment.warehouse })),
  execute: async (call) => {
    const known = fulfilmentOf(call);
    const { id, number } = made(known.remote);
    const { state, packages, reason = null } = await portOf(call, 'warehouse').readFulfilment({ id, number });
    const changed = { type: 'fulfilment-changed', state, packages, reason } as const;
    if (isPacked(state)) return { kind: 'done', facts: [changed] };
    if (state === 'refused' || state === 'cancelled') {
      throw new RejectedByVendorError({
        code: `fulfilment.${state}`,
        summary: `The warehouse has ${state} ${known.fulfilment.reference}${reason === null ? '.' : `: ${reason}`}`,
        fix: 'Clear it up with the warehouse, then retry; or cancel the order.',
      });
    }
    return {
      kind: 'waiting',
      pollAfterMs: pollPause(call.round, 2_000, 2 * MINUTE_MS),
      awaitKey: `${call.item.connectionId}/fulfilment/${id}`,
      note: 'Waiting for the warehouse to pack.',
      facts: state === known.state ? [] : [changed],
    };
  },
};

/** The warehouse comes first: when it has gone too far to stop, nothing else is undone and the order goes on. */
export const cancelFulfilment: OrderStep = {
  name: STEPS.cancelFulfilment,
  kind: 'state',
  port: 'warehouse',
  after: [],
  phase: 'undo',
  items: ({ progress }) =>
    progress.fulfilments
      .filter((found) => found.remote !== null)
      .map(({ key, fulfilment }) => ({ key, connectionId: fulfilment.warehouse })),
  execute: async (call) => {
    const { id, number } = made(fulfilmentOf(call).remote);
    const result = await portOf(call, 'warehouse').cancelFulfilment({ id, number });
    if (result.cancelled) return { kind: 'done', facts: [{ type: 'fulfilment-cancelled' }] };
    return {
      kind: 'undo-refused',
      reason: result.reason,
      facts: [{ type: 'cancel-refused', reason: result.reason }],
    };
  },
};
