import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { Problem } from './problem.mjs';
import { forgetRun, noteRun, refuseSecondRun } from './running.mjs';
import { prepareDataDir, readSettings, refuseBusyPorts } from './settings.mjs';
import { seconds, stage } from './stage.mjs';
import { welcome } from './welcome.mjs';

// npm and the terminal both hand on Ctrl-C, so a second signal right after the first means nothing.
const IMPATIENT_AFTER_MS = 2_000;

export async function start() {
  const from = Date.now();
  const signal = firstSignal();
  try {
    const settings = readSettings();
    prepareDataDir(settings.dataDir);
    refuseSecondRun(settings.dataDir);
    await refuseBusyPorts(settings);
    noteRun(settings.dataDir);
    try {
      process.exitCode = await run(settings, signal, from);
    } finally {
      forgetRun(settings.dataDir);
    }
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    process.exitCode = 1;
  }
  // A connection that was kept alive must not keep the program.
  process.exit();
}

async function run(settings, signal, from) {
  await ensureInstalled();
  await ensureBuilt();
  // Loaded late: it needs installed packages.
  const { startStack } = await import('./stack.mjs');
  const starting = startStack(settings, { stage, say: (line) => console.log(`\n${line}`) });
  const stack = await Promise.race([starting, signal]);
  if (typeof stack === 'string') {
    // Stopped while starting: finish the start, then stop it in order.
    await starting.then((started) => started.stop()).catch(() => undefined);
    return 0;
  }
  console.log(`Crossdock is ready after ${seconds(from)}.`);
  console.log(welcome(stack));
  const death = await Promise.race([stack.died, signal.then(() => null)]);
  console.log('');
  if (death !== null) console.error(death);
  await stack.stop();
  return death === null ? 0 : 1;
}

/** Resolves with the name of the first signal to stop, or when npm, our parent, is gone. */
function firstSignal() {
  return new Promise((resolve) => {
    let firstAt = null;
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(name, () => {
        if (firstAt !== null && Date.now() - firstAt > IMPATIENT_AFTER_MS) process.exit(130); // the guard stops the rest
        firstAt ??= Date.now();
        resolve(name);
      });
    }
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve('parent');
    }, 1_000).unref();
  });
}
