import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { World } from '../../world/world';
import { admitted } from './access';
import { answer, apiError, listOr, objectOr, offerNotFound, refuse, textOr, type Json } from './answers';
import { addOffer, entry, setAvailable, stateOf, type Offer, type Price } from './state';
import { offerComplaint } from './offer-validation';

const MOST_IDS = 100;
const MOST_OFFERS = 1_000;

interface OfferQuery {
  'external.id'?: string | string[];
  'offer.id'?: string | string[];
  limit?: string;
  offset?: string;
}

export function offerRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Querystring: OfferQuery }>('/sale/offers', async (request, reply) => {
    if (!admitted(world, request, reply)) return reply;
    const { limit = '20', offset = '0' } = request.query;
    const external = [request.query['external.id'] ?? []].flat();
    if (external.length > MOST_IDS || external.some((id) => id.length > MOST_IDS)) {
      return refuse(reply, 400, apiError('VALIDATION_ERROR', 'size must be between 0 and 100', 'external.id'));
    }
    if (!(Number(limit) >= 1 && Number(limit) <= MOST_OFFERS)) {
      return refuse(reply, 400, apiError('VALIDATION_ERROR', 'must be between 1 and 1000', 'limit'));
    }
    const all = matching(world, external, [request.query['offer.id'] ?? []].flat());
    const page = all.slice(Number(offset), Number(offset) + Number(limit));
    return answer(reply, 200, { offers: page.map(listView), count: page.length, totalCount: all.length });
  });
  writeRoutes(app, world);
}

function matching(world: World, external: readonly string[], ids: readonly string[]): Offer[] {
  const { offers, offersByExternal } = stateOf(world);
  const byExternal = external.flatMap((id) => entry(offersByExternal, id) ?? []);
  if (external.length > 0) {
    const wanted = ids.length > 0 ? byExternal.filter((id) => ids.includes(id)) : byExternal;
    return [...new Set(wanted)].flatMap((id) => entry(offers, id) ?? []);
  }
  return ids.length > 0 ? [...new Set(ids)].flatMap((id) => entry(offers, id) ?? []) : Object.values(offers);
}

function listView(offer: Offer): Json {
  const { id, name, external, available, sold, price, status } = offer;
  return {
    id,
    name,
    category: { id: '257931' },
    primaryImage: null,
    sellingMode: { format: 'BUY_NOW', price, priceAutomation: null, minimalPrice: null, startingPrice: null },
    stock: { available, sold },
    publication: { status, startingAt: null, startedAt: offer.createdAt, endingAt: null, endedAt: null },
    external: external === null ? null : { id: external },
  };
}

function writeRoutes(app: FastifyInstance, world: World): void {
  app.post('/sale/product-offers', async (request, reply) => {
    if (!admitted(world, request, reply)) return reply;
    const body = objectOr(request.body);
    const complaint = offerComplaint(body, true);
    if (complaint !== null) return refuse(reply, 422, complaint);
    const offer = create(world, body);
    return answer(reply, 201, fullView(offer));
  });
  app.get<{ Params: { id: string } }>('/sale/product-offers/:id', async (request, reply) => {
    if (!admitted(world, request, reply)) return reply;
    const offer = entry(stateOf(world).offers, request.params.id);
    return offer === null ? refuse(reply, 404, offerNotFound(request.params.id)) : answer(reply, 200, fullView(offer));
  });
  app.get<{ Params: { id: string; operation: string } }>(
    '/sale/product-offers/:id/operations/:operation',
    async (request, reply) => {
      if (!admitted(world, request, reply)) return reply;
      const { id, operation } = request.params;
      const offer = entry(stateOf(world).offers, id);
      if (offer === null) return refuse(reply, 404, offerNotFound(id));
      if (!offer.editing) return reply.code(303).header('location', `/sale/product-offers/${id}`).send();
      return answer(reply, 202, { offer: { id }, operation: { id: operation, status: 'IN_PROGRESS' } });
    },
  );
  app.patch<{ Params: { id: string } }>('/sale/product-offers/:id', async (request, reply) => {
    if (!admitted(world, request, reply)) return reply;
    const offer = entry(stateOf(world).offers, request.params.id);
    if (offer === null) return refuse(reply, 404, offerNotFound(request.params.id));
    if (offer.editing) {
      const message = 'The previous edition of the offer is still being processed';
      return refuse(reply, 409, apiError('CONFLICT', message, null));
    }
    const body = objectOr(request.body);
    const complaint = offerComplaint(body, false);
    if (complaint !== null) return refuse(reply, 422, complaint);
    const finished = edit(world, offer, body);
    if (finished) return answer(reply, 200, fullView(offer));
    void reply.header('location', `/sale/product-offers/${offer.id}/operations/${randomUUID()}`);
    void reply.header('retry-after', '1');
    return answer(reply, 202, fullView(offer));
  });
}

function create(world: World, body: Json): Offer {
  const [element] = listOr(body.productSet);
  const product = objectOr(objectOr(element).product);
  const external = objectOr(body.external).id;
  return addOffer(world, stateOf(world), {
    external: typeof external === 'string' ? external : null,
    name: textOr(body.name, textOr(product.name, 'Oferta bez nazwy')),
    price: priceIn(body) ?? { amount: '0.00', currency: 'PLN' },
    available: Number(objectOr(body.stock).available),
    gtin: product.idType === 'GTIN' ? textOr(product.id, null) : null,
    status: objectOr(body.publication).status === 'INACTIVE' ? 'INACTIVE' : 'ACTIVE',
  });
}

function priceIn(body: Json): Price | null {
  const { amount, currency } = objectOr(objectOr(body.sellingMode).price);
  return typeof amount === 'string' && typeof currency === 'string' ? { amount, currency } : null;
}

/** False when Allegro has only accepted the edit: an offer whose stock becomes empty ends a little later. */
function edit(world: World, offer: Offer, body: Json): boolean {
  offer.name = textOr(body.name, offer.name);
  offer.price = priceIn(body) ?? offer.price;
  if (objectOr(body.publication).status === 'ENDED') Object.assign(offer, { status: 'ENDED', endedBy: 'USER' });
  const { available } = objectOr(body.stock);
  if (typeof available !== 'number') return true;
  const ends = available === 0 && (offer.status === 'ACTIVE' || offer.status === 'ACTIVATING');
  const delayMs = world.setting<number>('offerEditMs', 100);
  if (!ends || delayMs === 0) {
    setAvailable(offer, available);
    return true;
  }
  offer.available = 0;
  offer.editing = true;
  world.after(delayMs, 'offer-edited', { id: offer.id });
  return false;
}

export function finishEdit(world: World, id: string): void {
  const offer = entry(stateOf(world).offers, id);
  if (offer === null) return;
  offer.editing = false;
  setAvailable(offer, offer.available);
}

function fullView(offer: Offer): Json {
  const { id, name, external, available, price, status, endedBy, gtin } = offer;
  return {
    id,
    name,
    productSet: gtin === null ? [] : [{ quantity: { value: 1 }, product: { id: gtin } }],
    sellingMode: { format: 'BUY_NOW', price },
    stock: { available, unit: 'UNIT' },
    publication: { status, endedBy, endingAt: null, marketplaces: { base: { id: 'allegro-pl' }, additional: [] } },
    external: external === null ? null : { id: external },
    language: 'pl-PL',
    validation: { errors: [], warnings: [] },
    createdAt: offer.createdAt,
  };
}
