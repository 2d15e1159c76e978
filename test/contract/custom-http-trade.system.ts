import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxRecord, SimulatedSystem } from '../../apps/sandbox/src/world/simulated-system';
import type { World } from '../../apps/sandbox/src/world/world';

export const TOKEN = 'trade-access-token';
export const CLIENT = { id: 'trade-client', secret: 'trade-client-secret' };

type Fields = Record<string, unknown>;
interface Document extends Fields {
  readonly id: string;
  readonly kind: string;
  readonly ref: string;
  readonly createdAt: string;
}
interface Books {
  next: number;
  readonly documents: Record<string, Document>;
  /** `kind/ref` to the id. */
  readonly byRef: Record<string, string>;
  readonly events: { readonly no: number; readonly order: string }[];
  readonly offers: Record<string, number>;
}

const OFFERS = { 'MUG-1': 5, 'MUG-2': 6, 'TSHIRT-M': 7, 'LAMP-1': 8, 'DESK-1': 9 };

function booksOf(world: World): Books {
  return world.collection<Books>('books', () => ({
    next: 1,
    documents: {},
    byRef: {},
    events: [],
    offers: { ...OFFERS },
  }));
}

function add(world: World, kind: string, ref: string, fields: Fields): Document {
  const books = booksOf(world);
  const id = `${kind}-${books.next++}`;
  const document: Document = { ...fields, id, kind, ref, createdAt: world.now().toISOString() };
  books.documents[id] = document;
  books.byRef[`${kind}/${ref}`] = id;
  return document;
}

function byRef(world: World, kind: string, ref: unknown): Document | undefined {
  const books = booksOf(world);
  return books.documents[books.byRef[`${kind}/${String(ref)}`] ?? ''];
}

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const refuse = (reply: FastifyReply, status: number, code: string, field?: string): FastifyReply =>
  reply.code(status).send({ error: { code, text: `Refused: ${code}`, field } });

/** A firm's own program that is a shop, an ERP, a payment gateway and a stock list at once; it has no connector. */
export const tradeSystem: SimulatedSystem = {
  slug: 'trade',
  name: 'Trade',
  routes: (app, world) => {
    app.post('/oauth/token', async (request, reply) => {
      const form = fieldsOf(request.body);
      if (form.client_id !== CLIENT.id || form.client_secret !== CLIENT.secret) {
        return reply.code(401).send({ error: 'invalid_client' });
      }
      return { access_token: TOKEN, token_type: 'Bearer', expires_in: 3_600 };
    });
    app.addHook('onRequest', async (request, reply) => {
      if (request.url.endsWith('/oauth/token') || request.headers.authorization === `Bearer ${TOKEN}`) return;
      await refuse(reply, 401, 'UNAUTHORIZED');
    });
    channelRoutes(app, world);
    documentRoutes(app, world);
    gatewayRoutes(app, world);
    stockRoutes(app, world);
  },
  records,
  advance: (world, body) => advance(world, body),
  errorBody: (kind) => ({ error: { code: kind, text: `Simulated ${kind}` } }),
};

function records(world: World, type: string | undefined): SandboxRecord[] {
  const { documents, offers } = booksOf(world);
  const createdAt = world.now().toISOString();
  const listed = Object.entries(offers).map(([id, pieces]) => ({
    type: 'offer',
    id,
    reference: null,
    createdAt,
    pieces,
  }));
  const kept = Object.values(documents).map(({ kind, ref, ...fields }) => ({ ...fields, type: kind, reference: ref }));
  return [...kept, ...listed].filter((record) => type === undefined || record.type === type);
}

/** `{action: 'count', reference, pieces}` of an offer, `{action: 'refund'}` pays the refunds out, `{action: 'place', reference, order}`, `{action: 'change', reference, ...}`, `{action: 'pay', reference, amount, currency}`. */
function advance(world: World, { action, reference, ...fields }: Fields): unknown {
  const key = String(reference);
  const books = booksOf(world);
  if (action === 'count') return (books.offers[key] = Number(fields.pieces));
  if (action === 'refund') {
    const refunds = Object.values(books.documents).filter(({ kind }) => kind === 'refund');
    return refunds.map((refund) => Object.assign(refund, { state: 'DONE' }).id);
  }
  const known = byRef(world, action === 'pay' ? 'charge' : 'order', key);
  const document =
    known ??
    add(world, action === 'pay' ? 'charge' : 'order', key, {
      state: action === 'pay' ? 'WAITING' : 'PAID',
      version: 0,
    });
  Object.assign(document, fields);
  if (action === 'pay') return document;
  document.version = Number(document.version) + 1;
  books.events.push({ no: books.events.length + 1, order: key });
  return document;
}

function channelRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Querystring: { after?: string } }>('/events', async (request, reply) => {
    const { events } = booksOf(world);
    const after = Number(request.query.after ?? 0);
    if (!(after <= events.length)) return refuse(reply, 400, 'BAD_CURSOR', 'after');
    const page = events.slice(after, after + 2);
    return { events: page, last: after + page.length, more: after + page.length < events.length };
  });
  app.get<{ Params: { ref: string } }>('/orders/:ref', async (request, reply) => {
    return byRef(world, 'order', request.params.ref) ?? refuse(reply, 404, 'NOT_FOUND');
  });
  app.put<{ Params: { ref: string } }>('/orders/:ref/state', async (request, reply) => {
    const order = byRef(world, 'order', request.params.ref);
    if (order === undefined) return refuse(reply, 404, 'NOT_FOUND');
    Object.assign(order, { shopState: fieldsOf(request.body).state });
    return reply.code(204).send();
  });
}

/** Sales orders, payments in the books, refunds and parcels: `POST /{kind}` and `GET /{kind}?ref=`. */
function documentRoutes(app: FastifyInstance, world: World): void {
  app.post<{ Params: { kind: string } }>('/documents/:kind', async (request, reply) => {
    const { kind } = request.params;
    const { ref, ...fields } = fieldsOf(request.body);
    if (typeof ref !== 'string' || ref === '' || ref.length > 40) return refuse(reply, 422, 'INVALID', 'ref');
    if (byRef(world, kind, ref) !== undefined) return refuse(reply, 409, 'DUPLICATE', 'ref');
    return reply.code(201).send(add(world, kind, ref, { state: 'OPEN', ...fields }));
  });
  // Its search is by the beginning of the reference, as that of many systems.
  app.get<{ Params: { kind: string }; Querystring: { ref?: string } }>('/documents/:kind', async (request) => {
    const { documents, byRef: ids } = booksOf(world);
    const beginning = `${request.params.kind}/${request.query.ref ?? ''}`;
    return {
      found: Object.entries(ids)
        .filter(([key]) => key.startsWith(beginning))
        .map(([, id]) => documents[id]),
    };
  });
  app.get<{ Params: { id: string } }>('/document/:id', async (request, reply) => {
    return booksOf(world).documents[request.params.id] ?? refuse(reply, 404, 'NOT_FOUND');
  });
  app.post<{ Params: { id: string; action: string } }>('/document/:id/:action', async (request, reply) => {
    const document = booksOf(world).documents[request.params.id];
    if (document === undefined) return refuse(reply, 404, 'NOT_FOUND');
    if (request.params.action === 'cancel') {
      if (document.state === 'INVOICED') return refuse(reply, 409, 'INVOICED');
      return Object.assign(document, { state: 'CANCELLED' });
    }
    document.invoice ??= add(world, 'invoice', document.ref, { number: `FV/${document.ref}`, total: document.total });
    return Object.assign(document, { state: 'INVOICED' });
  });
}

function gatewayRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Params: { ref: string } }>('/charges/:ref', async (request, reply) => {
    return byRef(world, 'charge', request.params.ref) ?? refuse(reply, 404, 'NOT_FOUND');
  });
  app.post<{ Params: { ref: string } }>(
    '/charges/:ref/confirm',
    async (request: FastifyRequest<{ Params: { ref: string } }>, reply) => {
      const charge = byRef(world, 'charge', request.params.ref);
      const { amount, currency } = fieldsOf(request.body);
      if (charge === undefined) return refuse(reply, 404, 'NOT_FOUND');
      if (charge.amount !== amount || charge.currency !== currency) return refuse(reply, 422, 'AMOUNT', 'amount');
      return Object.assign(charge, { state: 'CONFIRMED' });
    },
  );
}

function stockRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Querystring: { page?: string } }>('/stock', async (request) => {
    const page = Number(request.query.page ?? 1);
    const levels = Object.entries(booksOf(world).offers).map(([sku, pieces]) => ({ sku, pieces }));
    return {
      levels: levels.slice((page - 1) * 2, page * 2),
      pages: Math.ceil(levels.length / 2),
      page,
      at: world.now(),
    };
  });
  // Each is answered for itself; what went wrong comes with a good status.
  app.post('/stock', async (request) => {
    const { offers } = booksOf(world);
    const items = fieldsOf(request.body).items;
    return {
      results: (Array.isArray(items) ? items : []).map((item: unknown) => {
        const { offer, pieces } = fieldsOf(item);
        if (typeof offer !== 'string' || offers[offer] === undefined) return { offer, problem: 'UNKNOWN_OFFER' };
        offers[offer] = Number(pieces);
        return { offer };
      }),
    };
  });
}
