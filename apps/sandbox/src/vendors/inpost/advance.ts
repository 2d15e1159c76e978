import type { World } from '../../world/world';
import { shipmentsNamed, stateOf, type Shipment } from './state';
import { beforeConfirmed, moveTo, nextStatus, recordTransaction, stepOn } from './walk';

interface Moved {
  readonly id: number;
  readonly status: string;
}

const MAX_STEPS = 20; // longer than any way, so that a mistake ends

function walkUntil(world: World, shipment: Shipment, status: string): void {
  for (let steps = 0; steps < MAX_STEPS && shipment.status !== status; steps += 1) {
    const before = shipment.status;
    stepOn(world, shipment);
    if (shipment.status === before) return;
  }
}

function failPurchase(world: World, shipment: Shipment): void {
  if (!beforeConfirmed(shipment)) return;
  while (shipment.status !== 'offer_selected') {
    const next = nextStatus(shipment);
    if (next === null) return;
    moveTo(world, shipment, next);
  }
  recordTransaction(world, shipment, true);
}

const ACTIONS: Readonly<Record<string, (world: World, shipment: Shipment) => void>> = {
  confirm: (world, shipment) => {
    if (beforeConfirmed(shipment)) walkUntil(world, shipment, 'confirmed');
  },
  collect: (world, shipment) => {
    if (beforeConfirmed(shipment) || shipment.status === 'confirmed')
      walkUntil(world, shipment, 'collected_from_sender');
  },
  deliver: (world, shipment) => {
    walkUntil(world, shipment, 'delivered');
  },
  return: (world, shipment) => {
    if (beforeConfirmed(shipment) || shipment.status === 'canceled') return;
    moveTo(world, shipment, 'returned_to_sender');
  },
  failPurchase,
};

/**
 * `{action, reference?}`: for the shipments of this order number, external id, waybill or id; without it for all that are
 * under way. `failPurchase` without a reference makes the next purchase fail. `{action: 'status', status, reference}`
 * sets any status word, also an unknown one.
 */
export function advance(world: World, body: Record<string, unknown>): Moved[] {
  const state = stateOf(world);
  const reference = typeof body.reference === 'string' ? body.reference : null;
  const action = actionOf(body);
  if (reference === null && body.action === 'failPurchase') {
    state.failNextPurchases += 1;
    return [];
  }
  const chosen = reference === null ? Object.values(state.shipments) : shipmentsNamed(state, reference);
  return chosen.map((shipment) => {
    action(world, shipment);
    return { id: shipment.id, status: shipment.status };
  });
}

function actionOf(body: Record<string, unknown>): (world: World, shipment: Shipment) => void {
  const { action, status } = body;
  if (action === 'status' && typeof status === 'string')
    return (world, shipment) => {
      moveTo(world, shipment, status);
    };
  const found = typeof action === 'string' ? ACTIONS[action] : undefined;
  if (found !== undefined) return found;
  const known = [...Object.keys(ACTIONS), 'status'].join(', ');
  throw Object.assign(new Error(`action must be one of ${known}.`), { statusCode: 400 });
}
