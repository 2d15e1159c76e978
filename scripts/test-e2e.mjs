// npm run test:e2e: the panel in headless Chromium, against everything that npm start starts, on free ports and with
// data that is thrown away. Arguments are paths of specs.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './stack/build.mjs';
import { runTool } from './stack/command.mjs';
import { ensureInstalled } from './stack/install.mjs';
import { freePort } from './stack/ports.mjs';
import { Problem } from './stack/problem.mjs';
import { stage } from './stack/stage.mjs';
import { countsOf, ONE_FAILED, resultFile, summary } from './stack/tally.mjs';

const TEST_TIMEOUT_MS = 120_000;
let counts = ONE_FAILED;
try {
  counts = await main();
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
}
console.log(summary(counts));
process.exit(counts.failed === 0 ? 0 : 1);

async function main() {
  const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(chromium)) {
    throw new Problem(`Chromium is not at ${chromium}: install it (apt-get install chromium) or set CHROMIUM_PATH.`);
  }
  await ensureInstalled();
  await ensureBuilt();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crossdock-e2e-'));
  const settings = {
    port: await freePort(),
    sandboxPort: await freePort(),
    dataDir,
    databaseUrl: null,
    sandbox: true,
    logToConsole: false,
  };
  const { startStack } = await import('./stack/stack.mjs');
  const stack = await startStack(settings, { durable: false, stage });
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => void stack.stop().then(() => process.exit(1)));
  try {
    return await tests({ CROSSDOCK_E2E_DATA_DIR: dataDir, CHROMIUM_PATH: chromium });
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function tests(env) {
  const file = resultFile();
  const args = [
    '--selectProjects',
    'e2e',
    '--runInBand',
    `--testTimeout=${TEST_TIMEOUT_MS}`,
    '--json',
    `--outputFile=${file}`,
  ];
  const { code } = await runTool('jest/bin/jest.js', [...args, ...process.argv.slice(2)], { live: true, env });
  return countsOf(file, code);
}
