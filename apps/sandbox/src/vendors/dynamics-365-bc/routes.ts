import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../../world/world';
import { admitted, TENANT } from './access';
import { BcError, noResource, notFound, objectOr, refuse } from './answers';
import type { Call, Result, Segment } from './call';
import { COMPANY } from './state';
import { ENTITIES } from './entities';
import { analytics } from './analytics';

const API_V2 = 'api/v2.0';
const ANALYTICS = 'api/microsoft/analytics/v1.0';

/** Every route of the API: keys stand in parentheses, so that paths are taken apart here and not by the server. */
export function apiRoutes(app: FastifyInstance, world: World): void {
  app.route<{ Params: { tenant: string; environment: string; '*': string } }>({
    method: ['GET', 'POST', 'PATCH', 'DELETE'],
    url: '/v2.0/:tenant/:environment/*',
    handler: async (request, reply) => {
      if (!admitted(world, request, reply)) return reply;
      try {
        const { tenant, environment } = request.params;
        if (
          tenant !== world.setting('tenantId', TENANT) ||
          environment !== world.setting('environment', 'production')
        ) {
          throw new BcError(404, 'NoEnvironment', `Environment does not exist.`);
        }
        const result = await dispatch(world, request, request.params['*']);
        return await send(reply, result);
      } catch (error) {
        if (error instanceof BcError) return refuse(reply, error);
        throw error;
      }
    },
  });
}

function send(reply: FastifyReply, { status, body }: Result): FastifyReply {
  if (body === undefined) return reply.code(status).send();
  return reply.code(status).type('application/json; odata.metadata=minimal').send(body);
}

async function dispatch(world: World, request: FastifyRequest, path: string): Promise<Result> {
  const route = [API_V2, ANALYTICS].find((known) => path.startsWith(`${known}/`));
  if (route === undefined) throw noResource(path);
  const segments = path
    .slice(route.length + 1)
    .split('/')
    .map(segmentOf);
  const call = { world, request, body: objectOr(request.body), segments };
  if (route === API_V2 && segments[0]?.name === 'subscriptions') return run(call);
  return insideCompany(call, route);
}

async function insideCompany(call: Call, route: string): Promise<Result> {
  const [company, ...segments] = call.segments;
  if (company?.name !== 'companies') throw noResource(company?.name ?? '');
  if (company.key === null) return { status: 200, body: { value: [COMPANY] } };
  if (company.key !== COMPANY.id) throw notFound('Company', company.key);
  if (segments.length === 0) return { status: 200, body: COMPANY };
  return route === ANALYTICS ? analytics({ ...call, segments }) : run({ ...call, segments });
}

function segmentOf(text: string): Segment {
  const [, name = '', key] = /^([\w.]+)(?:\(([^)]*)\))?$/.exec(decodeURIComponent(text)) ?? [];
  return { name, key: key ?? null };
}

async function run(call: Call): Promise<Result> {
  const [first] = call.segments;
  const entity = first !== undefined && Object.hasOwn(ENTITIES, first.name) ? ENTITIES[first.name] : undefined;
  if (first === undefined || entity === undefined) throw noResource(first?.name ?? '');
  return entity(call, first.key);
}
