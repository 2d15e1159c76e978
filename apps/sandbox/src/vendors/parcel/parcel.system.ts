import type { SandboxRecord, SimulatedSystem } from '../../world/simulated-system';
import type { World } from '../../world/world';
import { faultBody } from './answers';
import { routes } from './routes';
import { depotOf, type Shipment, type ShipmentState } from './state';
import { move, onTimer } from './walk';

/** "Parcel World", the demo international courier: a plain JSON API without a connector of its own. */
export const parcelSystem: SimulatedSystem = {
  slug: 'parcel',
  name: 'Parcel World (demo courier)',
  routes,
  records: (world, type) => {
    if (type !== undefined && type !== 'shipment') return [];
    return Object.values(depotOf(world).shipments).map(recordOf);
  },
  onTimer,
  advance,
  errorBody: faultBody,
};

function orderOf(reference: string): string {
  return reference.replace(/-F\d+.*$/, '');
}

function recordOf(shipment: Shipment): SandboxRecord {
  const { shipmentId, customerReference, ...fields } = shipment;
  return { type: 'shipment', id: shipmentId, reference: orderOf(customerReference), customerReference, ...fields };
}

// The states on the way to the one that is asked for.
const WAY: Readonly<Record<string, readonly ShipmentState[]>> = {
  confirm: ['CONFIRMED'],
  collect: ['CONFIRMED', 'COLLECTED'],
  deliver: ['CONFIRMED', 'COLLECTED', 'DELIVERED'],
  return: ['CONFIRMED', 'COLLECTED', 'RETURNED'],
};

/** `{action: 'confirm' | 'collect' | 'deliver' | 'return', reference?}`; the reference is the order's or the shipment's. */
function advance(world: World, body: Record<string, unknown>): unknown {
  const wanted = body.reference;
  const way = (typeof body.action === 'string' ? WAY[body.action] : undefined) ?? [];
  const matching = Object.values(depotOf(world).shipments).filter(
    ({ customerReference }) =>
      wanted === undefined || wanted === customerReference || wanted === orderOf(customerReference),
  );
  const moved = matching.filter((shipment) => way.map((state) => move(world, shipment, state)).includes(true));
  return { moved: moved.length };
}
