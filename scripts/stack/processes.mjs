import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import path from 'node:path';

const LOG_LIMIT_BYTES = 50 * 1024 * 1024;
const STOP_WITHIN_MS = 30_000;
// Of a crashed Node program: where it stood, and which version.
const NOISE = /^\s+at |^Node\.js v|^\s*\^+\s*$/;

/** Resolves with `{code, signal}` when the process ends or could not be started (`{error}`). */
export function untilExit(child) {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
  });
}

/** True when the process runs and `mark` stands in its command line (process numbers are used again). */
export function isAlive(pid, mark) {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return commandLine(pid).includes(mark);
}

function commandLine(pid) {
  const file = `/proc/${pid}/cmdline`;
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(file, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

/**
 * For the hub: room for what it makes and throws away with each order. With Node's 16 MiB a fourteenth more of its CPU goes
 * into collecting it.
 */
export const HUB_FLAGS = ['--max-semi-space-size=64'];

/**
 * Starts a Node program in a process group of its own, so that only the one who started it stops it.
 * Its output goes to `logFile`, and to the console too when `echo` is set.
 */
export function startProgram({ name, file, env, logFile, echo = false, nodeFlags = [] }) {
  rotate(logFile);
  const from = existsSync(logFile) ? statSync(logFile).size : 0;
  const log = openSync(logFile, 'a');
  const output = echo ? 'pipe' : log;
  const child = spawn(process.execPath, ['--enable-source-maps', ...nodeFlags, file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(log);
  if (echo) copyOutput(child, logFile);
  const exited = untilExit(child);
  return {
    name,
    pid: child.pid,
    exited,
    stop: () => stop(child, exited),
    lastWords: () => lastLines(logFile, 5, from),
  };
}

function copyOutput(child, logFile) {
  const log = createWriteStream(logFile, { flags: 'a' });
  for (const [stream, console_] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    stream.on('data', (chunk) => {
      log.write(chunk);
      console_.write(chunk);
    });
  }
}

async function stop(child, exited) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await exited;
  clearTimeout(timer);
}

/** The last lines of a log as indented text, from the given place on; empty when there are none. */
export function lastLines(file, count, from = 0) {
  if (!existsSync(file)) return '';
  const text = readFileSync(file).subarray(from).toString('utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !NOISE.test(line));
  return lines
    .slice(-count)
    .map((line) => `\n  ${readable(line)}`)
    .join('');
}

/** Log lines are JSON; a person wants the message and the error. */
function readable(line) {
  try {
    const { msg, message, err } = JSON.parse(line);
    return [msg ?? message, err?.message].filter((part) => typeof part === 'string').join(': ') || line.slice(0, 500);
  } catch {
    return line.slice(0, 500);
  }
}

function rotate(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
}

/**
 * A tiny shell that waits for this process to end and then stops what it started, in reverse order; so that even a kill
 * leaves nothing running. Does nothing where there is no /bin/sh.
 */
export function startGuard() {
  if (!existsSync('/bin/sh')) return { watch: () => {}, release: () => {} };
  const script =
    'while read -r line; do [ "$line" = done ] && exit 0; list="$line $list"; done; ' +
    'for entry in $list; do kill -"${entry%%:*}" "${entry##*:}" 2>/dev/null; done';
  const guard = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' });
  guard.on('error', () => {});
  guard.stdin.on('error', () => {});
  guard.unref();
  guard.stdin.unref?.();
  return {
    watch: (pid, signal) => guard.stdin.write(`${signal}:${pid}\n`),
    release: () => guard.stdin.end('done\n'),
  };
}
