import { planShipments, type ShipmentRequest } from '@crossdock/canonical';
import {
  RejectedByVendorError,
  type CreatedShipment,
  type RemoteRecord,
  type ShipmentSnapshot,
} from '@crossdock/connector-kit';
import type { RowStatement, Sql } from '@crossdock/flow-engine';
import type { OrderFact } from '../../../orders/order-fact';
import type { ShipmentProgress } from '../../../orders/order-progress';
import { pollPause, portOf } from '../../step-ports';
import {
  DAY_MS,
  HOUR_MS,
  made,
  MINUTE_MS,
  parcelOf,
  parcels,
  STEPS,
  type OrderCall,
  type OrderOutcome,
  type OrderStep,
} from '../order-step';

export const createShipment: OrderStep = {
  name: STEPS.createShipment,
  kind: 'command',
  port: 'carrier',
  after: [STEPS.awaitPacking],
  phase: 'forward',
  items: (subject) => parcels(subject, () => true),
  find: async (call) => {
    const found = await portOf(call, 'carrier').findShipment(parcelOf(call).shipment.reference);
    return found === null ? null : created(found);
  },
  execute: async (call) =>
    createdNow(call, await portOf(call, 'carrier').createShipment(shipmentRequest(call), { key: call.idempotencyKey })),
  bind: (_call, id, number) => created({ id, number }),
};

/** With the waybill, the state and the label that the courier gave at once, when it did. */
function createdNow(call: OrderCall, shipment: CreatedShipment): OrderOutcome {
  const { state, waybill = null, trackingUrl = null, events = [], label = null } = shipment;
  if (state === undefined || waybill === null) return created(shipment);
  const changed: OrderFact = { type: 'shipment-changed', state, waybill, trackingUrl, events };
  if (label === null) return created(shipment, [changed]);
  const { reference } = parcelOf(call).shipment;
  return {
    ...created(shipment, [changed, { type: 'label-stored', format: label.format }]),
    effect: async (sql) => storeLabel(sql, call.subject.id, reference, label),
  };
}

type Done = Extract<OrderOutcome, { kind: 'done' }>;

function created({ id, number = null }: RemoteRecord, more: readonly OrderFact[] = []): Done {
  return { kind: 'done', facts: [{ type: 'shipment-created', id, number }, ...more], result: { id, number } };
}

/** The same plan as when the parcel was planned, so the same parcel. */
function shipmentRequest(call: OrderCall): ShipmentRequest {
  const { fulfilment, shipment } = parcelOf(call);
  const { order, progress } = call.subject;
  const perShipment = progress.routes.packagesPerShipment;
  const options = perShipment === null ? {} : { packagesPerShipment: perShipment };
  const planned = planShipments(order, fulfilment.fulfilment, fulfilment.packages, options);
  const request = planned.find((candidate) => candidate.reference === shipment.reference);
  if (request === undefined) throw new Error(`No plan has the parcel ${shipment.reference}.`);
  return request;
}

/** The courier gives waybill and label in its own time. */
export const awaitLabel: OrderStep = {
  name: STEPS.awaitLabel,
  kind: 'wait',
  port: 'carrier',
  after: [STEPS.createShipment],
  phase: 'forward',
  giveUpAfterMs: 2 * DAY_MS,
  items: (subject) => parcels(subject, (shipment) => shipment.remote !== null && !shipment.labelStored),
  execute: async (call) => {
    const { record, known, snapshot } = await readShipment(call);
    const label = snapshot.waybill === null ? null : await portOf(call, 'carrier').readLabel(record, 'pdf');
    const facts = newer(known, snapshot);
    if (label === null) {
      return waiting(call, record, facts, 'Waiting for the courier to give waybill and label.', MINUTE_MS);
    }
    const effect = async (sql: Sql): Promise<void> => storeLabel(sql, call.subject.id, known.reference, label);
    return { kind: 'done', facts: [...facts, { type: 'label-stored', format: label.format }], effect };
  },
};

const LABELS: RowStatement = {
  text: `insert into shipment_label (order_id, shipment, format, content)
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[]) on conflict do nothing`,
  columns: 4,
  key: [0, 1, 2],
};

async function storeLabel(
  sql: Sql,
  orderId: string,
  shipment: string,
  label: { readonly format: string; readonly content: Uint8Array },
): Promise<void> {
  await sql.store(LABELS, [orderId, shipment, label.format, Buffer.from(label.content)]);
}

const ON_ITS_WAY: readonly ShipmentProgress['state'][] = ['shipped', 'delivered', 'returned', 'exception'];
const AT_ITS_END: readonly ShipmentProgress['state'][] = ['delivered', 'returned'];

export const awaitCollection: OrderStep = {
  name: STEPS.awaitCollection,
  kind: 'wait',
  port: 'carrier',
  after: [STEPS.awaitLabel],
  phase: 'forward',
  giveUpAfterMs: 7 * DAY_MS,
  items: (subject) => parcels(subject, (shipment) => shipment.labelStored && !ON_ITS_WAY.includes(shipment.state)),
  execute: async (call) => {
    const { record, known, snapshot } = await readShipment(call);
    const facts = newer(known, snapshot);
    if (ON_ITS_WAY.includes(snapshot.state)) return { kind: 'done', facts };
    return waiting(call, record, facts, 'Waiting for the courier to collect the parcel.', 10 * MINUTE_MS);
  },
};

export const awaitDelivery: OrderStep = {
  name: STEPS.awaitDelivery,
  kind: 'wait',
  port: 'carrier',
  after: [STEPS.awaitCollection],
  phase: 'forward',
  giveUpAfterMs: 45 * DAY_MS,
  items: (subject) =>
    parcels(subject, (shipment) => ON_ITS_WAY.includes(shipment.state) && !AT_ITS_END.includes(shipment.state)),
  execute: async (call) => {
    const { record, known, snapshot } = await readShipment(call);
    const facts = newer(known, snapshot);
    if (AT_ITS_END.includes(snapshot.state)) return { kind: 'done', facts };
    const pause = pollPause(call.round, 5 * MINUTE_MS, 6 * HOUR_MS);
    return waiting(call, record, facts, 'The parcel is on its way.', 6 * HOUR_MS, pause);
  },
};

/** A label that was printed for nothing costs little: a courier that refuses does not stop the cancellation. */
export const cancelShipment: OrderStep = {
  name: STEPS.cancelShipment,
  kind: 'state',
  port: 'carrier',
  after: [STEPS.cancelFulfilment],
  phase: 'undo',
  items: (subject) => parcels(subject, (shipment) => shipment.remote !== null),
  execute: async (call) => {
    const { shipment } = parcelOf(call);
    const { id, number } = made(shipment.remote);
    const result = await portOf(call, 'carrier').cancelShipment({ id, number });
    if (result.cancelled) return { kind: 'done', facts: [{ type: 'shipment-cancelled' }] };
    return { kind: 'done', facts: [{ type: 'not-undone', what: 'shipment', reason: result.reason }] };
  },
};

interface Reading {
  readonly record: RemoteRecord;
  readonly known: ShipmentProgress;
  readonly snapshot: ShipmentSnapshot;
}

async function readShipment(call: OrderCall): Promise<Reading> {
  const known = parcelOf(call).shipment;
  const { id, number } = made(known.remote);
  const record = { id, number };
  const snapshot = await portOf(call, 'carrier').readShipment(record);
  if (snapshot.state === 'cancelled' || (snapshot.problem != null && snapshot.waybill === null)) {
    throw new RejectedByVendorError({
      code: 'shipment.refused',
      summary: `The courier does not carry ${known.reference}: ${snapshot.problem ?? 'it was cancelled there'}`,
      fix: 'Mend the address or the parcel with the courier, then retry; or cancel the order.',
    });
  }
  return { record, known, snapshot };
}

/** What the courier says now, when it is more than we know. */
function newer(known: ShipmentProgress, snapshot: ShipmentSnapshot): OrderFact[] {
  const same =
    known.state === snapshot.state &&
    known.waybill === snapshot.waybill &&
    known.events.length === snapshot.events.length &&
    known.trackingUrl === snapshot.trackingUrl;
  if (same) return [];
  const { state, waybill, trackingUrl, events } = snapshot;
  return [{ type: 'shipment-changed', state, waybill, trackingUrl, events }];
}

function waiting(
  call: OrderCall,
  record: RemoteRecord,
  facts: readonly OrderFact[],
  note: string,
  longestMs: number,
  pollAfterMs = pollPause(call.round, 1_000, longestMs),
): OrderOutcome {
  return { kind: 'waiting', pollAfterMs, awaitKey: `${call.item.connectionId}/shipment/${record.id}`, note, facts };
}
