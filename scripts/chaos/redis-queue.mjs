// A Redis that keeps nothing, for `--backend redis`. It speaks so little here that a client would be too much.
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../stack/ports.mjs';
import { startGuard, untilExit } from '../stack/processes.mjs';

const START_WITHIN_MS = 10_000;

/** @param {string} program `redis-server` or `valkey-server` */
export async function startRedis(program) {
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn(program, [...settings, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore', detached: true });
  const exited = untilExit(child);
  const guard = startGuard();
  guard.watch(child.pid, 'TERM');
  const say = (words) => ask(port, words);
  for (const deadline = Date.now() + START_WITHIN_MS; ; await sleep(50)) {
    if ((await say('PING').catch(() => '')).startsWith('+PONG')) break;
    if (Date.now() > deadline) throw new Error(`${program} does not answer.`);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    flush: () => say('FLUSHALL'),
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      guard.release();
    },
  };
}

function ask(port, words) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(`${words}\r\n`));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString('utf8'));
    });
    socket.once('error', reject);
  });
}
