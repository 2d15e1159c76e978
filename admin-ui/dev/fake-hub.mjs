// A hub of made-up data, to look at the panel without a database: `npm run dev:hub -w admin-ui`.
// It answers /admin/api as the hub does and serves admin-ui/dist with the hub's content security policy.
// Sign in with admin@example.com and the password "demo". Nothing is stored: a restart forgets every change.
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { attempts, connections, jobs, orders, timeline } from './fake-data.mjs';

const PORT = Number(process.env.PORT ?? 3000);
const DIST = path.join(import.meta.dirname, '..', 'dist');
const TYPES = { '.js': 'text/javascript', '.svg': 'image/svg+xml', '.css': 'text/css', '.html': 'text/html' };
const EMPTY = `'sha256-${createHash('sha256').update('').digest('base64')}'`;
const POLICY = `default-src 'none'; script-src 'self'; style-src 'self' ${EMPTY}; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

const csrfToken = randomUUID();
const user = { id: 'u1', email: 'admin@example.com', role: 'admin', locale: 'en' };
const session = () => ({ user, csrfToken });

class Refusal extends Error {
  constructor(status, code, detail) {
    super(detail);
    Object.assign(this, { status, code });
  }
}

const ROUTES = [
  ['GET', /^\/session$/, session],
  ['PATCH', /^\/session$/, ({ body }) => (Object.assign(user, body), session())],
  ['GET', /^\/overview$/, overview],
  ['GET', /^\/(orders|sync-jobs|connections)$/, list],
  ['GET', /^\/orders\/([^/]+)$/, ({ parts: [id] }) => found(orders, id)],
  ['GET', /^\/orders\/([^/]+)\/timeline$/, ({ parts: [id], query }) => timeline(found(orders, id), query.get('lang'))],
  ['GET', /^\/orders\/([^/]+)\/jobs$/, ({ parts: [id] }) => jobs.filter(({ orderId }) => orderId === id)],
  ['POST', /^\/orders\/([^/]+)\/cancel$/, cancel],
  ['GET', /^\/sync-jobs\/([^/]+)$/, ({ parts: [id] }) => jobPage(found(jobs, id))],
  ['POST', /^\/sync-jobs\/([^/]+)\/(retry|skip|bind)$/, repair],
  ['GET', /^\/connections\/([^/]+)$/, ({ parts: [id] }) => found(connections, id)],
  ['POST', /^\/connections\/([^/]+)\/(pause|resume|check)$/, steer],
];

function overview() {
  const ordersByStatus = {};
  for (const { status } of orders) ordersByStatus[status] = (ordersByStatus[status] ?? 0) + 1;
  return {
    ordersByStatus,
    attention: orders.filter(({ attention }) => attention).length,
    deadJobs: jobs.filter(({ state }) => state === 'dead').length,
    inDoubtJobs: jobs.filter(({ state }) => state === 'in-doubt').length,
    backlog: connections.reduce((sum, { backlog }) => sum + backlog.ready, 0),
    connections,
  };
}

function list({ parts: [resource], query, headers }) {
  const { q, onlyTrouble, ...equal } = JSON.parse(query.get('filter') ?? '{}');
  const [first, last] = JSON.parse(query.get('range') ?? '[0,24]');
  const all = { orders: orders.map(orderRow), 'sync-jobs': jobs, connections }[resource]
    .filter((row) => Object.entries(equal).every(([name, value]) => row[name] === value))
    .filter((row) => q === undefined || [row.externalId, row.reference].some((text) => text?.startsWith(q)))
    .filter(({ state }) => onlyTrouble !== true || state === 'dead' || state === 'in-doubt');
  const rows = all.slice(first, last + 1);
  headers['content-range'] =
    `${resource} ${rows.length === 0 ? '*' : `${first}-${first + rows.length - 1}`}/${all.length}`;
  return rows;
}

function orderRow({ totals, customer, ...order }) {
  const total = { amount: totals.gross, currency: totals.currency };
  return { ...order, total, customerName: `${customer.firstName} ${customer.lastName}` };
}

const jobPage = (job) => ({ ...job, attemptCount: job.attempts, attempts: attempts(job) });

function cancel({ parts: [id], body }) {
  const order = found(orders, id);
  order.cancellation = { requestedAt: new Date().toISOString(), reason: body.reason, state: 'requested', notes: [] };
  return order;
}

function repair({ parts: [id, action], body }) {
  const job = found(jobs, id);
  if (job.state === 'done') throw new Refusal(409, 'action-refused', 'A job that is done cannot be changed.');
  Object.assign(job, { state: { retry: 'ready', skip: 'skipped', bind: 'done' }[action], error: null });
  if (action === 'skip') job.note = body.reason;
  return jobPage(job);
}

function steer({ parts: [id, action], body }) {
  const connection = found(connections, id);
  if (action === 'check') return { ok: connection.state !== 'held', detail: 'Signed in as integration user.', ms: 87 };
  if (action === 'pause') return Object.assign(connection, { state: 'paused', pausedReason: body.reason });
  return Object.assign(connection, { state: 'ok', pausedReason: null, problem: null, heldUntil: null });
}

function found(rows, id) {
  const row = rows.find((candidate) => candidate.id === id);
  if (row === undefined) throw new Refusal(404, 'not-found', 'There is no such record.');
  return row;
}

async function answerApi(request, url) {
  const headers = {};
  const body = await bodyOf(request);
  const target = url.pathname.slice('/admin/api'.length);
  const isSignedIn = /crossdock_session=1/.test(request.headers.cookie ?? '');
  if (target === '/session' && request.method === 'POST') {
    if (body.password !== 'demo')
      throw new Refusal(401, 'wrong-credentials', 'The e-mail address or the password is wrong.');
    return { answer: session(), headers: { 'set-cookie': 'crossdock_session=1; Path=/admin; HttpOnly; SameSite=Lax' } };
  }
  if (!isSignedIn) throw new Refusal(401, 'not-signed-in', 'Sign in first.');
  if (request.method !== 'GET' && request.headers['x-csrf-token'] !== csrfToken) {
    throw new Refusal(403, 'csrf', 'The header x-csrf-token is missing or wrong.');
  }
  if (target === '/session' && request.method === 'DELETE') {
    return { answer: null, headers: { 'set-cookie': 'crossdock_session=; Path=/admin; Max-Age=0' } };
  }
  for (const [method, pattern, handle] of ROUTES) {
    const match = method === request.method ? pattern.exec(target) : null;
    if (match === null) continue;
    const parts = match.slice(1).map(decodeURIComponent);
    return { answer: handle({ parts, body, query: url.searchParams, headers }), headers };
  }
  throw new Refusal(404, 'not-found', 'There is nothing at this address.');
}

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}

async function answerFile(url, response) {
  const name = url.pathname.replace(/^\/admin\/?/, '');
  const file = /\.\w+$/.test(name) ? name : 'index.html';
  const content = await readFile(path.join(DIST, path.normalize(`/${file}`)));
  const headers = { 'content-type': `${TYPES[path.extname(file)] ?? 'application/octet-stream'}; charset=utf-8` };
  response.writeHead(200, { ...headers, 'content-security-policy': POLICY }).end(content);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  try {
    if (!url.pathname.startsWith('/admin/api/')) return await answerFile(url, response);
    const { answer, headers } = await answerApi(request, url);
    if (answer === null) return response.writeHead(204, headers).end();
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer));
  } catch (error) {
    const status = error.status ?? (error.code === 'ENOENT' ? 404 : 500);
    const problem = { type: `urn:crossdock:problem:${error.code ?? 'internal'}`, status, detail: error.message };
    response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
  }
});
server.listen(PORT, () =>
  console.log(`A hub of made-up data: http://localhost:${PORT}/admin/ (admin@example.com, demo)`),
);
