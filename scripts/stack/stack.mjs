// PostgreSQL, sandbox and hub: started in this order, stopped in the opposite one.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureDatabase, startPostgres } from './postgres.mjs';
import { Problem } from './problem.mjs';
import { HUB_FLAGS, startGuard, startProgram } from './processes.mjs';
import { ROOT } from './settings.mjs';

const READY_WITHIN_MS = 90_000;
const DATABASE = 'crossdock';

/**
 * Starts everything and waits until the hub says it is ready.
 * Answers `{hubUrl, sandboxUrl, databaseUrl, demo, died, stop()}`: `demo` is what the hub wrote to demo.json (null without
 * a sandbox), `died` resolves with a line when a part ends by itself, `stop` ends what was started.
 */
export async function startStack(
  settings,
  { durable = true, say = console.log, stage = (_name, work) => work() } = {},
) {
  const guard = startGuard();
  const parts = [];
  let stopping = false;
  let reportDeath;
  const died = new Promise((resolve) => (reportDeath = resolve));
  const add = (name, part, signal) => {
    guard.watch(part.pid, signal);
    parts.push({ name, part });
    void part.exited.then((end) => {
      if (!stopping)
        reportDeath(
          `${name === 'PostgreSQL' ? name : `The ${name}`} stopped by itself (${ending(end)}).${part.lastWords?.() ?? ''}`,
        );
    });
  };
  const stop = async () => {
    stopping = true;
    for (const { name, part } of parts.splice(0).reverse()) {
      await stage(`Stopping ${name === 'PostgreSQL' ? name : `the ${name}`}`, () => part.stop());
    }
    rmSync(path.join(settings.dataDir, 'database.json'), { force: true });
    guard.release();
  };
  try {
    const databaseUrl =
      settings.databaseUrl ?? (await stage('Starting PostgreSQL', () => database(settings, { durable, say, add })));
    const hubUrl = `http://localhost:${settings.port}`;
    const sandboxUrl = settings.sandbox ? `http://localhost:${settings.sandboxPort}` : null;
    if (settings.sandbox) await stage('Starting the sandbox', () => sandbox(settings, sandboxUrl, { add, died }));
    await stage('Starting the hub', () => hub(settings, { databaseUrl, hubUrl, sandboxUrl, add, died }));
    const demo = settings.sandbox ? await demoOf(settings, died) : null;
    return { hubUrl, sandboxUrl, databaseUrl, demo, died, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function database(settings, { durable, say, add }) {
  const server = await startPostgres({ dataDir: settings.dataDir, durable, say });
  add('PostgreSQL', server, 'INT');
  await ensureDatabase(server, DATABASE);
  const url = server.url(DATABASE);
  // For the operator's commands that work on the database itself.
  writeFileSync(path.join(settings.dataDir, 'database.json'), `${JSON.stringify({ url })}\n`, { mode: 0o600 });
  return url;
}

async function sandbox(settings, sandboxUrl, { add, died }) {
  const program = startProgram({
    file: path.join(ROOT, 'dist/apps/sandbox/src/main.js'),
    env: { SANDBOX_PORT: String(settings.sandboxPort), SANDBOX_FILE: path.join(settings.dataDir, 'sandbox.json') },
    logFile: path.join(settings.dataDir, 'sandbox.log'),
    echo: settings.logToConsole,
  });
  add('sandbox', program, 'TERM');
  await untilAnswers(`${sandboxUrl}/__sandbox/systems`, died);
}

async function hub(settings, { databaseUrl, hubUrl, sandboxUrl, add, died }) {
  const program = startProgram({
    file: path.join(ROOT, 'dist/apps/hub/src/main.js'),
    nodeFlags: HUB_FLAGS,
    env: {
      PORT: String(settings.port),
      DATABASE_URL: databaseUrl,
      DATA_DIR: settings.dataDir,
      CROSSDOCK_SECRET_KEY: secretKey(settings.dataDir),
      CROSSDOCK_SANDBOX: settings.sandbox ? '1' : '0',
      ...(sandboxUrl === null ? {} : { SANDBOX_URL: sandboxUrl }),
    },
    logFile: path.join(settings.dataDir, 'hub.log'),
    echo: settings.logToConsole,
  });
  add('hub', program, 'TERM');
  await untilAnswers(`${hubUrl}/health/ready`, died);
}

/** The key that credentials are encrypted with: the one of the environment, or one made at the first start. */
function secretKey(dataDir) {
  if (process.env.CROSSDOCK_SECRET_KEY) return process.env.CROSSDOCK_SECRET_KEY;
  const file = path.join(dataDir, 'secret.key');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function untilAnswers(url, died) {
  let death = null;
  void died.then((line) => (death = line));
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await ask(url);
    if (answer.ok) return;
    if (death !== null) throw new Problem(death);
    if (Date.now() > deadline)
      throw new Problem(`${url} was not ready within ${READY_WITHIN_MS / 1000} s: ${answer.detail}`);
    await pause(50);
  }
}

async function ask(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return { ok: response.ok, detail: (await response.text()).slice(0, 500) };
  } catch (error) {
    return { ok: false, detail: error.cause?.message ?? error.message };
  }
}

async function demoOf(settings, died) {
  let death = null;
  void died.then((line) => (death = line));
  const file = path.join(settings.dataDir, 'demo.json');
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; await pause(50)) {
    if (death !== null) throw new Problem(death);
    const demo = readJson(file);
    if (demo?.hubUrl !== undefined && new URL(demo.hubUrl).port === String(settings.port)) return demo;
  }
  throw new Problem(`The hub did not write ${file}.`);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function ending({ code, signal, error }) {
  if (error !== undefined) return error.message;
  return signal === null ? `exit code ${code}` : signal;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
