// Stands in for five remote systems at once, in a process of its own: it answers right away and keeps only counts.
// STAND_IN_PORT is where it listens. `GET /__bench/progress`, `GET /__bench/orders` and `POST /__bench/reset` are ours.
import { createServer } from 'node:http';
import { now } from './clock.mjs';
import { TOTAL } from './order-body.mjs';

/** In the order in which an order calls them. */
const SYSTEMS = ['payments', 'erp', 'wms', 'courier', 'shop'];
// As large as the PDF of a small label.
const LABEL = Buffer.from(`%PDF-1.4 ${'x'.repeat(1_500)}`).toString('base64');

/** Counts of calls by system and the time of the last one, by the number of the order. */
const orders = new Map();
let complete = 0;
let calls = 0;

/** What each system answers, and which order a call is about. */
const ANSWERS = {
  payments: (url) => {
    const reference = url.searchParams.get('reference');
    return [reference, { id: `T-${reference}`, status: 'paid', ...TOTAL, paidAt: '2026-11-23T08:16:00Z' }];
  },
  erp: (_url, { reference }) => [reference, { id: `E-${reference}`, number: `SO/${reference}` }],
  wms: (_url, { orderNumber }) => [
    orderNumber,
    { id: `W-${orderNumber}`, number: `PK/${orderNumber}`, state: 'packed', packages: [{ number: '1', weight: 1.2 }] },
  ],
  courier: (_url, { customerReference }) => {
    // A middleware may number the shipments of an order.
    const order = customerReference.replace(/-F\d+-S\d+$/, '');
    const trackingUrl = `https://courier.example/${order}`;
    return [order, { id: `C-${order}`, waybill: `62${order}`, trackingUrl, state: 'delivered', label: LABEL }];
  },
  shop: (_url, { data }) => [data.externalId, {}],
};

function note(system, order) {
  const at = SYSTEMS.indexOf(system);
  const known = orders.get(order) ?? { counts: [0, 0, 0, 0, 0], lastAt: 0 };
  const wasComplete = known.counts.every((count) => count > 0);
  known.counts[at] += 1;
  known.lastAt = now();
  orders.set(order, known);
  calls += 1;
  if (!wasComplete && known.counts.every((count) => count > 0)) complete += 1;
}

function answerOf(address, body) {
  const url = new URL(address, 'http://stand-in');
  const [, system, rest] = url.pathname.split('/');
  if (system !== '__bench') {
    const [order, answer] = ANSWERS[system](url, body);
    note(system, order);
    return answer;
  }
  if (rest === 'progress') return { complete, calls };
  if (rest === 'orders') return [...orders].map(([order, { counts, lastAt }]) => [order, counts, lastAt]);
  orders.clear();
  complete = 0;
  calls = 0;
  return {};
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    let status = 200;
    let answer;
    try {
      answer = answerOf(request.url, chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8')));
    } catch (error) {
      status = 400;
      answer = { message: error.message };
    }
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.STAND_IN_PORT), '127.0.0.1');
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
