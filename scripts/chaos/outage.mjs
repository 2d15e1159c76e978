// One remote system is away for a while and orders keep coming: what waits for it waits, everything else keeps its speed, and
// all of it goes on by itself afterwards.
import { setTimeout as sleep } from 'node:timers/promises';
import { countLogLines } from './evidence.mjs';
import { untilQuiet } from './quiet.mjs';
import { table } from './report.mjs';
import { ShopClient } from './shop-client.mjs';
import { Traffic } from './traffic.mjs';

const MOST_ALERTS = 3;
const MOST_SLOWER = 1.1;
const CONNECTION_OF = { shop: 'demo-shop' };
const WARM_UP_MS = 20_000;

export async function outage({ ground, options, log, isOver }) {
  const { seed, ordersPerSecond } = options;
  const connection = CONNECTION_OF[options.outage] ?? options.outage;
  const shop = new ShopClient({ apis: () => ground.apis, key: ground.keys.shop });
  const traffic = new Traffic({ run: `O${seed}`, seed, ordersPerSecond, ground, shop, plain: true });
  traffic.start();
  await sleep(WARM_UP_MS);
  const before = { from: new Date() };
  log.say(`everything works, for ${options.seconds} s`);
  await pass(options.seconds, isOver);
  before.to = new Date();
  const wire = ground.wires.get(options.outage);
  const during = { from: new Date() };
  await wire.refuse();
  log.say(`${options.outage} refuses all connections, for ${options.seconds} s`);
  await pass(options.seconds, isOver);
  during.to = new Date();
  const atEnd = await stateOf(ground.database, connection);
  const attention = await attentionOf(ground.database);
  await wire.heal();
  log.say(`${options.outage} is back`);
  await traffic.stop();
  const quiet = await untilQuiet(ground.database, { withinMs: options.settleMinutes * 60_000, say: log.say });
  const speed = await speeds(ground.database, connection, before, during);
  const lines = await countLogLines({ logDir: ground.logDir, connection, from: during.from.getTime() });
  const result = {
    seed,
    outage: options.outage,
    seconds: options.seconds,
    orders: traffic.orders.size + traffic.marketplace.length,
    ...atEnd,
    attention,
    attentionAfterwards: await attentionOf(ground.database),
    alerts: lines.errors,
    warnings: lines.warnings,
    speed,
    drainedMs: quiet.quiet ? quiet.afterMs : null,
  };
  return { ...result, broken: judge(result) };
}

async function pass(seconds, isOver) {
  for (const deadline = Date.now() + seconds * 1_000; Date.now() < deadline && !isOver();) await sleep(200);
}

/** The connection at the end of the outage: held back or not, and what its jobs have used up. */
async function stateOf(database, connection) {
  const [row] = await database.query(
    `select c.held_until is not null as held, count(j.id)::int as waiting, coalesce(max(j.attempts), 0)::int as attempts,
       coalesce(avg(j.attempts), 0)::float8 as mean
     from connection c left join sync_job j on j.connection_id = c.id and j.kind <> 'poll'
       and j.state in ('ready', 'queued', 'running')
     where c.id = $1 group by c.id`,
    [connection],
  );
  const [{ callers }] = await database.query(
    `select count(distinct a.job_id)::int as callers from attempt a join sync_job j on j.id = a.job_id
     where j.connection_id = $1 and a.error is not null and a.error->>'class' <> 'throttled'`,
    [connection],
  );
  return {
    breakerOpen: row.held,
    jobsWaiting: row.waiting,
    mostAttempts: row.attempts,
    meanAttempts: Math.round(row.mean * 100) / 100,
    jobsThatFailed: callers,
  };
}

async function attentionOf(database) {
  const [{ count }] = await database.query('select count(*)::int as count from orders where attention');
  return count;
}

/** p95 of the steps at the other systems, of their own time and of the time from due to begun, before and during. */
async function speeds(database, connection, before, during) {
  const rows = await database.query(
    `select j.connection_id as connection, a.started_at < $3 as before, count(*)::int as steps,
       percentile_cont(0.95) within group (order by a.duration_ms)::float8 as p95
     from attempt a join sync_job j on j.id = a.job_id
     where j.connection_id <> $1 and j.kind <> 'poll' and a.started_at >= $2 and a.started_at < $5
       and (a.started_at < $3 or a.started_at >= $4) group by 1, 2`,
    [connection, before.from, before.to, during.from, during.to],
  );
  const of = (id, first) => rows.find((row) => row.connection === id && row.before === first);
  return [...new Set(rows.map((row) => row.connection))].map((id) => {
    const [first, second] = [of(id, true), of(id, false)];
    const ratio = first === undefined || second === undefined ? null : second.p95 / Math.max(1, first.p95);
    return { connection: id, before: first?.p95 ?? null, during: second?.p95 ?? null, ratio };
  });
}

function judge(result) {
  const tests = [
    [result.breakerOpen, 'its breaker did not open'],
    [result.attention === 0 && result.attentionAfterwards === 0, `${result.attentionAfterwards} orders need a person`],
    [result.alerts <= MOST_ALERTS, `${result.alerts} alerts`],
    [result.drainedMs !== null, 'what waited was not done afterwards'],
    // Some milliseconds are nothing but the clock.
    ...result.speed.map(({ connection, before, during, ratio }) => [
      ratio === null || ratio <= MOST_SLOWER || during - before < 10,
      `steps at ${connection} took ${ratio?.toFixed(2)} times as long`,
    ]),
  ];
  return tests
    .filter(([holds]) => !holds)
    .map(([, text]) => ({ invariant: 'outage', order: null, text: `${result.outage}: ${text}` }));
}

export function printOutage(result, say) {
  const rows = [
    ['system', `${result.outage}, away for ${result.seconds} s`],
    ['orders', String(result.orders)],
    ['breaker open at the end of it', result.breakerOpen ? 'yes' : 'no'],
    ['jobs that waited', `${result.jobsWaiting}, ${result.jobsThatFailed} of all had failed calls`],
    ['attempts used up by those', `mean ${result.meanAttempts}, most ${result.mostAttempts}`],
    ['orders in front of a person', `${result.attention}, afterwards ${result.attentionAfterwards}`],
    ['alerts in the logs', `${result.alerts} (at most ${MOST_ALERTS}), and ${result.warnings} warnings`],
    [
      'drained by itself after',
      result.drainedMs === null ? 'not in time' : `${(result.drainedMs / 1_000).toFixed(0)} s`,
    ],
    ...result.speed.map(({ connection, before, during }) => [
      `p95 of steps at ${connection}`,
      `${before?.toFixed(0) ?? '–'} ms before, ${during?.toFixed(0) ?? '–'} ms during`,
    ]),
  ];
  say(`\n${table(rows)}\n`);
}
