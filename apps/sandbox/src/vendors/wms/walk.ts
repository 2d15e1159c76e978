import { createHmac, randomUUID } from 'node:crypto';
import type { World } from '../../world/world';
import { fulfilmentOf, takeFromStock, type Fulfilment, type PackedBox, type Status } from './state';

const UNAVAILABLE = 'NOSTOCK-';
const KG_PER_PIECE = 0.35;
const EMPTY_BOX_KG = 0.2;
const KG_PER_BOX = 20;

/** A new fulfilment is picked and packed by itself, unless the setting `automatic` is false. */
export function startWalk(world: World, id: string): void {
  if (!world.setting<boolean>('automatic', true)) return;
  world.after(world.setting('pickAfterMs', 300), 'pick', { id });
  world.after(world.setting('packAfterMs', 700), 'pack', { id });
}

export function onTimer(world: World, kind: string, payload: Record<string, unknown>): void {
  const fulfilment = fulfilmentOf(world, String(payload.id));
  if (fulfilment === undefined) return;
  if (kind === 'pick') pick(world, fulfilment);
  if (kind === 'pack') pack(world, fulfilment);
}

export function pick(world: World, fulfilment: Fulfilment): void {
  if (fulfilment.status === 'ACCEPTED') move(world, fulfilment, 'PICKING');
}

export function pack(world: World, fulfilment: Fulfilment): void {
  if (fulfilment.status !== 'ACCEPTED' && fulfilment.status !== 'PICKING') return;
  const missing = fulfilment.lines.find(({ sku }) => sku.startsWith(UNAVAILABLE));
  if (missing !== undefined) {
    refuse(world, fulfilment, `SKU ${missing.sku} was not found on the shelf.`);
    return;
  }
  fulfilment.packages = boxesFor(fulfilment);
  takeFromStock(world, fulfilment.lines);
  move(world, fulfilment, 'PACKED');
}

export function refuse(world: World, fulfilment: Fulfilment, reason: string): void {
  if (fulfilment.status !== 'ACCEPTED' && fulfilment.status !== 'PICKING') return;
  fulfilment.reason = reason;
  move(world, fulfilment, 'REFUSED');
}

export function cancel(world: World, fulfilment: Fulfilment): void {
  move(world, fulfilment, 'CANCELLED');
}

function boxesFor({ number, lines }: Fulfilment): PackedBox[] {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const weight = pieces * KG_PER_PIECE;
  const boxes = Math.min(20, Math.max(1, Math.ceil(weight / KG_PER_BOX)));
  const weightKg = Math.round((weight / boxes + EMPTY_BOX_KG) * 1_000) / 1_000;
  return Array.from({ length: boxes }, (_, index) => ({
    number: `${number}/${index + 1}`,
    weightKg,
    lengthCm: 38,
    widthCm: 32,
    heightCm: 19,
  }));
}

function move(world: World, fulfilment: Fulfilment, status: Status): void {
  fulfilment.status = status;
  const url = world.setting<string>('webhookUrl', '');
  if (url === '') return;
  const body = JSON.stringify({
    id: randomUUID(),
    type: `fulfilment.${status.toLowerCase()}`,
    occurredAt: world.now().toISOString(),
    fulfilment: { id: fulfilment.id, reference: fulfilment.reference, status },
  });
  const timestamp = String(Math.floor(world.now().getTime() / 1_000));
  const secret = world.setting('webhookSecret', 'magazyn-webhook-secret');
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  world.notify({
    url,
    headers: {
      'content-type': 'application/json',
      'x-magazyn-timestamp': timestamp,
      'x-magazyn-signature': `sha256=${signature}`,
    },
    body,
  });
}
