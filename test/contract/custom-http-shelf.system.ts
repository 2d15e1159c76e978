import type { FastifyInstance } from 'fastify';
import type { SandboxRecord, SimulatedSystem } from '../../apps/sandbox/src/world/simulated-system';
import type { World } from '../../apps/sandbox/src/world/world';

export const LOGIN = { user: 'shelf-user', password: 'shelf-password' };
const BASIC = `Basic ${Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64')}`;

type Fields = Readonly<Record<string, unknown>>;
interface Row extends Fields {
  readonly id: string;
  readonly code: string;
  readonly createdAt: string;
}
type Rows = Record<string, Row>;
/** By kind, then by the caller's code. */
type Shelf = Record<'offer' | 'customer' | 'sale' | 'subscriber' | 'event', Rows>;
type Kind = keyof Shelf;

const CREATED_AT = '2026-03-02T09:00:00.000Z';
const PAGE = 2;
const LONGEST_CODE = 40;
const OFFERS = ['MUG-1', 'MUG-2', 'BOOK-7', 'LAMP-1', 'DESK-1'];

function shelfOf(world: World): Shelf {
  return world.collection<Shelf>('shelf', () => ({
    offer: Object.fromEntries(OFFERS.map((code, index) => [code, offer(code, index)])),
    customer: {},
    sale: {},
    subscriber: {},
    event: {},
  }));
}

function offer(code: string, index: number): Row {
  const fields = { title: `Towar „${code}” żółty`, price: 19.99 + index, vat: 23, pieces: 5 };
  return { id: `offer-${code}`, code, createdAt: CREATED_AT, ...fields };
}

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {});
const listOf = (body: unknown): Fields[] => {
  const { items } = fieldsOf(body);
  return Array.isArray(items) ? items.map(fieldsOf) : [];
};

function put(world: World, kind: Kind, fields: Fields): Row {
  const rows = shelfOf(world)[kind];
  const code = String(fields.code);
  const known = rows[code];
  const id = known?.id ?? `${kind}-${Object.keys(rows).length + 1}`;
  return (rows[code] = { ...known, ...fields, id, code, createdAt: known?.createdAt ?? world.now().toISOString() });
}

/** A small shop program: goods with prices, people, and what happened to them. It has no connector. */
export const shelfSystem: SimulatedSystem = {
  slug: 'shelf',
  name: 'Shelf',
  routes: (app, world) => {
    app.addHook('onRequest', async (request, reply) => {
      if (request.headers.authorization !== BASIC) await reply.code(401).send({ reason: 'Who are you?' });
    });
    goodsRoutes(app, world);
    bookRoutes(app, world);
  },
  records: (world, type) => Object.entries(shelfOf(world)).flatMap(([kind, rows]) => recordsOf(kind, rows, type)),
  errorBody: (kind) => ({ reason: `Simulated ${kind}` }),
};

function recordsOf(kind: string, rows: Rows, type: string | undefined): SandboxRecord[] {
  if (type !== undefined && type !== kind) return [];
  return Object.values(rows).map((row) => ({ ...row, type: kind, reference: row.code }));
}

function goodsRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Querystring: { from?: string } }>('/goods', async (request) => {
    const from = Number(request.query.from ?? 0);
    const goods = Object.values(shelfOf(world).offer);
    const next = from + PAGE < goods.length ? `/goods?from=${from + PAGE}` : null;
    return { goods: goods.slice(from, from + PAGE), next };
  });
  app.get<{ Querystring: { code?: string | string[] } }>('/offers', async (request) => {
    const rows = shelfOf(world).offer;
    return { offers: [request.query.code ?? []].flat().flatMap((code) => rows[code] ?? []) };
  });
  // Each is answered for itself.
  app.put('/offers', async (request) => ({
    done: listOf(request.body).map((fields) => put(world, 'offer', fields).code),
  }));
}

function bookRoutes(app: FastifyInstance, world: World): void {
  for (const kind of ['customer', 'sale', 'event'] as const) {
    app.post(`/${kind}s`, async (request, reply) => {
      const fields = fieldsOf(request.body);
      if (typeof fields.code !== 'string' || fields.code.length > LONGEST_CODE) {
        return reply.code(400).send({ reason: 'The code is too long.', where: 'code' });
      }
      return put(world, kind, fields);
    });
    // By the beginning of the code, as the search of many systems.
    app.get<{ Querystring: { code?: string } }>(`/${kind}s`, async ({ query }) => ({
      found: Object.values(shelfOf(world)[kind]).filter(({ code }) => code.startsWith(query.code ?? '')),
    }));
  }
  app.post('/subscribers', async (request) => ({
    done: listOf(request.body).map((fields) => put(world, 'subscriber', fields).code),
  }));
}
