import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../../world/world';
import { admitted, TENANT } from './access';
import { BcError, noResource, notFound, objectOr, refuse, type Json } from './answers';
import { COMPANY } from './state';
import { ENTITIES } from './entities';
import { analytics } from './analytics';

/** A call below `.../api/v2.0/companies(id)`, taken apart. */
export interface Call {
  readonly world: World;
  readonly request: FastifyRequest;
  readonly body: Json;
  readonly segments: readonly Segment[];
}

export interface Segment {
  readonly name: string;
  readonly key: string | null;
}

export interface Result {
  readonly status: number;
  readonly body?: Json;
}

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
        return send(reply, await dispatch(world, request, request.params['*']));
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
  const [route, rest] = path.startsWith(`${ANALYTICS}/`)
    ? [ANALYTICS, path.slice(ANALYTICS.length + 1)]
    : [API_V2, path.slice(API_V2.length + 1)];
  if (!path.startsWith(`${route}/`)) throw noResource(path);
  const segments = rest.split('/').map(segmentOf);
  const [first, ...below] = segments;
  const call = { world, request, body: objectOr(request.body), segments };
  if (route === API_V2 && first?.name === 'subscriptions') return run(call, segments);
  if (first?.name !== 'companies') throw noResource(rest);
  if (first.key === null) return { status: 200, body: { value: [COMPANY] } };
  if (first.key !== COMPANY.id) throw notFound('Company', first.key);
  if (below.length === 0) return { status: 200, body: COMPANY };
  return route === ANALYTICS ? analytics({ ...call, segments: below }) : run({ ...call, segments: below }, below);
}

function segmentOf(text: string): Segment {
  const [, name = '', key] = /^([\w.]+)(?:\(([^)]*)\))?$/.exec(decodeURIComponent(text)) ?? [];
  return { name, key: key ?? null };
}

async function run(call: Call, segments: readonly Segment[]): Promise<Result> {
  const [first] = segments;
  const entity = first !== undefined && Object.hasOwn(ENTITIES, first.name) ? ENTITIES[first.name] : undefined;
  if (first === undefined || entity === undefined) throw noResource(first?.name ?? '');
  return entity(call, first.key);
}
