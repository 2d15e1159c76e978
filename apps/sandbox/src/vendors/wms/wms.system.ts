import type { SandboxRecord, SimulatedSystem } from '../../world/simulated-system';
import type { World } from '../../world/world';
import { faultBody } from './answers';
import { routes } from './routes';
import { warehouseOf, type Fulfilment } from './state';
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

/** `{action: 'pick' | 'pack' | 'refuse', reference?}`; the reference is that of the order or of the fulfilment. */
function advance(world: World, body: Record<string, unknown>): unknown {
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
