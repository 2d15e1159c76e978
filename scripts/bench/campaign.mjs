// The measurements, one after the other, against the same stand-in and the same PostgreSQL server.
import path from 'node:path';
import { startPostgres } from '../stack/postgres.mjs';
import { stage } from '../stack/stage.mjs';
import { checkpoint } from './database.mjs';
import { fillHistory } from './history.mjs';
import { machineOf } from './machine.mjs';
import { measure } from './measure.mjs';
import { ratiosOf } from './ratios.mjs';
import { redisFor } from './redis.mjs';
import { countFromHere, STATEMENT_SETTINGS, statementsOf } from './statements.mjs';
import { StandIn } from './stand-in-client.mjs';
import { prepareHub, startHub } from './subjects/hub.mjs';
import { startPeer } from './subjects/peer.mjs';

const CONNECTIONS = 300;

/** @returns what `--json` writes */
export async function campaign({ options, dataDir, started }) {
  const settings = options.statements ? STATEMENT_SETTINGS : [];
  const server = await startPostgres({ dataDir, durable: true, maxConnections: CONNECTIONS, settings });
  started.add(server, 'INT');
  const standIn = await StandIn.start({ dataDir, started, port: options.standInPort ?? undefined });
  const parts = { options, dataDir, started, server, standIn };
  const { plan, leftOut } = await planned(parts);
  const runs = [];
  for (const run of plan) runs.push(await stage(`Measuring ${run.name}`, () => measured(run, parts)));
  const lists = options.lists === null ? [] : await listsOf(parts);
  const machine = await machineOf(server);
  const profiles = options.profile ? path.join(dataDir, 'profiles') : null;
  return {
    orders: options.orders,
    rate: options.rate,
    runs,
    ratios: ratiosOf(runs),
    lists,
    machine,
    leftOut,
    profiles,
  };
}

async function planned(parts) {
  const { options, started } = parts;
  const wants = (name) => options.subjects.includes(name);
  const plan = [];
  const leftOut = [];
  for (const name of ['floor', 'dbos'].filter(wants)) plan.push({ name, start: () => startPeer(name, parts) });
  if (wants('hub-postgres')) plan.push(...hubOnPostgres(parts));
  if (wants('hub-redis')) {
    const redis = await redisFor({ started, isWanted: options.isRedisWanted });
    if (redis === null) leftOut.push('hub-redis is left out: neither redis-server nor valkey-server is installed.');
    else plan.push(hub('hub-redis', parts, redis.url));
  }
  if (options.other !== null) plan.push({ name: 'other', start: () => otherSubject(options) });
  return { plan, leftOut };
}

function hub(name, parts, redisUrl) {
  return { name, start: async () => startHub(name, await prepareHub(name, parts, redisUrl), parts) };
}

/** Once as it is and, when it is asked for, once more in the same database with a history. */
function hubOnPostgres(parts) {
  const { history } = parts.options;
  const name = 'hub-postgres';
  if (history === null) return [hub(name, parts)];
  let prepared;
  const first = async () => {
    prepared = await prepareHub(name, parts);
    return startHub(name, prepared, parts);
  };
  const again = async () => {
    await fillHistory(prepared.env.DATABASE_URL, history);
    return startHub(`${name}-history`, prepared, parts);
  };
  return [
    { name, start: first },
    { name: `${name}-history`, start: again, prefix: 'H' },
  ];
}

/** Something that somebody else has started and set up to call the stand-in. */
function otherSubject({ other, otherPids }) {
  return { intake: { url: other, headers: {} }, pids: otherPids, stop: async () => {} };
}

async function measured({ name, start, prefix = 'B' }, { server, standIn, options }) {
  const { orders, rate, statements } = options;
  const subject = await start();
  try {
    await checkpoint(server);
    if (statements) await countFromHere(server);
    const result = await measure(name, subject, { standIn, postgresPid: server.pid, orders, rate, prefix });
    return statements ? { ...result, statements: await statementsOf(server, orders) } : result;
  } finally {
    await subject.stop();
  }
}

async function listsOf(parts) {
  const { timeLists } = await import('./lists.mjs');
  return stage('Timing the lists of the panel', () => timeLists(parts));
}
