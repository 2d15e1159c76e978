import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { World } from '../../world/world';
import { admitted, SELLER } from './access';
import { answer, apiError, formNotFound, objectOr, refuse, textOr } from './answers';
import { CARRIERS } from './carriers';
import { eventView, formView } from './order-views';
import { addEvent, entry, firstAfter, stateOf, type OrderEvent, type OrderForm } from './state';

const SELLER_STATUSES = new Set([
  'NEW',
  'PROCESSING',
  'READY_FOR_SHIPMENT',
  'READY_FOR_PICKUP',
  'SENT',
  'PICKED_UP',
  'CANCELLED',
  'SUSPENDED',
]);

interface EventQuery {
  from?: string;
  limit?: string;
  type?: string | string[];
}

export function orderRoutes(app: FastifyInstance, world: World): void {
  app.get('/me', async (request, reply) => {
    if (!admitted(world, request, reply)) return reply;
    const marketplace = { id: 'allegro-pl' };
    return answer(reply, 200, {
      ...SELLER,
      email: 'sprzedawca@example.com',
      baseMarketplace: marketplace,
      features: [],
    });
  });
  app.get('/order/carriers', async (request, reply) =>
    admitted(world, request, reply) ? answer(reply, 200, { carriers: CARRIERS }) : reply,
  );
  app.get<{ Querystring: EventQuery }>('/order/events', async (request, reply) => {
    if (!admitted(world, request, reply)) return reply;
    const { from, limit = '100', type } = request.query;
    const count = Number(limit);
    if (!Number.isInteger(count) || count < 1 || count > 1000 || !/^\d*$/.test(from ?? '')) {
      return refuse(reply, 422, apiError('VALIDATION_ERROR', 'Query parameters are incorrect', 'limit'));
    }
    const { events, forms } = stateOf(world);
    const found = pageOfEvents(events, from, type === undefined ? [] : [type].flat(), count);
    return answer(reply, 200, { events: found.map((event) => eventView(event, entry(forms, event.orderId))) });
  });
  app.get('/order/event-stats', async (request, reply) => {
    if (!admitted(world, request, reply)) return reply;
    const last = stateOf(world).events.at(-1);
    return answer(reply, 200, last === undefined ? {} : { latestEvent: { id: last.id, occurredAt: last.occurredAt } });
  });
  formRoutes(app, world);
}

function pageOfEvents(
  events: readonly OrderEvent[],
  from: string | undefined,
  types: readonly string[],
  count: number,
): OrderEvent[] {
  const found: OrderEvent[] = [];
  for (let place = from === undefined ? 0 : firstAfter(events, from); place < events.length; place += 1) {
    const event = events[place];
    if (event === undefined || found.length >= count) break;
    if (types.length === 0 || types.includes(event.type)) found.push(event);
  }
  return found;
}

function formRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Params: { id: string } }>('/order/checkout-forms/:id', async (request, reply) => {
    if (!admitted(world, request, reply)) return reply;
    const form = entry(stateOf(world).forms, request.params.id);
    return form === null ? refuse(reply, 404, formNotFound(request.params.id)) : answer(reply, 200, formView(form));
  });
  app.put<{ Params: { id: string }; Querystring: { 'checkoutForm.revision'?: string } }>(
    '/order/checkout-forms/:id/fulfillment',
    async (request, reply) => {
      if (!admitted(world, request, reply)) return reply;
      const form = entry(stateOf(world).forms, request.params.id);
      if (form === null) return refuse(reply, 404, formNotFound(request.params.id));
      const revision = request.query['checkoutForm.revision'];
      if (revision !== undefined && revision !== form.revision) {
        return refuse(
          reply,
          409,
          apiError('REVISION_OUTDATED', 'Provided revision is outdated', 'checkoutForm.revision'),
        );
      }
      const status = textOr(objectOr(request.body).status, '');
      if (!SELLER_STATUSES.has(status)) {
        const message = `Status ${status === '' ? 'null' : status} is not allowed to be set`;
        return refuse(reply, 422, apiError('VALIDATION_ERROR', message, 'status'));
      }
      setSellerStatus(world, form, status);
      return reply.code(204).send();
    },
  );
}

export function setSellerStatus(world: World, form: OrderForm, status: string): void {
  if (form.fulfillmentStatus === status) return;
  form.fulfillmentStatus = status;
  touch(world, form);
  addEvent(world, 'FULFILLMENT_STATUS_CHANGED', form);
}

/** Every change of a form gives it a new revision. */
export function touch(world: World, form: OrderForm): void {
  form.revision = randomBytes(4).toString('hex');
  form.updatedAt = world.now().toISOString();
}
