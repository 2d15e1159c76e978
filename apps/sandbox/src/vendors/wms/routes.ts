import type { FastifyInstance, FastifyReply } from 'fastify';
import type { World } from '../../world/world';
import { answerError, errorOf } from './answers';
import { readDraft, type Draft } from './fulfilment-validation';
import { changedAfter, fulfilmentByReference, fulfilmentOf, warehouseOf, type Fulfilment } from './state';
import { cancel, startWalk } from './walk';

interface ById {
  Params: { id: string };
}

export function routes(app: FastifyInstance, world: World): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers['x-api-key'] === world.setting('apiKey', 'magazyn-demo-key')) return;
    await answerError(reply, 401, errorOf('UNAUTHORIZED', 'Unknown or missing API key.'));
  });
  app.setErrorHandler(async (error: { statusCode?: number; message: string }, _request, reply) => {
    return answerError(reply, error.statusCode ?? 500, errorOf('BAD_REQUEST', error.message));
  });
  app.setNotFoundHandler(async (_request, reply) => answerError(reply, 404, errorOf('NOT_FOUND', 'No such address.')));
  app.get('/ping', async () => ({ system: 'Magazyn', time: world.now().toISOString() }));
  fulfilmentRoutes(app, world);
  stockRoutes(app, world);
}

function fulfilmentRoutes(app: FastifyInstance, world: World): void {
  app.post('/fulfilments', async (request, reply) => {
    const read = readDraft(request.body);
    if ('error' in read) return answerError(reply, 422, read.error);
    const existing = fulfilmentByReference(world, read.draft.reference);
    if (existing !== undefined) {
      const message = `Reference ${read.draft.reference} is taken.`;
      return answerError(
        reply,
        409,
        errorOf('DUPLICATE_REFERENCE', message, { field: 'reference', existingId: existing.id }),
      );
    }
    return reply.code(201).send(accept(world, read.draft));
  });
  app.get<{ Querystring: { reference?: string } }>('/fulfilments', async (request) => {
    const found = fulfilmentByReference(world, request.query.reference ?? '');
    return { items: found === undefined ? [] : [found] };
  });
  app.get<ById>('/fulfilments/:id', async (request, reply) => {
    return fulfilmentOf(world, request.params.id) ?? unknownFulfilment(reply);
  });
  app.post<ById>('/fulfilments/:id/cancel', async (request, reply) => {
    const fulfilment = fulfilmentOf(world, request.params.id);
    if (fulfilment === undefined) return unknownFulfilment(reply);
    if (fulfilment.status === 'PACKED' || fulfilment.status === 'REFUSED') {
      const message = `The fulfilment is ${fulfilment.status.toLowerCase()} and cannot be cancelled any more.`;
      return answerError(reply, 409, errorOf('TOO_LATE', message));
    }
    if (fulfilment.status !== 'CANCELLED') cancel(world, fulfilment);
    return fulfilment;
  });
}

function accept(world: World, draft: Draft): Fulfilment {
  const warehouse = warehouseOf(world);
  const serial = String(warehouse.nextId++).padStart(6, '0');
  const now = world.now();
  const fulfilment: Fulfilment = {
    ...draft,
    id: `FUL-${serial}`,
    number: `WZ/${now.getUTCFullYear()}/${serial}`,
    createdAt: now.toISOString(),
    status: 'ACCEPTED',
    reason: null,
    packages: [],
  };
  warehouse.fulfilments[fulfilment.id] = fulfilment;
  warehouse.idByReference[fulfilment.reference] = fulfilment.id;
  startWalk(world, fulfilment.id);
  return fulfilment;
}

function unknownFulfilment(reply: FastifyReply): FastifyReply {
  return answerError(reply, 404, errorOf('NOT_FOUND', 'No such fulfilment.'));
}

const MOST_PER_PAGE = 500;

function stockRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Querystring: { after?: string; limit?: string } }>('/stock', async (request, reply) => {
    const after = Number(request.query.after ?? 0);
    const limit = Number(request.query.limit ?? 100);
    const { nextSequence } = warehouseOf(world);
    if (!isWhole(after, 0, nextSequence - 1)) {
      return answerError(
        reply,
        400,
        errorOf('VALIDATION', 'No sequence number that was given out.', { field: 'after' }),
      );
    }
    if (!isWhole(limit, 1, MOST_PER_PAGE)) {
      return answerError(reply, 400, errorOf('VALIDATION', `1 to ${MOST_PER_PAGE}.`, { field: 'limit' }));
    }
    const { items, more } = changedAfter(world, after, limit);
    return { items, last: items.at(-1)?.sequence ?? after, more };
  });
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
