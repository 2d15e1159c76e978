import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { World } from '../../world/world';
import { objectOr, textOr, type Json } from './answers';
import { consentAnswer, consentRoutes } from './consent';
import { entry, stateOf } from './state';

const SCOPE =
  'allegro:api:orders:read allegro:api:orders:write allegro:api:sale:offers:read allegro:api:sale:offers:write allegro:api:profile:read';

const FIRST_REFRESH_TOKEN = 'allegro-demo-refresh-token';

export function authRoutes(app: FastifyInstance, world: World): void {
  consentRoutes(app, world, (authorization) => authorization === clientAuthorization(world));
  app.post('/auth/oauth/token', async (request, reply) => {
    // Parameters may stand in the address or in a form.
    const form = { ...objectOr(request.query), ...objectOr(request.body) };
    if (request.headers.authorization !== clientAuthorization(world)) {
      return refuse(reply, 401, 'invalid_client', 'Bad client credentials');
    }
    const consent = consentAnswer(world, form);
    if (consent !== null) {
      return 'pair' in consent ? newPair(world) : refuse(reply, 400, consent.error, consent.description);
    }
    if (form.grant_type !== 'refresh_token') {
      return refuse(reply, 400, 'unsupported_grant_type', `Unsupported grant type: ${textOr(form.grant_type, '')}`);
    }
    const token = textOr(form.refresh_token, '');
    const pair = exchange(world, token);
    return pair ?? refuse(reply, 400, 'invalid_grant', `Invalid refresh token: ${token}`);
  });
}

function clientAuthorization(world: World): string {
  const id = world.setting('clientId', 'allegro-demo-client');
  const secret = world.setting('clientSecret', 'allegro-demo-secret');
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

function refuse(reply: FastifyReply, status: number, error: string, description: string): FastifyReply {
  return reply.code(status).type('application/json').send({ error, error_description: description });
}

/** A refresh token is used once; for a short grace its second use is answered like the first. */
function exchange(world: World, token: string): Json | null {
  const state = stateOf(world);
  const isFirst = token === world.setting('firstRefreshToken', FIRST_REFRESH_TOKEN);
  if (isFirst) state.refreshTokens[token] ??= { usedAt: null, answer: null, access: null };
  const known = entry(state.refreshTokens, token);
  if (known === null) return null;
  if (known.usedAt !== null) {
    if (world.now().getTime() - known.usedAt <= graceMs(world)) return known.answer;
    if (!isFirst || !world.setting<boolean>('firstRefreshTokenReusable', true)) return null;
  }
  endAccess(world, known.access);
  known.usedAt = world.now().getTime();
  known.answer = newPair(world);
  return known.answer;
}

const graceMs = (world: World): number => world.setting('refreshGraceMs', 60_000);

/** The old pair dies together. */
function endAccess(world: World, access: string | null): void {
  if (access === null) return;
  const { accessTokens } = stateOf(world);
  accessTokens[access] = Math.min(world.now().getTime() + graceMs(world), accessTokens[access] ?? 0);
}

function newPair(world: World): Json {
  const state = stateOf(world);
  const lifeS = world.setting('accessTokenLifeS', 43_199);
  const access = jwt({ user_name: '12345', client_id: 'allegro-demo-client' });
  const refresh = jwt({ ati: randomUUID() });
  state.accessTokens[access] = world.now().getTime() + lifeS * 1000;
  state.refreshTokens[refresh] = { usedAt: null, answer: null, access };
  return {
    access_token: access,
    token_type: 'bearer',
    refresh_token: refresh,
    expires_in: lifeS,
    scope: SCOPE,
    allegro_api: true,
    jti: randomUUID(),
  };
}

/** Has the form of a JSON web token; nobody checks its signature. */
function jwt(claims: Json): string {
  const part = (value: Json): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${randomBytes(48).toString('base64url')}`;
}
