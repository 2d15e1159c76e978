import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { SandboxRecord, SimulatedSystem } from '../../world/simulated-system';
import type { World } from '../../world/world';

const DEFAULT_SECRET = 'whsec_ZGVtby1zaG9wLXdlYmhvb2stc2VjcmV0LTAx';
const LONGEST_AGE_S = 300;

interface Received {
  readonly id: string;
  readonly type: string;
  readonly reference: string | null;
  readonly createdAt: string;
  readonly data: unknown;
  deliveries: number;
}

interface ShopEventBody {
  readonly type?: unknown;
  readonly timestamp?: unknown;
  readonly data?: { readonly externalId?: unknown };
}

function eventsOf(world: World): Record<string, Received> {
  return world.collection('events', () => ({}));
}

/** The demo shop's own endpoint: takes Standard Webhooks, refuses what is not signed with its secret. */
export const shopSystem: SimulatedSystem = {
  slug: 'shop',
  name: 'Demo shop',
  routes: (app, world) => {
    app.removeContentTypeParser(/^application\/(.*\+)?json/);
    // The signature is over the bytes as they came.
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
      done(null, body);
    });
    app.post('/webhooks', async (request, reply) => {
      const body = String(request.body);
      if (!isSigned(world, request, body)) return reply.code(401).send({ error: 'The signature is not right.' });
      const id = headerOf(request, 'webhook-id');
      keep(eventsOf(world), id, JSON.parse(body) as ShopEventBody);
      return reply.code(204).send();
    });
  },
  records: (world, type) =>
    type === undefined || type === 'event'
      ? Object.values(eventsOf(world)).map(({ type: event, ...received }): SandboxRecord => ({
          ...received,
          type: 'event',
          event,
        }))
      : [],
};

function keep(events: Record<string, Received>, id: string, body: ShopEventBody): void {
  const known = events[id];
  if (known !== undefined) {
    known.deliveries += 1;
    return;
  }
  const reference = body.data?.externalId;
  events[id] = {
    id,
    type: String(body.type),
    reference: typeof reference === 'string' ? reference : null,
    createdAt: String(body.timestamp),
    data: body.data,
    deliveries: 1,
  };
}

/** standardwebhooks.com: base64 HMAC-SHA256 of `id.timestamp.body` with the decoded secret, in a list of `v1,...`. */
function isSigned(world: World, request: FastifyRequest, body: string): boolean {
  const timestamp = headerOf(request, 'webhook-timestamp');
  if (Math.abs(world.now().getTime() / 1_000 - Number(timestamp)) > LONGEST_AGE_S) return false;
  const secret = Buffer.from(world.setting('webhookSecret', DEFAULT_SECRET).replace(/^whsec_/, ''), 'base64');
  const signed = `${headerOf(request, 'webhook-id')}.${timestamp}.${body}`;
  const expected = createHmac('sha256', secret).update(signed).digest();
  return headerOf(request, 'webhook-signature')
    .split(' ')
    .map((part) => Buffer.from(part.replace(/^v1,/, ''), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}

function headerOf(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
