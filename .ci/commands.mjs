// Short runs of the commands that people use, against everything that npm start starts: the command line, a certification
// of every demonstration connection and one order, placed with the printed curl. Ends with "N passed, N failed".
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../scripts/stack/ports.mjs';
import { ROOT } from '../scripts/stack/settings.mjs';

const READY_WITHIN_MS = 600_000; // it may install and build first
const SHIPPED_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 60_000;
const CONNECTIONS = 'apps/hub/src/demo/connections';

let passed = 0;
let failed = 0;
const dataDir = mkdtempSync(path.join(tmpdir(), 'crossdock-ci-'));
const env = {
  ...process.env,
  DATA_DIR: dataDir,
  PORT: String(await freePort()),
  SANDBOX_PORT: String(await freePort()),
};

await step('npx crossdock --help', () => crossdock('--help'));
const { npm, output } = npmStart();
try {
  if (
    await step('npm start', () => until(() => output().includes('Ctrl-C stops everything.'), READY_WITHIN_MS, output))
  ) {
    const demo = JSON.parse(readFileSync(path.join(dataDir, 'demo.json'), 'utf8'));
    for (const file of readdirSync(path.join(ROOT, CONNECTIONS))) await certify(file, demo);
    await step('npx crossdock keys create', () =>
      crossdock('keys', 'create', '--channel', 'shop', '--name', 'CI', '--json'),
    );
    await step('an order, placed with the printed curl, is shipped', () => order());
  }
} finally {
  npm.kill('SIGTERM');
  await step('npm start ends', () => until(() => !existsSync(path.join(dataDir, 'run.json')), STOPPED_WITHIN_MS));
  rmSync(dataDir, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function step(name, work) {
  try {
    await work();
    passed += 1;
    console.log(`${name} ... ok`);
    return true;
  } catch (error) {
    failed += 1;
    console.log(`${name} ... FAILED\n${error.message}`);
    return false;
  }
}

function npmStart() {
  const started = spawn('npm', ['start'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (text += chunk));
  return { npm: started, output: () => text };
}

function crossdock(...args) {
  return run('npx', ['crossdock', ...args]);
}

function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: ROOT, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`);
  return stdout;
}

async function certify(file, { hubUrl, sandboxUrl }) {
  const text = readFileSync(path.join(ROOT, CONNECTIONS, file), 'utf8');
  const config = path.join(dataDir, `certify-${file}`);
  writeFileSync(config, text.replaceAll('{{sandboxUrl}}', sandboxUrl).replaceAll('{{hubUrl}}', hubUrl));
  const { system } = JSON.parse(text);
  await step(`npx crossdock certify ${system} (${file})`, () => crossdock('certify', system, '--config', config));
}

async function order() {
  const [place, watch] = output()
    .split('\n')
    .filter((line) => line.startsWith('curl '));
  run('sh', ['-c', `${place} --fail-with-body`]);
  let seen = '';
  await until(
    () => {
      seen = run('sh', ['-c', watch]);
      return JSON.parse(seen).items.some(({ status }) => status === 'shipped' || status === 'delivered');
    },
    SHIPPED_WITHIN_MS,
    () => seen,
  );
}

/** @param detail what to show when the condition does not come */
async function until(condition, withinMs, detail = () => '') {
  for (const deadline = Date.now() + withinMs; !condition();) {
    if (Date.now() > deadline || npm?.exitCode > 0) throw new Error(detail());
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
