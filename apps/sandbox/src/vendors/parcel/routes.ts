import type { FastifyInstance, FastifyReply } from 'fastify';
import type { World } from '../../world/world';
import { answerProblem, UNAUTHORIZED } from './answers';
import { labelLines, pdfOf, zplOf } from './label';
import { POINTS } from './points';
import { readDraft, type Draft } from './shipment-validation';
import { depotOf, shipmentByReference, shipmentOf, type Shipment } from './state';
import { move, startWalk } from './walk';

interface ById {
  Params: { id: string };
}

export function routes(app: FastifyInstance, world: World): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization === `Bearer ${world.setting('token', 'parcel-demo-token')}`) return;
    await answerProblem(reply, 401, UNAUTHORIZED);
  });
  app.setErrorHandler(async (error: { statusCode?: number; message: string }, _request, reply) => {
    return answerProblem(reply, error.statusCode ?? 500, { type: 'bad-request', detail: error.message });
  });
  app.setNotFoundHandler(async (_request, reply) => {
    return answerProblem(reply, 404, { type: 'not-found', detail: 'No such address.' });
  });
  app.get('/account', async () => ({
    name: 'Crossdock demo',
    services: ['WORLD-STANDARD', 'WORLD-EXPRESS', 'WORLD-PICKUP'],
  }));
  shipmentRoutes(app, world);
  labelRoutes(app, world);
  app.get<{ Querystring: { city?: string; zip?: string; id?: string; limit?: string } }>('/points', async (request) => {
    const { city, zip, id, limit } = request.query;
    const found = POINTS.filter(
      (point) =>
        (city === undefined || point.city === city) &&
        (zip === undefined || point.zip === zip) &&
        (id === undefined || point.pointId === id),
    );
    return { points: found.slice(0, Number(limit ?? 50)) };
  });
}

function shipmentRoutes(app: FastifyInstance, world: World): void {
  app.post('/shipments', async (request, reply) => {
    const read = readDraft(request.body);
    if ('violations' in read) {
      const detail = 'The shipment has errors.';
      return answerProblem(reply, 400, { type: 'validation', detail, violations: read.violations });
    }
    const existing = shipmentByReference(world, read.draft.customerReference);
    if (existing !== undefined) {
      const { shipmentId } = existing;
      const detail = `There is a shipment with the reference ${read.draft.customerReference}.`;
      return answerProblem(reply, 409, { type: 'duplicate', detail, existing: { shipmentId } });
    }
    return reply.code(201).send(accept(world, read.draft));
  });
  app.get<{ Querystring: { reference?: string } }>('/shipments', async (request) => {
    const found = shipmentByReference(world, request.query.reference ?? '');
    return { shipments: found === undefined ? [] : [found] };
  });
  app.get<ById>('/shipments/:id', async (request, reply) => shipmentOf(world, request.params.id) ?? unknown(reply));
  app.delete<ById>('/shipments/:id', async (request, reply) => {
    const shipment = shipmentOf(world, request.params.id);
    if (shipment === undefined) return unknown(reply);
    if (shipment.state !== 'CANCELLED' && !move(world, shipment, 'CANCELLED')) {
      return answerProblem(reply, 409, { type: 'too-late', detail: 'The shipment has been collected.' });
    }
    return reply.code(204).send();
  });
}

function accept(world: World, draft: Draft): Shipment {
  const depot = depotOf(world);
  const createdAt = world.now().toISOString();
  const shipment: Shipment = {
    ...draft,
    shipmentId: `SHP-${String(depot.nextId++).padStart(7, '0')}`,
    createdAt,
    state: 'CREATED',
    waybill: null,
    trackingUrl: null,
    events: [{ at: createdAt, state: 'CREATED', text: 'Shipment data received' }],
  };
  depot.shipments[shipment.shipmentId] = shipment;
  depot.idByReference[shipment.customerReference] = shipment.shipmentId;
  startWalk(world, shipment.shipmentId);
  return shipment;
}

function labelRoutes(app: FastifyInstance, world: World): void {
  app.get<ById & { Querystring: { format?: string } }>('/shipments/:id/label', async (request, reply) => {
    const shipment = shipmentOf(world, request.params.id);
    if (shipment === undefined) return unknown(reply);
    if (shipment.waybill === null) {
      return answerProblem(reply, 409, { type: 'label-not-ready', detail: 'The waybill is not assigned yet.' });
    }
    if (request.query.format === 'zpl') return reply.type('application/zpl').send(zplOf(shipment));
    return reply.type('application/pdf').send(pdfOf(labelLines(shipment)));
  });
  app.post<{ Body: { shipmentIds?: unknown } | null }>('/manifests', async (request, reply) => {
    const ids = request.body?.shipmentIds;
    if (!Array.isArray(ids) || ids.length === 0 || ids.some((id) => shipmentOf(world, String(id)) === undefined)) {
      return answerProblem(reply, 400, { type: 'validation', detail: 'Known shipment ids are needed.' });
    }
    return reply.type('application/pdf').send(pdfOf(['PARCEL WORLD MANIFEST', ...ids.map(String)]));
  });
}

function unknown(reply: FastifyReply): FastifyReply {
  return answerProblem(reply, 404, { type: 'not-found', detail: 'No such shipment.' });
}
