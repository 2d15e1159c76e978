import type { FastifyInstance, FastifyReply } from 'fastify';
import type { World } from '../../world/world';
import { inOrganization, mine, organizationId } from './access';
import { invalidAction, languageOf, NOT_FOUND, refuse, validationFailed } from './answers';
import { complaintsAbout, SERVICES, type Rules } from './shipment-validation';
import { stateOf, store, type Party, type Shipment } from './state';
import { arm, beforeConfirmed, buy, moveTo, priceOf } from './walk';
import { filtered, type ListQuery } from './shipment-list';
import { restTime } from './warsaw';

type Json = Record<string, unknown>;

interface ByOrganization {
  Params: { organization: string };
  Body: Json | null;
  Querystring: ListQuery;
}

interface ById {
  Params: { id: string };
  Body: Json | null;
}

export function shipmentRoutes(app: FastifyInstance, world: World): void {
  app.post<ByOrganization>('/v1/organizations/:organization/shipments', async (request, reply) => {
    if (!inOrganization(world, request, reply)) return reply;
    const complaints = complaintsAbout(request.body, rulesOf(world));
    if (complaints.length > 0) return refuse(reply, validationFailed(complaints, languageOf(request)));
    const shipment = created(world, request.body ?? {});
    return reply.code(201).send(answer(shipment, request.hostname));
  });
  app.get<ByOrganization>('/v1/organizations/:organization/shipments', async (request, reply) => {
    if (!inOrganization(world, request, reply)) return reply;
    const page = filtered(stateOf(world), request.query, world.setting('looseSearch', false));
    return {
      href: `https://${request.hostname}${request.url}`,
      ...page,
      items: page.items.map((shipment) => answer(shipment, request.hostname)),
    };
  });
  app.post<ByOrganization>('/v1/organizations/:organization/shipments/calculate', async (request, reply) => {
    if (!inOrganization(world, request, reply)) return reply;
    const asked = request.body?.shipments;
    const list: Json[] = Array.isArray(asked) ? (asked as Json[]) : [];
    const complaints = list.flatMap((body) => complaintsAbout(body, rulesOf(world)));
    if (complaints.length > 0) return refuse(reply, validationFailed(complaints, languageOf(request)));
    return list.map((body, index) => ({
      id: body.id ?? String(index),
      calculated_charge_amount: priceOf(String(body.service)).toFixed(2),
    }));
  });
  oneShipment(app, world);
}

function oneShipment(app: FastifyInstance, world: World): void {
  app.get<ById>('/v1/shipments/:id', async (request, reply) => {
    const shipment = mine(world, request, reply);
    return shipment === null ? reply : answer(shipment, request.hostname);
  });
  app.delete<ById>('/v1/shipments/:id', async (request, reply) => {
    const shipment = mine(world, request, reply);
    if (shipment === null) return reply;
    if (!beforeConfirmed(shipment)) return refuse(reply, invalidAction('cancel', shipment.status));
    moveTo(world, shipment, 'canceled');
    return reply.code(204).send();
  });
  app.post<ById>('/v1/shipments/:id/select_offer', async (request, reply) => {
    const shipment = mine(world, request, reply);
    if (shipment === null) return reply;
    if (shipment.status !== 'offers_prepared') return refuse(reply, invalidAction('select_offer', shipment.status));
    if (!offered(shipment, request.body)) return refuse(reply, NOT_FOUND);
    moveTo(world, shipment, 'offer_selected');
    return answer(shipment, request.hostname);
  });
  app.post<ById>('/v1/shipments/:id/buy', async (request, reply) =>
    buyOffer(world, mine(world, request, reply), request, reply),
  );
}

function buyOffer(
  world: World,
  shipment: Shipment | null,
  request: { body: Json | null; hostname: string },
  reply: FastifyReply,
): FastifyReply {
  if (shipment === null) return reply;
  if (shipment.status !== 'offer_selected') return refuse(reply, invalidAction('buy', shipment.status));
  if (!offered(shipment, request.body)) return refuse(reply, NOT_FOUND);
  buy(world, shipment);
  return reply.send(answer(shipment, request.hostname));
}

const offered = (shipment: Shipment, body: Json | null): boolean =>
  shipment.offers.some((offer) => offer.id === Number(body?.offer_id));

function rulesOf(world: World): Rules {
  return {
    services: world.setting<readonly string[]>('services', SERVICES),
    insuranceCoversCod: world.setting('insuranceCoversCod', true),
  };
}

function created(world: World, body: Json): Shipment {
  const state = stateOf(world);
  const at = restTime(world.now());
  const shipment: Shipment = {
    id: state.nextShipment++,
    organization_id: organizationId(world),
    status: 'created',
    tracking_number: null,
    service: String(body.service),
    reference: text(body.reference),
    external_customer_id: text(body.external_customer_id),
    comments: text(body.comments),
    receiver: party(body.receiver),
    parcels: parcels(state.nextRow, body.parcels),
    custom_attributes: (body.custom_attributes ?? {}) as Record<string, string>,
    cod: (body.cod ?? null) as Shipment['cod'],
    insurance: (body.insurance ?? null) as Shipment['insurance'],
    additional_services: (body.additional_services ?? []) as string[],
    only_choice_of_offer: body.only_choice_of_offer === true,
    offers: [],
    selected_offer: null,
    transactions: [],
    history: [{ status: 'created', datetime: at }],
    created_at: at,
    updated_at: at,
  };
  state.nextRow += shipment.parcels.length;
  store(state, shipment);
  arm(world, shipment);
  return shipment;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function party(given: unknown): Party {
  const from = (given ?? {}) as Json;
  return {
    company_name: text(from.company_name),
    first_name: text(from.first_name),
    last_name: text(from.last_name),
    email: text(from.email),
    phone: text(from.phone),
    address: (from.address ?? null) as Party['address'],
  };
}

function parcels(firstId: number, given: unknown): Json[] {
  const list = (Array.isArray(given) ? given : [given]) as Json[];
  return list.map((parcel, index) => ({
    is_non_standard: false,
    ...parcel,
    id: firstId + index,
    tracking_number: null,
  }));
}

const OURS = new Set(['history', 'organization_id', 'only_choice_of_offer']);

/** A shipment as the vendor answers it: without what only the simulator needs. */
export function answer(shipment: Shipment, host: string): Json {
  const told = Object.entries(shipment).filter(([field]) => !OURS.has(field));
  return { href: `https://${host}/v1/shipments/${shipment.id}`, ...Object.fromEntries(told) };
}
