import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../stack/build.mjs';
import { ensureInstalled } from '../stack/install.mjs';
import { Problem } from '../stack/problem.mjs';
import { createLog } from './log.mjs';
import { readOptions, USAGE } from './options.mjs';
import { printBroken, printCampaign, writeDocs } from './report.mjs';

/** @returns {Promise<number>} the exit code: 0 when nothing is broken */
export async function run(args) {
  try {
    const options = readOptions(args);
    if (options.help) {
      console.log(USAGE);
      return 0;
    }
    await ensureInstalled();
    await ensureBuilt({ panel: false });
    return await inDataDir(options, args);
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    return error instanceof Problem ? 2 : 1;
  }
}

async function inDataDir(options, args) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crossdock-chaos-'));
  const log = createLog(path.join(dataDir, 'campaign.log'));
  log.say(`seed ${options.seed}; everything is in ${dataDir}`);
  const result = await onProvingGround({ ...options, dataDir, log });
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
  const isGood = result.broken.length === 0;
  if (options.writeDocs && options.outage === null) writeDocs(result, commandOf(args, options.seed));
  if (isGood && !options.keep) rmSync(dataDir, { recursive: true, force: true });
  else console.log(`Logs and the campaign's own record are in ${dataDir}.`);
  return isGood ? 0 : 1;
}

async function onProvingGround(options) {
  // Loaded late: nothing is installed yet when this file is.
  const { ProvingGround } = await import('./proving-ground.mjs');
  const { log } = options;
  const ground = new ProvingGround(options);
  const interruption = interruptible(ground, options);
  try {
    await ground.start();
    log.say(`${ground.fleet.members.length} processes are ready`);
    const result = await scenario({ ground, options, log, isOver: () => interruption.isOver });
    return result;
  } finally {
    interruption.end();
    await ground.stop();
  }
}

async function scenario(parts) {
  const { options, log } = parts;
  if (options.outage !== null) {
    const { outage, printOutage } = await import('./outage.mjs');
    const result = await outage(parts);
    printOutage(result, log.say);
    printBroken(result, log.say);
    return result;
  }
  const { campaign } = await import('./campaign.mjs');
  const result = await campaign(parts);
  printCampaign(result, log.say);
  const { seed, kills, orders, lost, duplicated, broken, recoveryMs } = result;
  console.log(JSON.stringify({ seed, kills, orders, lost, duplicated, broken, recoveryMs }));
  return result;
}

/** The first interruption ends everything that was started; nothing is judged then. */
function interruptible(ground, { dataDir, keep }) {
  const state = { isOver: false, end: () => {} };
  const stop = () => {
    state.isOver = true;
    void ground.stop().then(() => {
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
      process.exit(130);
    });
  };
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, stop);
  state.end = () => {
    for (const name of ['SIGINT', 'SIGTERM']) process.off(name, stop);
  };
  return state;
}

/** What somebody else would have to type; where the result goes is nobody's business. */
function commandOf(args, seed) {
  const ofTheirOwn = ['--seed', '--json'];
  const kept = args.filter(
    (word, index) => !['--write-docs', '--keep', ...ofTheirOwn].includes(word) && !ofTheirOwn.includes(args[index - 1]),
  );
  return ['npm run chaos --', ...kept, '--seed', String(seed)].join(' ');
}
