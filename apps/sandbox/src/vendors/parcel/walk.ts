import { createHmac, randomUUID } from 'node:crypto';
import type { World } from '../../world/world';
import { shipmentOf, type Shipment, type ShipmentState } from './state';

const NEXT: Readonly<Record<ShipmentState, readonly ShipmentState[]>> = {
  CREATED: ['CONFIRMED', 'CANCELLED'],
  CONFIRMED: ['COLLECTED', 'CANCELLED'],
  COLLECTED: ['DELIVERED', 'RETURNED'],
  DELIVERED: ['RETURNED'],
  RETURNED: [],
  CANCELLED: [],
};
const TEXT: Readonly<Record<ShipmentState, string>> = {
  CREATED: 'Shipment data received',
  CONFIRMED: 'Waybill assigned',
  COLLECTED: 'Collected from the sender',
  DELIVERED: 'Delivered',
  RETURNED: 'Returned to the sender',
  CANCELLED: 'Cancelled',
};
const DEFAULT_SECRET = 'whsec_cGFyY2VsLXdvcmxkLXdlYmhvb2stc2VjcmV0';

/** A new shipment goes its way by itself, unless the setting `automatic` is false. Delays count from its creation. */
export function startWalk(world: World, id: string): void {
  world.after(world.setting('confirmAfterMs', 300), 'CONFIRMED', { id });
  if (!world.setting<boolean>('automatic', true)) return;
  world.after(world.setting('collectAfterMs', 1_000), 'COLLECTED', { id });
  world.after(world.setting('deliverAfterMs', 120_000), 'DELIVERED', { id });
}

export function onTimer(world: World, kind: string, payload: Record<string, unknown>): void {
  const shipment = shipmentOf(world, String(payload.id));
  const state = Object.keys(NEXT).find((known): known is ShipmentState => known === kind);
  if (shipment !== undefined && state !== undefined) move(world, shipment, state);
}

/** True when the shipment may go there, and went. */
export function move(world: World, shipment: Shipment, state: ShipmentState): boolean {
  if (!NEXT[shipment.state].includes(state)) return false;
  shipment.state = state;
  if (state === 'CONFIRMED') assignWaybill(shipment);
  shipment.events.push({ at: world.now().toISOString(), state, text: TEXT[state] });
  announce(world, shipment);
  return true;
}

function assignWaybill(shipment: Shipment): void {
  shipment.waybill = `PW${shipment.shipmentId.replace(/\D/g, '').padStart(10, '0')}XX`;
  shipment.trackingUrl = `https://track.parcel-world.example/${shipment.waybill}`;
}

// Signed as Standard Webhooks does it: "id.timestamp.body", HMAC-SHA256 with the decoded secret, base64.
function announce(world: World, shipment: Shipment): void {
  const url = world.setting<string>('webhookUrl', '');
  if (url === '') return;
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(world.now().getTime() / 1_000));
  const { shipmentId, customerReference, state, waybill } = shipment;
  const body = JSON.stringify({ type: 'shipment.state', data: { shipmentId, customerReference, state, waybill } });
  const secret = Buffer.from(world.setting('webhookSecret', DEFAULT_SECRET).replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  world.notify({
    url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  });
}
