// The campaign: orders come in while everything is broken in turn; then everything is mended, and the history is judged.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../stack/settings.mjs';
import { checkHistory, tally } from './checker.mjs';
import { Controller } from './controller.mjs';
import {
  findLeaks,
  readAudit,
  readDocuments,
  readOrders,
  readStoppedConnections,
  readVerifiedPayments,
  usedFaults,
} from './evidence.mjs';
import { Operator } from './operator.mjs';
import { planOf } from './plan.mjs';
import { untilQuiet } from './quiet.mjs';
import { Recovery, spread } from './recovery.mjs';
import { ShopClient } from './shop-client.mjs';
import { Traffic } from './traffic.mjs';
import { AnswersDuringAbsence, Watch } from './watch.mjs';

const READY_WITHIN_MS = 60_000;

/** @returns the result, as docs/reliability.md describes it */
export async function campaign({ ground, options, log, isOver }) {
  const from = Date.now();
  const cast = castOf(ground, options);
  const { controller, traffic, watch, recovery, shops } = cast;
  recovery.start();
  watch.start(shops);
  traffic.start();
  const imported = importCsv(ground, options.csv);
  await controllerRun(controller, options, ground, isOver);
  log.say(`${controller.killed} kills are done; no more faults`);
  await ground.heal();
  await imported;
  await importCsv(ground, options.csv);
  await traffic.stop();
  const healedAt = Date.now();
  const ready = await ground.fleet.untilAllReady(READY_WITHIN_MS);
  const quiet = await untilQuiet(ground.database, { withinMs: options.settleMinutes * 60_000, say: log.say });
  log.say(
    `${quiet.quiet ? 'all is quiet' : 'it did not become quiet'} after ${((Date.now() - healedAt) / 1_000).toFixed(0)} s`,
  );
  await watch.stop();
  await recovery.stop();
  const evidence = await gather(ground, cast, { ready, quiet });
  const broken = checkHistory(evidence);
  return {
    ...resultOf(cast, evidence, broken, options, ground),
    seconds: Math.round((Date.now() - from) / 1_000),
    used: await usedFaults(ground.sandbox),
  };
}

function castOf(ground, options) {
  const apis = () => ground.apis;
  const shop = new ShopClient({ apis, key: ground.keys.shop });
  const marketplace = new ShopClient({ apis, key: ground.keys.allegro });
  const during = new AnswersDuringAbsence(() => ground.postgres.absences);
  shop.onAnswer((answer) => during.note(answer));
  const run = `C${options.seed}`;
  const { seed, ordersPerSecond } = options;
  const traffic = new Traffic({ run, seed, ordersPerSecond, ground, shop });
  const recovery = new Recovery(ground.database);
  const operator = new Operator({ apis, admin: ground.demo.admin });
  const controller = new Controller({
    ground,
    log: options.log,
    recovery,
    operator,
    placeOne: async () => traffic.placeOne(),
  });
  return { controller, traffic, recovery, operator, during, watch: new Watch(), shop, shops: [shop, marketplace] };
}

async function controllerRun(controller, options, ground, isOver) {
  const { seed, kills, secondsBetween } = options;
  const plan = planOf({ seed, kills, secondsBetween, redis: ground.redis !== null });
  await controller.carryOut(plan, isOver);
}

/** As an operator imports a file, while everything else goes on; and once more when the API is there to stay. */
async function importCsv(ground, file) {
  if (file === null) return;
  const program = path.join(ROOT, 'dist/apps/hub/src/cli/main.js');
  const to = ['--url', ground.apis[0], '--key', ground.keys.shop, '--report', path.join(ground.logDir, 'import.csv')];
  const args = [program, 'orders', 'import', path.resolve(file), ...to];
  const log = openSync(path.join(ground.logDir, 'import.log'), 'a');
  const child = spawn(process.execPath, args, { stdio: ['ignore', log, log] });
  await new Promise((resolve) => child.once('exit', resolve));
  closeSync(log);
}

async function gather(ground, { traffic, watch, operator, shops }, { ready, quiet }) {
  const { database, sandbox, fleet, logDir } = ground;
  return {
    orders: await readOrders(shops),
    shopOrders: [...traffic.orders.values()],
    marketplaceOrders: traffic.marketplace,
    documents: await readDocuments(sandbox),
    verifiedPayments: await readVerifiedPayments(sandbox),
    seen: [...watch.seen],
    audit: await readAudit(database),
    operatorDone: operator.done,
    leaks: await findLeaks({ logDir, members: fleet.members, database }),
    ready,
    quiet,
    stoppedConnections: await readStoppedConnections(database),
    crashes: fleet.crashes,
  };
}

function resultOf(cast, evidence, broken, options, ground) {
  const { controller, traffic, recovery, during, shop } = cast;
  const needsPerson = evidence.orders.filter(({ attention }) => attention);
  return {
    seed: options.seed,
    kills: controller.killed,
    orders: evidence.orders.length,
    ...tally(broken),
    broken,
    recoveryMs: spread(recovery.afterKills),
    runAgainMs: spread(recovery.untilRunAgain),
    killsWithoutWork: recovery.killsWithoutWork,
    databaseBackMs: spread(recovery.afterDatabase),
    whileDatabaseAway: { answers: during.byStatus, longestMs: during.longestMs },
    killsByRole: controller.kills,
    faults: controller.faults,
    backend: options.backend,
    byStatus: counts(evidence.orders.map(({ status }) => status)),
    attention: needsPerson.map(({ externalId, attentionReason }) => ({ order: externalId, reason: attentionReason })),
    documents: counts(evidence.documents.map(({ kind }) => kind)),
    acknowledged: [...traffic.orders.values()].filter(({ acks }) => acks.length > 0).length,
    repeated: [...traffic.orders.values()].reduce((sum, { acks }) => sum + Math.max(0, acks.length - 1), 0),
    alteredRefused: [...traffic.orders.values()].flatMap(({ altered }) => altered).length,
    cancelled: counts([...traffic.orders.values()].flatMap(({ cancels }) => cancels)),
    answers: shop.answers,
    errors: shop.errors,
    hooks: { received: ground.hooks.received, replayed: ground.hooks.replayed, answers: ground.hooks.replayAnswers },
    auditRows: evidence.audit.checked,
    failedStarts: ground.fleet.failedStarts,
    quiet: evidence.quiet,
  };
}

function counts(words) {
  const found = {};
  for (const word of words) found[word] = (found[word] ?? 0) + 1;
  return found;
}
