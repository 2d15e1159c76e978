import type { FastifyInstance } from 'fastify';
import type { World } from '../../world/world';
import { authorized } from './access';

const HOURS = { mondayToFriday: '00-24', saturday: '00-24', sunday: '00-24' };

// A sample; the real list depends on the account.
const METHODS = [
  { id: 154, name: 'BLIK', group: 'Blik', subgroup: 'Blik', status: true, mobile: true, availabilityHours: HOURS },
];

export function accountRoutes(app: FastifyInstance, world: World): void {
  app.get('/api/v1/testAccess', async (request, reply) =>
    authorized(world, request, reply) ? { data: true, error: '' } : reply,
  );
  app.get<{ Params: { lang: string } }>('/api/v1/payment/methods/:lang', async (request, reply) => {
    if (!authorized(world, request, reply)) return reply;
    if (!['pl', 'en'].includes(request.params.lang)) {
      return reply.code(404).send({ data: ['Payment methods not found'], responseCode: 404 });
    }
    return { data: METHODS, agreements: [], responseCode: 0 };
  });
}
