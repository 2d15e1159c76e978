import type { SandboxRecord, SimulatedSystem } from '../../world/simulated-system';
import type { World } from '../../world/world';
import { faultBody } from './answers';
import { routes } from './routes';
import { setOnHand, warehouseOf, type Fulfilment } from './state';
import { onTimer, pack, pick, refuse } from './walk';

/** "Magazyn", the demo warehouse management system: a plain JSON API without a connector of its own. */
export const wmsSystem: SimulatedSystem = {
  slug: 'wms',
  name: 'Magazyn (demo warehouse)',
  routes,
  records: (world, type) => {
    if (type !== undefined && type !== 'fulfilment') return [];
    return Object.values(warehouseOf(world).fulfilments).map(recordOf);
  },
  onTimer,
  advance,
  errorBody: faultBody,
};

function orderOf(reference: string): string {
  return reference.replace(/-F\d+.*$/, '');
}

function recordOf(fulfilment: Fulfilment): SandboxRecord {
  const { reference, ...fields } = fulfilment;
  return { type: 'fulfilment', ...fields, fulfilmentReference: reference, reference: orderOf(reference) };
}

/**
 * `{action: 'pick' | 'pack' | 'refuse', reference?}`; the reference is that of the order or of the fulfilment.
 * `{action: 'count', levels: [{sku, onHand}]}` is a stocktake: what is found on the shelves.
 */
function advance(world: World, body: Record<string, unknown>): unknown {
  if (body.action === 'count') return { counted: count(world, body.levels) };
  const wanted = body.reference;
  const waiting = Object.values(warehouseOf(world).fulfilments).filter(
    ({ reference, status }) =>
      (status === 'ACCEPTED' || status === 'PICKING') &&
      (wanted === undefined || wanted === reference || wanted === orderOf(reference)),
  );
  for (const fulfilment of waiting) {
    if (body.action === 'pick') pick(world, fulfilment);
    else if (body.action === 'refuse') refuse(world, fulfilment, 'Refused by the warehouse.');
    else pack(world, fulfilment);
  }
  return { moved: waiting.length };
}

function count(world: World, levels: unknown): number {
  const found: readonly unknown[] = Array.isArray(levels) ? levels : [];
  const counted = found.filter(isLevel);
  for (const { sku, onHand } of counted) setOnHand(world, sku, onHand);
  return counted.length;
}

function isLevel(value: unknown): value is { sku: string; onHand: number } {
  if (typeof value !== 'object' || value === null) return false;
  const { sku, onHand } = value as Record<string, unknown>;
  return typeof sku === 'string' && sku !== '' && typeof onHand === 'number' && Number.isInteger(onHand) && onHand >= 0;
}
