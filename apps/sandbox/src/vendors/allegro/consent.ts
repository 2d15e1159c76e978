import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { World } from '../../world/world';
import { objectOr, textOr, type Json } from './answers';

// Codes are good for a very short time; the vendor's answers to questions speak of ten seconds.
const CODE_LIFE_MS = 10_000;
const DEVICE_LIFE_S = 3_600;
const POLL_EVERY_S = 5;

interface Consents {
  readonly codes: Record<string, { readonly redirectUri: string; readonly challenge: string; readonly at: number }>;
  readonly devices: Record<string, { readonly userCode: string; granted: boolean | null; askedAt: number }>;
}

type Answer = { readonly pair: true } | { readonly error: string; readonly description: string };

function consentsOf(world: World): Consents {
  return world.collection<Consents>('allegro-consents', () => ({ codes: {}, devices: {} }));
}

/**
 * The seller's page and the device flow. Here a click is enough: nobody has to sign in. What is allowed by
 * `POST .../device/answer` is what a seller does on the vendor's page.
 */
export function consentRoutes(app: FastifyInstance, world: World, isClient: (authorization?: string) => boolean): void {
  app.get('/auth/oauth/authorize', async (request, reply) => {
    const query = objectOr(request.query);
    if (query.response_type !== 'code') return reply.code(400).send({ error: 'unsupported_response_type' });
    const code = randomUUID();
    const redirectUri = textOr(query.redirect_uri, '');
    consentsOf(world).codes[code] = {
      redirectUri,
      challenge: textOr(query.code_challenge, ''),
      at: world.now().getTime(),
    };
    return page(reply, redirectUri, { code, state: textOr(query.state, '') });
  });
  app.post('/auth/oauth/device', async (request, reply) => {
    if (!isClient(request.headers.authorization)) return reply.code(401).send({ error: 'invalid_client' });
    const device = randomUUID();
    const userCode = randomUUID().slice(0, 8).toUpperCase();
    consentsOf(world).devices[device] = { userCode, granted: null, askedAt: 0 };
    const verification = `${request.protocol}://${request.host}/allegro/skojarz-aplikacje`;
    return {
      device_code: device,
      user_code: userCode,
      expires_in: DEVICE_LIFE_S,
      interval: world.setting('devicePollS', POLL_EVERY_S),
      verification_uri: verification,
      verification_uri_complete: `${verification}?code=${userCode}`,
    };
  });
  app.get('/skojarz-aplikacje', async (request, reply) => {
    const { code } = objectOr(request.query);
    const device = Object.values(consentsOf(world).devices).find(({ userCode }) => userCode === code);
    if (device !== undefined) device.granted = true;
    const said = device === undefined ? 'There is no such code.' : 'The application may use the account.';
    return reply.type('text/html; charset=utf-8').send(`<!doctype html><title>Allegro</title><p>${said}</p>`);
  });
}

/** Whether a code or a device code brings a pair of tokens. Null when the grant is another one. */
export function consentAnswer(world: World, form: Json): Answer | null {
  if (form.grant_type === 'authorization_code') return codeAnswer(world, form);
  return form.grant_type === 'urn:ietf:params:oauth:grant-type:device_code' ? deviceAnswer(world, form) : null;
}

function codeAnswer(world: World, form: Json): Answer {
  const { codes } = consentsOf(world);
  const code = textOr(form.code, '');
  const known = codes[code];
  Reflect.deleteProperty(codes, code);
  const verifier = createHash('sha256').update(textOr(form.code_verifier, '')).digest('base64url');
  const isGood =
    known !== undefined &&
    known.redirectUri === form.redirect_uri &&
    known.challenge === verifier &&
    world.now().getTime() - known.at <= CODE_LIFE_MS;
  return isGood ? { pair: true } : { error: 'invalid_grant', description: 'Invalid authorization code' };
}

function deviceAnswer(world: World, form: Json): Answer {
  const device = consentsOf(world).devices[textOr(form.device_code, '')];
  if (device === undefined) return { error: 'invalid_grant', description: 'Invalid device code' };
  const now = world.now().getTime();
  const isEarly = now - device.askedAt < world.setting('devicePollS', POLL_EVERY_S) * 1_000 - 500;
  device.askedAt = now;
  if (isEarly) return { error: 'slow_down', description: 'Polling too often' };
  if (device.granted === null) return { error: 'authorization_pending', description: 'Authorization pending' };
  return device.granted ? { pair: true } : { error: 'access_denied', description: 'Access denied' };
}

/** The seller's page: one link that lets the application in, one that does not. */
function page(reply: FastifyReply, redirectUri: string, answer: Readonly<Record<string, string>>): FastifyReply {
  const to = (query: Readonly<Record<string, string>>): string =>
    `${redirectUri}?${new URLSearchParams(query).toString()}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const refused = { error: 'access_denied', state: answer.state ?? '' };
  return reply.type('text/html; charset=utf-8').send(
    `<!doctype html><html lang="en"><title>Allegro</title><h1>Allegro (simulated)</h1>
<p>An application wants to use your account.</p><p><a href="${to(answer)}">Allow</a> <a href="${to(refused)}">Refuse</a></p>`,
  );
}
