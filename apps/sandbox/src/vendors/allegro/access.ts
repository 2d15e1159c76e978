import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../../world/world';
import { apiError, MEDIA_TYPE, RATE_LIMIT, refuse } from './answers';
import { entry, stateOf } from './state';

export const SELLER = { id: '12345', login: 'crossdock-demo' };

/** False when the call was refused: the answer is sent then. */
export function admitted(world: World, request: FastifyRequest, reply: FastifyReply): boolean {
  void reply.header('trace-id', randomBytes(8).toString('hex'));
  return (
    underLimit(world, reply) &&
    fromKnownAgent(world, request, reply) &&
    hasToken(world, request, reply) &&
    speaks(request, reply)
  );
}

const MINUTE_MS = 60_000;

/** 9000 calls a minute; who makes more is blocked for a minute. */
function underLimit(world: World, reply: FastifyReply): boolean {
  const { traffic } = stateOf(world);
  const now = world.now().getTime();
  const minute = Math.floor(now / MINUTE_MS);
  if (traffic.minute !== minute) Object.assign(traffic, { minute, calls: 0 });
  traffic.calls += 1;
  const limit = world.setting('callsPerMinute', 9_000);
  if (traffic.calls > limit && traffic.blockedUntil <= now) {
    traffic.blockedUntil = now + world.setting('blockMs', MINUTE_MS);
  }
  void reply.header('x-ratelimit-limit', String(limit));
  void reply.header('x-ratelimit-remaining', String(Math.max(0, limit - traffic.calls)));
  if (traffic.blockedUntil <= now) return true;
  refuse(reply, 429, RATE_LIMIT);
  return false;
}

/** `AppName/Version (+https://info-url)`, the name that of the registered application; anything else is blocked. */
function fromKnownAgent(world: World, request: FastifyRequest, reply: FastifyReply): boolean {
  const agent = request.headers['user-agent'] ?? '';
  const [name] = agent.split('/');
  if (name === world.setting('applicationName', 'Crossdock') && /^[^/]+\/\S+ \(\+https?:\/\/\S+\)$/.test(agent))
    return true;
  refuse(reply, 403, apiError('AccessDenied', 'User-Agent header is missing or invalid', null));
  return false;
}

function hasToken(world: World, request: FastifyRequest, reply: FastifyReply): boolean {
  const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) {
    return unauthorized(reply, 'unauthorized', 'Full authentication is required to access this resource');
  }
  const end = entry(stateOf(world).accessTokens, token);
  if (end === null) return unauthorized(reply, 'invalid_token', 'Cannot convert access token to JSON');
  if (end > world.now().getTime()) return true;
  return unauthorized(reply, 'invalid_token', `Access token expired: ${token}`);
}

function unauthorized(reply: FastifyReply, error: string, description: string): boolean {
  void reply.code(401).type('application/json').send({ error, error_description: description });
  return false;
}

function speaks(request: FastifyRequest, reply: FastifyReply): boolean {
  if (!(request.headers.accept ?? '').includes(MEDIA_TYPE)) {
    refuse(
      reply,
      406,
      apiError('NotAcceptableException', 'An error has occurred', null, 'Żądanie zawiera błędne dane.'),
    );
    return false;
  }
  const hasBody = request.method !== 'GET' && request.method !== 'DELETE';
  if (!hasBody || (request.headers['content-type'] ?? '').includes(MEDIA_TYPE)) return true;
  const message = "Unsupported content type. Please check 'Content-Type' request header";
  refuse(reply, 415, apiError('UnsupportedMediaTypeException', message, null));
  return false;
}
