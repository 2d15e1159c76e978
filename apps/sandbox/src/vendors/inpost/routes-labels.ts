import type { FastifyInstance, FastifyReply } from 'fastify';
import type { World } from '../../world/world';
import { inOrganization, mine } from './access';
import { invalidAction, invalidParameter, NO_TEMPLATE, NOT_FOUND, refuse } from './answers';
import { epl, pdf, zpl } from './printed';
import { isLocker, stateOf, type Shipment } from './state';
import { beforeConfirmed } from './walk';

interface LabelQuery {
  format?: string;
  type?: string;
  'shipment_ids[]'?: string | string[];
}

const FORMATS = ['Pdf', 'Zpl', 'Epl'];
const TYPES = ['normal', 'A6', 'dpi300'];
const MAX_SHIPMENTS = 100; // of one call (fact sheet, section 4)

export function labelRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Params: { id: string }; Querystring: LabelQuery }>('/v1/shipments/:id/label', async (request, reply) => {
    const shipment = mine(world, request, reply);
    return shipment === null ? reply : labels([shipment], request.query, reply);
  });
  app.get<{ Params: { organization: string }; Querystring: LabelQuery }>(
    '/v1/organizations/:organization/shipments/labels',
    async (request, reply) => {
      if (!inOrganization(world, request, reply)) return reply;
      const chosen = chosenShipments(world, request.query, reply);
      return chosen === null ? reply : labels(chosen, request.query, reply);
    },
  );
  app.get<{ Params: { organization: string }; Querystring: LabelQuery }>(
    '/v1/organizations/:organization/dispatch_orders/printouts',
    async (request, reply) => {
      if (!inOrganization(world, request, reply)) return reply;
      const chosen = chosenShipments(world, request.query, reply);
      return chosen === null ? reply : printout(chosen, request.query, reply);
    },
  );
}

function chosenShipments(world: World, query: LabelQuery, reply: FastifyReply): Shipment[] | null {
  const ids = [query['shipment_ids[]'] ?? []].flat();
  if (ids.length === 0 || ids.length > MAX_SHIPMENTS) {
    refuse(reply, invalidParameter('shipment_ids'));
    return null;
  }
  const { shipments } = stateOf(world);
  const found = ids.flatMap((id) => shipments[id] ?? []);
  if (found.length === ids.length) return found;
  refuse(reply, NOT_FOUND);
  return null;
}

function labels(shipments: readonly Shipment[], query: LabelQuery, reply: FastifyReply): FastifyReply {
  const { format = 'Pdf', type = 'normal' } = query;
  if (!FORMATS.includes(format)) return refuse(reply, invalidParameter('format'));
  if (!TYPES.includes(type)) return refuse(reply, invalidParameter('type'));
  const early = shipments.find(hasNoLabel);
  if (early !== undefined) return refuse(reply, invalidAction('get_label', early.status));
  const courier = shipments.some(isCourier);
  const onlyLockerZpl = courier || format !== 'Zpl';
  if (type === 'dpi300' && onlyLockerZpl) return refuse(reply, NO_TEMPLATE);
  return sendLabels(shipments, format, courier ? 'A6' : sizeOf(type), reply); // courier labels are A6 whatever was asked
}

const sizeOf = (type: string): 'A4' | 'A6' => (type === 'A6' ? 'A6' : 'A4');
const isCourier = ({ service }: Shipment): boolean => !isLocker(service);
const hasNoLabel = (shipment: Shipment): boolean => beforeConfirmed(shipment) || shipment.status === 'canceled';

function sendLabels(
  shipments: readonly Shipment[],
  format: string,
  size: 'A4' | 'A6',
  reply: FastifyReply,
): FastifyReply {
  if (format === 'Pdf') {
    return reply.header('content-type', 'application/pdf').send(pdf(shipments.map(labelLines), size));
  }
  const print = format === 'Zpl' ? zpl : epl;
  const printed = shipments.map((shipment) => print(labelLines(shipment), shipment.tracking_number ?? ''));
  return reply.header('content-type', 'application/octet-stream').send(Buffer.concat(printed));
}

function labelLines(shipment: Shipment): string[] {
  const { receiver, custom_attributes: attributes } = shipment;
  const name = receiver.company_name ?? [receiver.first_name, receiver.last_name].filter(Boolean).join(' ');
  return [
    'InPost (simulated)',
    shipment.service,
    shipment.tracking_number ?? '',
    `To: ${name}`,
    attributes.target_point ?? `${receiver.address?.post_code ?? ''} ${receiver.address?.city ?? ''}`,
    `Ref: ${shipment.reference ?? ''}`,
    ...(shipment.cod === null ? [] : [`COD ${shipment.cod.amount.toFixed(2)} ${shipment.cod.currency}`]),
  ];
}

function printout(shipments: readonly Shipment[], query: LabelQuery, reply: FastifyReply): FastifyReply {
  if ((query.format ?? 'Pdf') !== 'Pdf') return refuse(reply, invalidParameter('format'));
  const early = shipments.find(hasNoLabel);
  if (early !== undefined) return refuse(reply, invalidAction('get_printout', early.status));
  const lines = shipments.map(({ tracking_number: waybill, reference }) => `${waybill ?? ''}  ${reference ?? ''}`);
  return reply
    .header('content-type', 'application/pdf')
    .send(pdf([['Hand-over list (simulated)', `Parcels: ${shipments.length}`, ...lines]], 'A4'));
}
