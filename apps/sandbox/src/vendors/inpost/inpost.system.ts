import type { SandboxRecord, SimulatedSystem } from '../../world/simulated-system';
import type { World } from '../../world/world';
import { advance } from './advance';
import { refuse, NOT_FOUND, UNAUTHORIZED } from './answers';
import { labelRoutes } from './routes-labels';
import { publicRoutes } from './routes-public';
import { shipmentRoutes } from './routes-shipments';
import { stateOf, type Shipment } from './state';
import { step } from './walk';

const VENDOR_FAULTS: Readonly<Record<string, unknown>> = {
  auth: UNAUTHORIZED,
  'http-429': { status: 429, error: 'too_many_requests', message: 'Too many requests.', details: {} },
  'http-500': { status: 500, error: 'internal_server_error', message: 'Something went wrong.', details: {} },
};

/** The order number: what was printed, or our external id without its tail (`1001-F1-S1` is of order `1001`). */
function orderOf(shipment: Shipment): string | null {
  return shipment.reference ?? shipment.external_customer_id?.replace(/-F\d+(-S\d+)?$/, '') ?? null;
}

function recordOf(shipment: Shipment): SandboxRecord {
  return {
    type: 'shipment',
    id: String(shipment.id),
    reference: orderOf(shipment),
    createdAt: shipment.created_at,
    status: shipment.status,
    externalCustomerId: shipment.external_customer_id,
    waybill: shipment.tracking_number,
    service: shipment.service,
    targetPoint: shipment.custom_attributes.target_point ?? null,
    receiver: shipment.receiver,
    parcels: shipment.parcels,
    cashOnDelivery: shipment.cod,
    insurance: shipment.insurance,
  };
}

/** InPost ShipX (parcel lockers and courier, Poland). */
export const inpostSystem: SimulatedSystem = {
  slug: 'inpost',
  name: 'InPost',
  routes: (app, world) => {
    app.setNotFoundHandler((_request, reply) => refuse(reply, NOT_FOUND));
    shipmentRoutes(app, world);
    labelRoutes(app, world);
    publicRoutes(app, world);
  },
  records: (world: World, type) =>
    type === undefined || type === 'shipment' ? Object.values(stateOf(world).shipments).map(recordOf) : [],
  onTimer: (world, kind, payload) => {
    if (kind === 'step') step(world, payload);
  },
  advance,
  errorBody: (kind) => VENDOR_FAULTS[kind],
};
