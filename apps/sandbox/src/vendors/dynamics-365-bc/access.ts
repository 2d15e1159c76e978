import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../../world/world';
import { objectOr, refuse, textOr, unauthorized, BcError, type Json } from './answers';
import { stateOf } from './state';

const SCOPE = 'https://api.businesscentral.dynamics.com/.default';
export const TENANT = '9f1d3a52-1c1f-4a5e-8f6a-4b7a0c2e5d11';

/** The token endpoint of Microsoft Entra ID. */
export function tokenRoute(app: FastifyInstance, world: World): void {
  app.post<{ Params: { tenant: string } }>('/:tenant/oauth2/v2.0/token', async (request, reply) => {
    const form = objectOr(request.body);
    const refusal = refusalOf(world, request.params.tenant, form);
    if (refusal !== null) return reply.code(refusal.status).send(entraError(refusal));
    const lifeS = world.setting('accessTokenLifeS', 3_599);
    const token = jwt();
    stateOf(world).tokens[token] = world.now().getTime() + lifeS * 1000;
    return { token_type: 'Bearer', expires_in: lifeS, ext_expires_in: lifeS, access_token: token };
  });
}

interface EntraRefusal {
  readonly status: number;
  readonly error: string;
  readonly code: number;
  readonly text: string;
}

/** Texts of Entra's table of error codes. */
function refusalOf(world: World, tenant: string, form: Json): EntraRefusal | null {
  if (tenant !== world.setting('tenantId', TENANT)) {
    return { status: 400, error: 'invalid_request', code: 90002, text: `Tenant '${tenant}' not found.` };
  }
  if (form.grant_type !== 'client_credentials') {
    return {
      status: 400,
      error: 'unsupported_grant_type',
      code: 70003,
      text: 'The app requested an unsupported grant type.',
    };
  }
  if (form.scope !== SCOPE) {
    return {
      status: 400,
      error: 'invalid_scope',
      code: 70011,
      text: 'The provided value for the input parameter scope is not valid.',
    };
  }
  const clientId = world.setting('clientId', 'bc-demo-client');
  if (form.client_id !== clientId) {
    const text = `Application with identifier '${textOr(form.client_id, '')}' was not found in the directory.`;
    return { status: 400, error: 'unauthorized_client', code: 700016, text };
  }
  if (form.client_secret === world.setting('clientSecret', 'bc-demo-secret')) return null;
  const text = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`;
  return { status: 401, error: 'invalid_client', code: 7000215, text };
}

function entraError({ error, code, text }: EntraRefusal): Json {
  return {
    error,
    error_description: `AADSTS${code}: ${text}`,
    error_codes: [code],
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
  };
}

/** Has the form of a JSON web token; nobody checks its signature. */
function jwt(): string {
  const part = (value: Json): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: 'https://api.businesscentral.dynamics.com', roles: ['API.ReadWrite.All'], uti: randomUUID() };
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${randomBytes(48).toString('base64url')}`;
}

/** False when the call was refused: the answer is sent then. */
export function admitted(world: World, request: FastifyRequest, reply: FastifyReply): boolean {
  if (!underLimit(world)) {
    const wait = world.setting<number | null>('retryAfterS', 1);
    if (wait !== null) void reply.header('retry-after', String(wait));
    refuse(reply, throttled());
    return false;
  }
  const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const end = token === undefined ? undefined : stateOf(world).tokens[token];
  if (end !== undefined && end > world.now().getTime()) return true;
  void reply.header(
    'www-authenticate',
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common"',
  );
  refuse(reply, unauthorized());
  return false;
}

export const throttled = (): BcError =>
  new BcError(429, 'Application_TooManyRequests', 'Too many requests reached. Actual (6001). Maximum (6000).');

const WINDOW_S = 300;

/** 6000 calls in any five minutes. */
function underLimit(world: World): boolean {
  const { traffic } = stateOf(world);
  const second = Math.floor(world.now().getTime() / 1000);
  for (const key of Object.keys(traffic)) {
    if (Number(key) <= second - WINDOW_S) Reflect.deleteProperty(traffic, key);
  }
  const calls = Object.values(traffic).reduce((sum, count) => sum + count, 0);
  if (calls >= world.setting('callsPerWindow', 6_000)) return false;
  traffic[second] = (traffic[second] ?? 0) + 1;
  return true;
}
