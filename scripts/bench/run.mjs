import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../stack/build.mjs';
import { ensureInstalled } from '../stack/install.mjs';
import { Problem } from '../stack/problem.mjs';
import { readOptions, USAGE } from './options.mjs';
import { report } from './report.mjs';
import { Started } from './started.mjs';

const INTERRUPTED = 130;

/** @returns {Promise<number>} the exit code: 0 when nothing was lost or done twice */
export async function run(args) {
  try {
    const options = readOptions(args);
    if (options.help) {
      console.log(USAGE);
      return 0;
    }
    await ensureInstalled();
    await ensureBuilt({ panel: false });
    return await inDataDir(options);
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    return error instanceof Problem ? 2 : 1;
  }
}

async function inDataDir(options) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crossdock-bench-'));
  const started = new Started();
  const interrupted = new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => resolve(null));
  });
  try {
    // Loaded late: nothing is installed yet when this file is.
    const { campaign } = await import('./campaign.mjs');
    const measuring = campaign({ options, dataDir, started });
    const result = await Promise.race([measuring, interrupted]);
    // What is cut off in the middle fails, and nobody asks any more.
    if (result === null) void measuring.catch(() => {});
    return result === null ? INTERRUPTED : finished(result, options);
  } finally {
    await started.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function finished({ profiles, ...result }, { json }) {
  console.log(`\n${report(result)}`);
  if (profiles !== null) console.log(`\nCPU profiles are in ${kept(profiles)}.`);
  if (json !== null) writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
  const broken = result.runs.filter(({ lost, duplicated }) => lost > 0 || duplicated > 0);
  for (const { name, lost, duplicated } of broken) console.error(`${name}: ${lost} lost, ${duplicated} done twice.`);
  return broken.length === 0 ? 0 : 1;
}

/** Profiles outlive the run, its data does not. */
function kept(folder) {
  const target = mkdtempSync(path.join(tmpdir(), 'crossdock-profiles-'));
  cpSync(folder, target, { recursive: true });
  return target;
}
