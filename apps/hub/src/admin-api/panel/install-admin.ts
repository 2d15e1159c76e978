import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { pathOf } from '../../platform/problem/problem';
import { ADMIN_API } from '../access/admin-controller';
import { DATA_POLICY, panelPolicy } from './content-security-policy';
import { panelFolder } from './panel-folder';
import { PanelFiles } from './panel-files';

const PANEL = '/admin';
const YEAR_S = 31_536_000;

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Crossdock</title>
<p>The panel is not built yet: run <code>npm run build:ui</code> and load this page again.</p>
</html>
`;

export interface AdminOptions {
  /** Folder of the built panel; default `admin-ui/dist` of this checkout. */
  readonly folder?: string;
  /** Address under which people reach the hub; over HTTPS, browsers are told to stay there. */
  readonly publicUrl?: string;
}

/**
 * Security headers, and the panel itself under `/admin`. Call it once, after the application is created and
 * before `init` or `listen`.
 */
export function installAdmin(app: NestFastifyApplication, options: AdminOptions = {}): void {
  const folder = options.folder ?? panelFolder();
  const isHttps = options.publicUrl?.startsWith('https://') ?? false;
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    const path = pathOf(request.url);
    if (path === PANEL || path.startsWith(`${PANEL}/`)) protect(path, reply, isHttps);
    done();
  });
  servePanel(fastify, folder);
}

function protect(path: string, reply: FastifyReply, isHttps: boolean): void {
  void reply.headers({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(isHttps ? { 'strict-transport-security': `max-age=${YEAR_S}` } : {}),
  });
  if (!isApi(path)) return;
  void reply.headers({ 'cache-control': 'no-store', 'content-security-policy': DATA_POLICY });
}

function servePanel(fastify: FastifyInstance, folder: string): void {
  const files = new PanelFiles(folder);
  fastify.get(PANEL, async (_request, reply) => reply.redirect(`${PANEL}/`));
  fastify.get(`${PANEL}/*`, async (request, reply) => {
    const path = pathOf(request.url);
    if (isApi(path)) return nothingHere(reply);
    const name = path.slice(PANEL.length + 1);
    // Pages of the panel have no file of their own; whatever has an ending does.
    return /\.\w+$/.test(name) && name !== 'index.html' ? sendFile(files, name, reply) : sendPage(files, reply);
  });
}

async function sendPage(files: PanelFiles, reply: FastifyReply): Promise<FastifyReply> {
  const page = (await files.page()) ?? { html: NOT_BUILT, policy: panelPolicy(NOT_BUILT) };
  return reply
    .code(page.html === NOT_BUILT ? 503 : 200)
    .headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
    .header('content-security-policy', page.policy)
    .send(page.html);
}

/** Names of files under `assets` hold a hash of what is in them, so a browser never needs to ask again. */
async function sendFile(files: PanelFiles, name: string, reply: FastifyReply): Promise<FastifyReply> {
  const file = await files.file(name);
  if (file === null) return nothingHere(reply);
  const keep = name.startsWith('assets/') ? `public, max-age=${YEAR_S}, immutable` : 'no-cache';
  return reply.headers({ 'content-type': file.type, 'cache-control': keep }).send(file.content);
}

function isApi(path: string): boolean {
  return path === `/${ADMIN_API}` || path.startsWith(`/${ADMIN_API}/`);
}

/** The hub's own 404, as for any other address. */
function nothingHere(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}
