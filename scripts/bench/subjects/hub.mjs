import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { run } from '../../stack/command.mjs';
import { freePort } from '../../stack/ports.mjs';
import { ensureDatabase } from '../../stack/postgres.mjs';
import { Problem } from '../../stack/problem.mjs';
import { HUB_FLAGS, startProgram } from '../../stack/processes.mjs';
import { ROOT } from '../../stack/settings.mjs';
import { untilAnswers } from '../until-answers.mjs';

const HUB = path.join(ROOT, 'dist/apps/hub/src/main.js');
const CLI = path.join(ROOT, 'dist/apps/hub/src/cli/main.js');
const SETUP = path.join(ROOT, 'scripts/bench/setup.json');
const ANY_RATE = '10000000';

/**
 * A database of its own for the hub, set up by its own commands from setup.json, and the settings that go with it.
 * @param {string} name also of the database
 */
export async function prepareHub(name, { dataDir, server, standIn }, redisUrl = '') {
  const database = name.replaceAll('-', '_');
  await ensureDatabase(server, database);
  const env = {
    DATABASE_URL: server.url(database),
    DATA_DIR: path.join(dataDir, name),
    CROSSDOCK_SECRET_KEY: randomBytes(32).toString('base64'),
    CROSSDOCK_SANDBOX: '0',
    CROSSDOCK_API_RATE: ANY_RATE,
    REDIS_URL: redisUrl,
    STAND_IN_URL: standIn.url,
  };
  await command(env, 'migrate');
  await command(env, 'setup', SETUP);
  const { key } = JSON.parse(await command(env, 'keys', 'create', '--channel', 'shop', '--name', 'bench', '--json'));
  return { env, key };
}

/**
 * @param {string} name of the log files
 * @param {{env: Record<string, string>, key: string}} prepared
 */
export async function startHub(name, { env, key }, { dataDir, started, options }) {
  const programs = await Promise.all(
    rolesOf(options.workers).map((role, index) => startProcess({ name, role, index, env, dataDir, started, options })),
  );
  const [{ url }] = programs;
  return {
    url,
    intake: { url: `${url}/api/v1/orders`, headers: { authorization: `Bearer ${key}` } },
    pids: programs.map(({ program }) => program.pid),
    stop: () => Promise.all(programs.map(({ program }) => program.stop())),
  };
}

/** One process that does everything, or one for each thing. The first of them takes the orders. */
function rolesOf(workers) {
  return workers === null ? ['all'] : ['api', ...Array.from({ length: workers }, () => 'worker'), 'scheduler'];
}

async function startProcess({ name, role, index, env, dataDir, started, options }) {
  const port = await freePort();
  const program = startProgram({
    name: `${name} (${role})`,
    file: HUB,
    nodeFlags: [...HUB_FLAGS, ...profiled(name, { dataDir, options })],
    env: { ...env, PORT: String(port), HOST: '127.0.0.1', CROSSDOCK_ROLE: role },
    logFile: path.join(dataDir, `${name}-${index}-${role}.log`),
  });
  started.add(program, 'KILL');
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/health/ready`, program);
  return { url, program };
}

const profiled = (name, { dataDir, options }) =>
  options.profile ? ['--cpu-prof', `--cpu-prof-dir=${path.join(dataDir, 'profiles', name)}`] : [];

/** A command of `npx crossdock`, which has been built. */
export async function command(env, ...args) {
  const { code, output } = await run(process.execPath, [CLI, ...args], { env });
  if (code !== 0) throw new Problem(`crossdock ${args[0]} failed:\n${output}`);
  return output;
}
