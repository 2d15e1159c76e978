// The hub's processes, and whoever looks after them: what ends is started again, as a service manager would.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGuard, startProgram } from '../stack/processes.mjs';
import { ROOT } from '../stack/settings.mjs';

const HUB = path.join(ROOT, 'dist/apps/hub/src/main.js');
const LOOK_EVERY_MS = 100;
const START_AGAIN_MS = 500;

export class Fleet {
  /** Processes that ended without having been told to, after they had been ready. */
  crashes = [];
  failedStarts = 0;
  #members = new Map();
  #stopping = false;

  /** @param {{logDir: string, say: (line: string) => void}} options */
  constructor(options) {
    this.options = options;
  }

  /** @param {{name: string, role: string, port: number, wire: import('./tcp-proxy.mjs').TcpProxy, env: object}} member */
  add(member) {
    this.#members.set(member.name, {
      ...member,
      url: `http://127.0.0.1:${member.port}`,
      state: 'down',
      killedAt: 0,
      program: null,
    });
  }

  get members() {
    return [...this.#members.values()];
  }

  member(name) {
    return this.#members.get(name);
  }

  of(role) {
    return this.members.filter((member) => member.role === role);
  }

  ready(role) {
    return this.of(role).filter((member) => member.state === 'ready');
  }

  /** Starts a process; resolves when it is ready, or has been killed before that. */
  async start(name, env = {}) {
    const member = this.#members.get(name);
    const program = startProgram({
      name,
      file: HUB,
      env: { ...member.env, ...env },
      logFile: path.join(this.options.logDir, `${name}.log`),
    });
    // One each: a process that is gone must not be stopped later, its number may be somebody else's by then.
    const guard = startGuard();
    guard.watch(program.pid, 'KILL');
    Object.assign(member, { program, state: 'starting', killed: false });
    void program.exited.then(async (end) => {
      guard.release();
      await this.#ended(member, program, end);
    });
    while (member.program === program && member.state === 'starting') {
      if (await answers(`${member.url}/health/ready`)) {
        if (member.state === 'starting' && member.program === program) member.state = 'ready';
      } else await sleep(LOOK_EVERY_MS);
    }
  }

  /** kill -9. Resolves when it is gone. */
  async kill(member) {
    const { program } = member;
    Object.assign(member, { killed: true, killedAt: Date.now() });
    member.state = 'down';
    process.kill(program.pid, 'SIGKILL');
    await program.exited;
  }

  freeze(member) {
    member.state = 'frozen';
    process.kill(member.program.pid, 'SIGSTOP');
  }

  thaw(member) {
    if (member.state !== 'frozen') return;
    process.kill(member.program.pid, 'SIGCONT');
    member.state = 'ready';
  }

  async untilAllReady(limitMs) {
    const deadline = Date.now() + limitMs;
    while (Date.now() < deadline) {
      const all = await Promise.all(
        this.members.map(async ({ state, url }) => state === 'ready' && answers(`${url}/health/ready`)),
      );
      if (all.every(Boolean)) return true;
      await sleep(LOOK_EVERY_MS);
    }
    return false;
  }

  /**
   * Until each process has been ready once from now on. Those that are killed, frozen or cut off meanwhile are not waited
   * for: that is another fault's doing.
   */
  async untilEachWasReady(limitMs) {
    const from = Date.now();
    const waiting = new Set(this.members);
    while (waiting.size > 0 && Date.now() - from < limitMs) {
      for (const member of waiting) {
        const isExcused = member.killedAt > from || member.state === 'frozen' || member.wire.isHeld;
        if (isExcused || (await answers(`${member.url}/health/ready`))) waiting.delete(member);
      }
      if (waiting.size > 0) await sleep(LOOK_EVERY_MS);
    }
    return waiting.size === 0;
  }

  async stop() {
    this.#stopping = true;
    for (const member of this.members) this.thaw(member);
    await Promise.all(this.members.map(async ({ program }) => program?.stop()));
  }

  async #ended(member, program, { code, signal }) {
    if (member.program !== program) return;
    const wasReady = member.state === 'ready' || member.state === 'frozen';
    member.state = 'down';
    if (this.#stopping || member.killed) return;
    const words = program.lastWords().trim();
    if (wasReady) {
      this.crashes.push({ name: member.name, at: new Date().toISOString(), code, signal, words });
      this.options.say(`! ${member.name} ended by itself (${signal ?? code}): ${words}`);
    } else {
      this.failedStarts += 1;
      this.options.say(`  ${member.name} could not start, and is started again: ${words.split('\n').at(-1)}`);
    }
    await sleep(START_AGAIN_MS);
    if (!this.#stopping && member.program === program) await this.start(member.name);
  }
}

export async function answers(url, withinMs = 3_000) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
