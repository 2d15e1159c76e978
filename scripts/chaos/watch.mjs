// Reads the orders again and again during the run and keeps every change of status, so that a final one that changes is
// noticed; and measures how the APIs answer while the database is away.
import { setTimeout as sleep } from 'node:timers/promises';
import { readAll } from './shop-client.mjs';

const BETWEEN_PAGES_MS = 400;

export class Watch {
  /** By order id: `[{at, status, attention}]`, oldest first, one entry per change. */
  seen = new Map();
  #stopped = false;
  #loops = [];

  /** @param {import('./shop-client.mjs').ShopClient[]} shops one per channel */
  start(shops) {
    this.#loops = shops.map(async (shop) => this.#run(shop));
  }

  async stop() {
    this.#stopped = true;
    await Promise.all(this.#loops);
  }

  note({ id, status, attention }, at = Date.now()) {
    const history = this.seen.get(id) ?? [];
    const last = history.at(-1);
    if (last?.status === status && last.attention === attention) return;
    this.seen.set(id, [...history, { at: new Date(at).toISOString(), status, attention }]);
  }

  async #run(shop) {
    while (!this.#stopped) {
      await readAll(shop, '/api/v1/orders', async (items) => {
        for (const order of items) this.note(order);
        if (this.#stopped) throw new Error('stopped');
        await sleep(BETWEEN_PAGES_MS);
      }).catch(() => {});
      await sleep(BETWEEN_PAGES_MS);
    }
  }
}

/** How the API answered calls that fell wholly into an absence of the database. */
export class AnswersDuringAbsence {
  count = 0;
  longestMs = 0;
  byStatus = {};

  /** @param {() => {from: number, to: number | null}[]} absences */
  constructor(absences) {
    this.absences = absences;
  }

  note({ from, to, status }) {
    if (status === null) return;
    const during = this.absences().some((absence) => from > absence.from && (absence.to === null || to < absence.to));
    if (!during) return;
    this.count += 1;
    this.longestMs = Math.max(this.longestMs, to - from);
    this.byStatus[status] = (this.byStatus[status] ?? 0) + 1;
  }
}
