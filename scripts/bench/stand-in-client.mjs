import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../stack/ports.mjs';
import { startProgram } from '../stack/processes.mjs';
import { ROOT } from '../stack/settings.mjs';
import { untilAnswers } from './until-answers.mjs';

const LOOK_EVERY_MS = 50;
/** Nothing came for so long: nothing will. */
const GIVE_UP_AFTER_MS = 30_000;

/** The five remote systems, and what they were asked. */
export class StandIn {
  constructor(port, program) {
    this.url = `http://127.0.0.1:${port}`;
    this.program = program;
  }

  static async start({ dataDir, started, port }) {
    const listensOn = port ?? (await freePort());
    const program = startProgram({
      file: path.join(ROOT, 'scripts/bench/stand-in.mjs'),
      env: { STAND_IN_PORT: String(listensOn) },
      logFile: path.join(dataDir, 'stand-in.log'),
    });
    started.add(program, 'KILL');
    const standIn = new StandIn(listensOn, program);
    await untilAnswers(`${standIn.url}/__bench/progress`, program);
    return standIn;
  }

  async reset() {
    await (await fetch(`${this.url}/__bench/reset`, { method: 'POST' })).arrayBuffer();
  }

  /** @returns {Promise<Map<string, {counts: number[], lastAt: number}>>} by the number of the order */
  async orders() {
    const entries = await this.#read('orders');
    return new Map(entries.map(([order, counts, lastAt]) => [order, { counts, lastAt }]));
  }

  /** Until so many orders have made all five calls, or nothing comes any more. */
  async untilComplete(count) {
    let last = { complete: 0, calls: 0 };
    for (let movedAt = Date.now(); last.complete < count && Date.now() - movedAt < GIVE_UP_AFTER_MS;) {
      const progress = await this.#read('progress');
      if (progress.calls !== last.calls) movedAt = Date.now();
      last = progress;
      if (last.complete < count) await sleep(LOOK_EVERY_MS);
    }
  }

  async #read(what) {
    return (await fetch(`${this.url}/__bench/${what}`)).json();
  }
}
