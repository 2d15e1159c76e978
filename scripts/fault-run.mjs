// Places orders at a running hub (npm start) while every simulated system misbehaves, waits until all is quiet, and counts
// what was lost or done twice. Usage: node scripts/fault-run.mjs [--orders 200] [--allegro 50] [--times 20] [--csv FILE]
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ROOT } from './stack/settings.mjs';

const SYSTEMS = ['dynamics-365-bc', 'allegro', 'inpost', 'przelewy24', 'wms'];
const KINDS = ['timeout-after-commit', 'http-500', 'http-429', 'reset', 'malformed', 'slow'];
const IN_FLIGHT = 16;

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '200' },
    allegro: { type: 'string', default: '50' },
    times: { type: 'string', default: '20' },
    csv: { type: 'string' },
    minutes: { type: 'string', default: '60' },
  },
});
const demoFile = path.join(path.resolve(ROOT, process.env.DATA_DIR ?? '.data'), 'demo.json');
const { hubUrl, sandboxUrl, apiKey } = JSON.parse(readFileSync(demoFile, 'utf8'));
const stamp = Date.now().toString(36).toUpperCase();

async function json(method, url, body) {
  const answer = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

const control = (system, what, body) =>
  json(body === undefined ? 'GET' : 'POST', `${sandboxUrl}/__sandbox/${system}/${what}`, body);

function order(number) {
  const address = { street: 'Prosta 51', city: 'Łódź', postalCode: '90-001', country: 'PL' };
  return {
    externalId: `F-${stamp}-${number}`,
    currency: 'PLN',
    placedAt: new Date().toISOString(),
    customer: { email: `buyer${number}@example.com`, phone: '+48500600700', firstName: 'Zażółć', lastName: 'Gęślą' },
    billingAddress: address,
    shippingAddress: address,
    pickupPoint: { carrier: 'inpost', id: 'WAW01A' },
    delivery: { method: 'inpost-locker', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } },
    payment: {
      method: 'przelewy24',
      status: 'paid',
      amount: { amount: '52.97', currency: 'PLN' },
      transactionId: `P24-${stamp}-${number}`,
      cashOnDelivery: false,
    },
    lines: [
      {
        id: '1',
        sku: 'MUG-1',
        name: 'Kubek „Żółw”',
        quantity: '2',
        unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' },
      },
    ],
    totals: { gross: '52.97', currency: 'PLN' },
  };
}

async function breakEverything(times) {
  // Spread over the run, one of each kind at a time, so that faults meet every step and not only the first.
  for (let round = 0; round < times; round += 1) {
    for (const system of SYSTEMS) {
      for (const kind of KINDS) await control(system, 'faults', { kind, times: 1, delayMs: 2_000 });
    }
    await sleep(2_000);
  }
}

async function placeAll(count) {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const number = next++;
      const { status, body } = await json('POST', `${hubUrl}/api/v1/orders`, order(number));
      if (status !== 202) throw new Error(`Order ${number} was answered ${status}: ${JSON.stringify(body)}`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}

async function importCsv(file) {
  if (file === undefined) return;
  const program = path.join(ROOT, 'dist/apps/hub/src/cli/main.js');
  const args = [program, 'orders', 'import', file, '--url', hubUrl, '--key', apiKey];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'ignore'] });
  await new Promise((resolve) => child.on('exit', resolve));
}

async function figures() {
  const text = await (await fetch(`${hubUrl}/metrics`)).text();
  const sum = (name, label) =>
    text
      .split('\n')
      .filter((line) => line.startsWith(name) && (label === undefined || line.includes(label)))
      .reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
  const open = ['ready', 'queued', 'running'].reduce(
    (total, state) => total + sum('crossdock_backlog_jobs{', `state="${state}"`),
    0,
  );
  return {
    open,
    dead: sum('crossdock_backlog_jobs{', 'state="dead"'),
    inDoubt: sum('crossdock_backlog_jobs{', 'state="in-doubt"'),
    attention: sum('crossdock_orders_attention'),
  };
}

async function untilQuiet(minutes) {
  const deadline = Date.now() + minutes * 60_000;
  let quietSince = null;
  while (Date.now() < deadline) {
    const now = await figures();
    // A feed is read for ever, so one or two jobs are always about to run.
    quietSince = now.open <= 3 ? (quietSince ?? Date.now()) : null;
    if (quietSince !== null && Date.now() - quietSince > 10_000) return now;
    await sleep(2_000);
  }
  return figures();
}

async function count(system, type) {
  const { body } = await control(system, `records?type=${type}`);
  const perOrder = new Map();
  for (const { reference } of body) perOrder.set(reference, (perOrder.get(reference) ?? 0) + 1);
  return perOrder;
}

async function ordersByStatus() {
  const found = new Map();
  let cursor = '';
  do {
    const { body } = await json('GET', `${hubUrl}/api/v1/orders?limit=100${cursor}`);
    for (const { reference, status, attention } of body.items) found.set(reference, { status, attention });
    cursor = body.nextCursor === null ? null : `&cursor=${encodeURIComponent(body.nextCursor)}`;
  } while (cursor !== null);
  return found;
}

const started = Date.now();
await control('allegro', 'advance', { action: 'place-order', count: Number(values.allegro) });
const faults = breakEverything(Number(values.times));
await Promise.all([importCsv(values.csv), placeAll(Number(values.orders))]);
const placedAfter = (Date.now() - started) / 1000;
await faults;
const end = await untilQuiet(Number(values.minutes));
const seconds = Math.round((Date.now() - started) / 1000);

const orders = await ordersByStatus();
const documents = await count('dynamics-365-bc', 'sales-order');
const fulfilments = await count('wms', 'fulfilment');
const parcels = new Map([...(await count('inpost', 'shipment')), ...(await count('parcel', 'shipment'))]);
const reports = await count('allegro', 'shipment');
const broken = [];
for (const [reference, { status, attention }] of orders) {
  const done = status === 'shipped' || status === 'delivered';
  for (const [what, held] of Object.entries({ documents, fulfilments, parcels })) {
    const n = held.get(reference) ?? 0;
    if (n > 1) broken.push(`${reference}: ${n} ${what}`);
    if (done && n !== 1) broken.push(`${reference}: ${status} with ${n} ${what}`);
  }
  if (!done && !attention && status !== 'cancelled') broken.push(`${reference}: ${status}, and nobody is told`);
}
for (const [what, held] of Object.entries({ documents, fulfilments, parcels })) {
  for (const [reference, n] of held) if (n > 1 && !orders.has(reference)) broken.push(`${reference}: ${n} ${what}`);
}
for (const [reference, n] of reports) if (n > 1) broken.push(`${reference}: ${n} tracking numbers at Allegro`);
const { body: systems } = await json('GET', `${sandboxUrl}/__sandbox/systems`);
const used = Object.fromEntries(systems.map(({ system, usedFaults }) => [system, usedFaults]));
const byStatus = {};
for (const { status } of orders.values()) byStatus[status] = (byStatus[status] ?? 0) + 1;
process.stdout.write(
  `${JSON.stringify(
    {
      seconds,
      placedAfter,
      orders: orders.size,
      byStatus,
      ...end,
      allegroReported: reports.size,
      used,
      broken: broken.slice(0, 50),
      brokenCount: broken.length,
    },
    null,
    1,
  )}\n`,
);
process.exit(broken.length === 0 ? 0 : 1);
