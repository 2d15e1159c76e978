import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './processes.mjs';
import { Problem } from './problem.mjs';

const noteOf = (dataDir) => path.join(dataDir, 'run.json');

/** @throws Problem when a start that still runs uses the folder */
export function refuseSecondRun(dataDir) {
  const pid = runningFrom(dataDir);
  if (pid !== null) throw new Problem(`Crossdock already runs from ${dataDir} (process ${pid}).`);
}

export function noteRun(dataDir) {
  writeFileSync(noteOf(dataDir), `${JSON.stringify({ pid: process.pid, program: process.argv[1] })}\n`);
}

export function forgetRun(dataDir) {
  rmSync(noteOf(dataDir), { force: true });
}

function runningFrom(dataDir) {
  if (!existsSync(noteOf(dataDir))) return null;
  try {
    const { pid, program } = JSON.parse(readFileSync(noteOf(dataDir), 'utf8'));
    return pid !== process.pid && isAlive(pid, path.basename(program)) ? pid : null;
  } catch {
    return null;
  }
}
