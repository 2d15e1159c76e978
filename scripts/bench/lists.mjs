// How long the panel waits for its lists when there are many sync jobs, over the panel's own API.
import { randomBytes } from 'node:crypto';
import { now } from './clock.mjs';
import { checkpoint, withClient } from './database.mjs';
import { fillHistory } from './history.mjs';
import { measure } from './measure.mjs';
import { percentiles } from './percentiles.mjs';
import { explainEverything, plansOf } from './plans.mjs';
import { command, prepareHub, startHub } from './subjects/hub.mjs';

const NAME = 'hub-lists';
const ROUNDS = 30;
/** Orders that are placed to be copied. */
const TEMPLATES = 300;
const TROUBLE_EVERY = 10_000;
const EMAIL = 'bench@crossdock.example';

const list = (resource, filter, range = [0, 24]) => {
  const parameter = (value) => encodeURIComponent(JSON.stringify(value));
  return `${resource}?filter=${parameter(filter)}&range=${parameter(range)}`;
};

/** As the panel asks. `{order}` and `{orderNumber}` are those of an order in the middle of the history. */
const REQUESTS = {
  overview: 'overview',
  'sync jobs': list('sync-jobs', {}),
  'sync jobs, page 40': list('sync-jobs', {}, [975, 999]),
  'sync jobs, page 400': list('sync-jobs', {}, [9_975, 9_999]),
  'sync jobs, trouble': list('sync-jobs', { onlyTrouble: true }),
  'sync jobs, dead': list('sync-jobs', { state: 'dead' }),
  'sync jobs, waiting': list('sync-jobs', { state: 'waiting' }),
  'sync jobs, done': list('sync-jobs', { state: 'done' }),
  'sync jobs, skipped': list('sync-jobs', { state: 'skipped' }),
  'sync jobs of a connection': list('sync-jobs', { connectionId: 'wms' }),
  'sync jobs of a connection, dead': list('sync-jobs', { connectionId: 'wms', state: 'dead' }),
  'sync jobs of a flow': list('sync-jobs', { flow: 'order-fulfilment' }),
  'sync jobs of an order': list('sync-jobs', { orderId: '{order}' }),
  orders: list('orders', {}),
  'orders, page 40': list('orders', {}, [975, 999]),
  'orders, delivered': list('orders', { status: 'delivered' }),
  'orders, attention': list('orders', { attention: true }),
  'orders, search': list('orders', { q: '{orderNumber}' }),
  'error groups': list('error-groups', {}),
};

/** @returns {Promise<{name: string, ms: object}[]>} */
export async function timeLists(parts) {
  const { options, server, dataDir } = parts;
  const prepared = await prepareHub(NAME, parts);
  const { DATABASE_URL: databaseUrl } = prepared.env;
  await placeTemplates(prepared, parts);
  const jobsPerOrder = await withClient(databaseUrl, (client) => one(client, JOBS_PER_ORDER));
  await fillHistory(databaseUrl, Math.ceil(options.lists / jobsPerOrder));
  const middle = await withClient(databaseUrl, async (client) => {
    await client.query(TROUBLE);
    await client.query('vacuum (analyze) sync_job');
    return (await client.query(MIDDLE)).rows[0];
  });
  await checkpoint(server);
  const signIn = await user(prepared.env);
  const requests = Object.entries(REQUESTS).map(([name, address]) => [name, filledIn(address, middle)]);
  const inHub = async (work) => {
    const hub = await startHub(NAME, prepared, parts);
    try {
      return await work(await Panel.signedIn(`${hub.url}/admin/api`, signIn));
    } finally {
      await hub.stop();
    }
  };
  const times = await inHub((panel) => timed(panel, requests));
  if (options.explain) {
    await explainEverything(databaseUrl);
    console.log(await inHub((panel) => plansOf(dataDir, requests, (address) => panel.ask(address))));
  }
  return times;
}

async function user(env) {
  const password = randomBytes(15).toString('base64url');
  await command({ ...env, CROSSDOCK_PASSWORD: password }, 'users', 'create', '--email', EMAIL, '--role', 'admin');
  return { email: EMAIL, password };
}

async function placeTemplates(prepared, parts) {
  const hub = await startHub(`${NAME}-templates`, prepared, parts);
  try {
    const { standIn, server } = parts;
    await measure(NAME, hub, { standIn, postgresPid: server.pid, orders: TEMPLATES, rate: null, prefix: 'L' });
  } finally {
    await hub.stop();
  }
}

const JOBS_PER_ORDER = 'select (select count(*) from sync_job)::float / (select count(*) from orders) as value';
// As the hub would leave them, in every month; error groups follow by themselves.
const TROUBLE = `
update sync_job set state = 'dead', result = null, attempts = 8, error = '{"class": "rejected", "code": "remote.rejected",
    "summary": "The record was refused.", "fix": null, "vendorCode": null, "field": null, "httpStatus": 422}'
  where id % ${TROUBLE_EVERY} = 7;
update sync_job set state = 'skipped', result = null, note = 'Done by hand.' where id % ${TROUBLE_EVERY} = 8;
update orders set attention = true, attention_reason = 'sync-job' where id in
  (select o.id from sync_job j join orders o on o.id::text = j.subject_id where j.state = 'dead');
`;
const MIDDLE = `select id as order, external_id as "orderNumber" from orders
  order by received_at desc, id desc offset (select least(count(*) / 2, 500000) from orders) limit 1`;

async function one(client, query) {
  const { rows } = await client.query(query);
  return rows[0].value;
}

function filledIn(address, middle) {
  return Object.entries(middle).reduce((text, [name, value]) => {
    return text.replaceAll(encodeURIComponent(`{${name}}`), encodeURIComponent(value));
  }, address);
}

async function timed(panel, requests) {
  const times = new Map(requests.map(([name]) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, address] of requests) times.get(name).push(await panel.ask(address));
  }
  return [...times].map(([name, ms]) => ({ name, ms: percentiles(ms) }));
}

/** Somebody who looks at the panel. */
class Panel {
  constructor(api, cookie) {
    this.api = api;
    this.cookie = cookie;
  }

  static async signedIn(api, credentials) {
    const answer = await fetch(`${api}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    });
    if (!answer.ok) throw new Error(`Signing in was answered ${answer.status}: ${await answer.text()}`);
    return new Panel(api, answer.headers.get('set-cookie').split(';')[0]);
  }

  /** @returns {Promise<number>} milliseconds until all of the answer was there */
  async ask(address) {
    const from = now();
    const answer = await fetch(`${this.api}/${address}`, { headers: { cookie: this.cookie } });
    const text = await answer.text();
    // A list that takes too long is refused by the hub: its time says so.
    if (!answer.ok && answer.status !== 422)
      throw new Error(`${address} was answered ${answer.status}: ${text.slice(0, 300)}`);
    return now() - from;
  }
}
