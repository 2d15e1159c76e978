import type { FaultKind } from '../../control/faults';
import type { SandboxRecord, SimulatedSystem } from '../../world/simulated-system';
import type { World } from '../../world/world';
import { advance } from './advance';
import { RATE_LIMIT, SERVER_ERROR } from './answers';
import { authRoutes } from './routes-auth';
import { commandRoutes, runCommand } from './routes-commands';
import { finishEdit, offerRoutes } from './routes-offers';
import { orderRoutes } from './routes-orders';
import { shipmentRoutes } from './routes-shipments';
import { stateOf, type Command, type Offer, type OrderForm } from './state';

function orderRecord(form: OrderForm): SandboxRecord {
  const { id, createdAt, status, revision, fulfillmentStatus, total, payment, delivery, shipments, lines } = form;
  return {
    type: 'order',
    id,
    reference: id,
    createdAt,
    status,
    revision,
    fulfillmentStatus,
    total,
    paymentType: payment?.type ?? null,
    deliveryMethod: delivery?.method ?? null,
    lines: lines.map(({ id: lineId, offerId, external, quantity }) => ({
      id: lineId,
      offerId,
      sku: external,
      quantity,
    })),
    shipments,
  };
}

function shipmentRecords({ id: orderId, shipments }: OrderForm): SandboxRecord[] {
  return shipments.map((shipment) => ({ type: 'shipment', reference: orderId, ...shipment }));
}

function offerRecord(offer: Offer): SandboxRecord {
  const { id, createdAt, external, name, available, sold, price, status, endedBy } = offer;
  return {
    type: 'offer',
    id,
    reference: null,
    createdAt,
    sku: external,
    name,
    available,
    sold,
    price,
    status,
    endedBy,
  };
}

function commandRecord({ id, kind, change, tasks, createdAt, completedAt }: Command): SandboxRecord {
  return { type: 'command', id, reference: null, createdAt, kind, change, tasks, completedAt };
}

function records(world: World, type: string | undefined): SandboxRecord[] {
  const { forms, offers, commands } = stateOf(world);
  const wanted = (kind: string): boolean => type === undefined || type === kind;
  return [
    ...(wanted('order') ? Object.values(forms).map(orderRecord) : []),
    ...(wanted('shipment') ? Object.values(forms).flatMap(shipmentRecords) : []),
    ...(wanted('offer') ? Object.values(offers).map(offerRecord) : []),
    ...(wanted('command') ? Object.values(commands).map(commandRecord) : []),
  ];
}

const VENDOR_FAULTS: Partial<Record<FaultKind, unknown>> = {
  auth: { error: 'invalid_token', error_description: 'Access token expired: eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9' },
  'http-500': { errors: [SERVER_ERROR] },
  'http-429': { errors: [RATE_LIMIT] },
};

/** Allegro REST API, media type public.v1 (marketplace). */
export const allegroSystem: SimulatedSystem = {
  slug: 'allegro',
  name: 'Allegro',
  routes: (app, world) => {
    authRoutes(app, world);
    orderRoutes(app, world);
    shipmentRoutes(app, world);
    offerRoutes(app, world);
    commandRoutes(app, world);
  },
  records,
  onTimer: (world, kind, payload) => {
    if (kind === 'command') runCommand(world, String(payload.key));
    if (kind === 'offer-edited') finishEdit(world, String(payload.id));
  },
  advance,
  errorBody: (kind) => VENDOR_FAULTS[kind],
};
