// Gathers what there is to see when all is over: the hub's answers, the remote systems' records, logs and metrics.
import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../stack/settings.mjs';
import { personalValueIn } from './people.mjs';
import { readAll } from './shop-client.mjs';

const AT_ONCE = 12;
const LEAKS_SHOWN = 20;
const ONE_EACH = new Set(['order.accepted', 'order.shipped', 'order.delivered', 'order.cancelled']);

/** The orders of all channels, whole, with their timelines. */
export async function readOrders(shops) {
  const orders = [];
  for (const shop of shops) {
    const own = [];
    await readAll(shop, '/api/v1/orders', async (items) => own.push(...items));
    const queue = [...own];
    const reader = async () => {
      for (let order = queue.pop(); order !== undefined; order = queue.pop()) {
        const answer = await shop.read(`/api/v1/orders/${order.id}/timeline`);
        order.timeline = answer.body.items;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, reader));
    orders.push(...own);
  }
  return orders;
}

const END = { cancelled: ['canceled', 'CANCELLED'], delivered: ['delivered', 'DELIVERED', 'RETURNED'] };

/** What the remote systems hold, in the words of checker.d.mts. */
export async function readDocuments(sandbox) {
  const read = async (system, type, kind, keyOf = ({ reference }) => reference) =>
    (await sandbox.records(system, type)).map((record) => ({
      kind,
      system,
      key: String(keyOf(record)),
      reference: record.reference,
      cancelled: END.cancelled.includes(record.status ?? record.state),
      delivered: END.delivered.includes(record.status ?? record.state),
      at: record.createdAt,
    }));
  const events = (await sandbox.records('shop', 'event')).filter(({ event }) => ONE_EACH.has(event));
  return [
    ...(await read('dynamics-365-bc', 'sales-order', 'sales-order')),
    ...(await read('dynamics-365-bc', 'invoice', 'invoice')),
    ...(await read('dynamics-365-bc', 'payment', 'payment')),
    ...(await read('wms', 'fulfilment', 'fulfilment', ({ fulfilmentReference }) => fulfilmentReference)),
    ...(await read('inpost', 'shipment', 'shipment', ({ externalCustomerId }) => externalCustomerId)),
    ...(await read('parcel', 'shipment', 'shipment', ({ customerReference }) => customerReference)),
    ...(await read('przelewy24', 'refund', 'refund', ({ requestId }) => requestId)),
    ...(await read('allegro', 'shipment', 'report', ({ reference, waybill }) => `${reference}/${waybill}`)),
    ...events.map(({ reference, event, createdAt }) => ({
      kind: 'event',
      system: 'shop',
      key: `${reference}/${event}`,
      reference,
      cancelled: false,
      delivered: false,
      at: createdAt,
    })),
  ];
}

/** Transactions that the gateway holds as paid and confirmed (2), not given back (3). */
export async function readVerifiedPayments(sandbox) {
  const transactions = await sandbox.records('przelewy24', 'transaction');
  return transactions.filter(({ status }) => status === 2).map(({ sessionId }) => sessionId);
}

/** The product's own verifier reads the chain; what operators did is counted beside it. */
export async function readAudit(database) {
  const file = path.join(ROOT, 'dist/apps/hub/src/audit/audit-chain.js');
  const { verifyAuditChain } = await import(pathToFileURL(file).href);
  const verdict = await verifyAuditChain({ query: async (text, values) => database.query(text, values) });
  const rows = await database.query('select action, count(*)::int as count from audit_event group by 1');
  return { ...verdict, actions: Object.fromEntries(rows.map(({ action, count }) => [action, count])) };
}

export async function readStoppedConnections(database) {
  return database.query(
    `select id, concat_ws(' ', paused_reason, held_reason, problem) as reason from connection
     where paused_at is not null or sign_in_needed_at is not null or held_until is not null`,
  );
}

/** Personal values of the buyers in logs, metrics and queue data: where, and which. */
export async function findLeaks({ logDir, members, database }) {
  const leaks = [];
  const look = (where, text) => {
    const value = personalValueIn(text);
    if (value !== null && leaks.length < LEAKS_SHOWN) leaks.push({ where, value });
  };
  const names = new Set(members.flatMap(({ name }) => [`${name}.log`, `${name}.log.1`]));
  for (const file of readdirSync(logDir).filter((name) => names.has(name))) {
    const lines = createInterface({ input: createReadStream(path.join(logDir, file)), crlfDelay: Infinity });
    for await (const line of lines) look(file, line);
  }
  for (const { name, url } of members) {
    look(`/metrics of ${name}`, await (await fetch(`${url}/metrics`)).text());
  }
  for (const [table, text] of await queueRows(database)) look(`the queue's table ${table}`, text);
  return leaks;
}

async function queueRows(database) {
  const tables = await database.query(`select tablename from pg_tables where schemaname = 'bullmq'`);
  const found = [];
  for (const { tablename } of tables) {
    const rows = await database.query(`select t::text as text from bullmq."${tablename}" t limit 200000`);
    found.push(...rows.map(({ text }) => [tablename, text]));
  }
  return found;
}

/** How often each kind of fault was really met, by system. */
export async function usedFaults(sandbox) {
  const systems = await sandbox.systems();
  return Object.fromEntries(systems.map(({ system, usedFaults: used }) => [system, used]));
}

/** Log lines about one connection since then: `errors` would wake somebody up, `warnings` would be read afterwards. */
export async function countLogLines({ logDir, connection, from }) {
  const counts = { errors: 0, warnings: 0 };
  for (const file of readdirSync(logDir)) {
    const lines = createInterface({ input: createReadStream(path.join(logDir, file)), crlfDelay: Infinity });
    for await (const line of lines) {
      const level = line.includes(connection) ? levelOf(line, connection, from) : 0;
      if (level >= ERROR) counts.errors += 1;
      else if (level >= WARNING) counts.warnings += 1;
    }
  }
  return counts;
}

// Numbers of pino.
const ERROR = 50;
const WARNING = 40;

function levelOf(line, connection, from) {
  try {
    const { level, time, connection: id, connectionId } = JSON.parse(line);
    return Date.parse(time) >= from && (id ?? connectionId) === connection ? level : 0;
  } catch {
    return 0;
  }
}
