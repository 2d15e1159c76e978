import type { FastifyInstance } from 'fastify';
import type { World } from '../../world/world';
import { inOrganization } from './access';
import { NOT_FOUND, refuse } from './answers';
import { distanceMetres, pointNamed, POINTS, type Point } from './points';
import { SENDING_METHODS, SERVICES } from './shipment-validation';
import { stateOf, type Shipment } from './state';
import { STATUSES } from './statuses';

type Json = Record<string, unknown>;
type Query = Record<string, string | undefined>;

/** What the vendor tells anybody, and the organization. */
export function publicRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Querystring: Query }>('/v1/points', async (request) => pointPage(request.query, request.hostname));
  app.get<{ Params: { name: string } }>('/v1/points/:name', async (request, reply) => {
    const point = pointNamed(request.params.name);
    return point === null ? refuse(reply, NOT_FOUND) : pointAnswer(point, null, request.hostname);
  });
  app.get<{ Params: { number: string } }>('/v1/tracking/:number', async (request, reply) => {
    const { byWaybill, shipments } = stateOf(world);
    const shipment = shipments[String(byWaybill[request.params.number])];
    // The vendor's own sandbox has no public tracking; the production host has.
    if (shipment === undefined || !world.setting<boolean>('publicTracking', true)) return refuse(reply, NOT_FOUND);
    return tracking(shipment);
  });
  app.get('/v1/statuses', async (request) => ({
    href: `https://${request.hostname}/v1/statuses`,
    items: Object.entries(STATUSES).map(([name, title]) => ({ name, title, description: title })),
  }));
  app.get('/v1/services', async () =>
    SERVICES.map((id) => ({ id, name: id, description: id, additional_services: [] })),
  );
  app.get('/v1/sending_methods', async (request) => ({
    href: `https://${request.hostname}/v1/sending_methods`,
    items: SENDING_METHODS.map((id) => ({ id, name: id, description: id })),
  }));
  app.get<{ Params: { organization: string } }>('/v1/organizations/:organization', async (request, reply) => {
    if (!inOrganization(world, request, reply)) return reply;
    return {
      href: `https://${request.hostname}/v1/organizations/${request.params.organization}`,
      id: Number(request.params.organization),
      owner_id: 1,
      name: 'Sklep Demo Sp. z o.o.',
      tax_id: '5252344078',
      services: world.setting<readonly string[]>('services', SERVICES),
      carriers: ['inpost'],
      created_at: '2024-01-02T09:00:00.000+01:00',
      updated_at: '2024-01-02T09:00:00.000+01:00',
    };
  });
}

function pointPage(query: Query, host: string): Json {
  const near = placeOf(query.relative_point);
  const withDistance = POINTS.map((point) => ({
    point,
    distance: near === null ? null : distanceMetres(point, near.latitude, near.longitude),
  }));
  const found = withDistance.filter(({ point, distance }) => wanted(point, query) && closeEnough(distance, query));
  if (near !== null) found.sort((first, second) => (first.distance ?? 0) - (second.distance ?? 0));
  const page = Math.max(1, Number(query.page ?? 1) || 1);
  const perPage = Math.max(1, Number(query.per_page ?? 25) || 25);
  return {
    href: `https://${host}/v1/points`,
    count: found.length,
    page,
    per_page: perPage,
    total_pages: Math.max(1, Math.ceil(found.length / perPage)),
    items: found
      .slice((page - 1) * perPage, page * perPage)
      .map(({ point, distance }) => pointAnswer(point, distance, host)),
  };
}

function wanted(point: Point, query: Query): boolean {
  const same: readonly (readonly [string, string])[] = [
    ['type', point.type],
    ['city', point.city],
    ['post_code', point.postCode],
    ['name', point.name],
    ['province', point.province],
    ['payment_available', String(point.payment)],
  ];
  return same.every(([name, value]) => {
    const asked = query[name];
    return asked === undefined || asked.split(',').some((word) => word.toLowerCase() === value.toLowerCase());
  });
}

function closeEnough(distance: number | null, query: Query): boolean {
  const limit = query.max_distance;
  return distance === null || limit === undefined || distance <= Number(limit);
}

function placeOf(text: string | undefined): { latitude: number; longitude: number } | null {
  const [latitude, longitude] = (text ?? '').split(',').map(Number);
  if (latitude === undefined || longitude === undefined || Number.isNaN(latitude) || Number.isNaN(longitude))
    return null;
  return { latitude, longitude };
}

function pointAnswer(point: Point, distance: number | null, host: string): Json {
  return {
    href: `https://${host}/v1/points/${point.name}`,
    name: point.name,
    type: [point.type],
    status: point.operating ? 'Operating' : 'NonOperating',
    location: { latitude: point.latitude, longitude: point.longitude },
    location_type: 'Outdoor',
    location_description: 'Przy sklepie',
    distance,
    opening_hours: '24/7',
    address: { line1: `${point.street} ${point.building}`, line2: `${point.postCode} ${point.city}` },
    address_details: {
      city: point.city,
      province: point.province,
      post_code: point.postCode,
      street: point.street,
      building_number: point.building,
      flat_number: null,
    },
    functions: ['parcel', 'parcel_collect', 'parcel_send'],
    payment_available: point.payment,
    location_247: true,
  };
}

function tracking(shipment: Shipment): Json {
  return {
    tracking_number: shipment.tracking_number,
    type: shipment.service,
    service: shipment.service,
    status: shipment.status,
    custom_attributes: { target_machine_id: shipment.custom_attributes.target_point ?? null },
    created_at: shipment.created_at,
    updated_at: shipment.updated_at,
    // Newest first; what came before `confirmed` is not public.
    tracking_details: shipment.history
      .slice(shipment.history.findIndex(({ status }) => status === 'confirmed'))
      .reverse()
      .map(({ status, datetime }) => ({
        status,
        origin_status: status.slice(0, 3).toUpperCase(),
        agency: null,
        datetime,
      })),
  };
}
