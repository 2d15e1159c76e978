// Places orders as shops do: over kept-alive connections, each of which waits for its answer.
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { Problem } from '../stack/problem.mjs';
import { now } from './clock.mjs';
import { orderBody } from './order-body.mjs';

const CLIENTS = 32;

export class Load {
  #pool;
  #intake;

  /** @param {{url: string, headers: Record<string, string>}} intake where orders are placed, and with which headers */
  constructor({ url, headers }) {
    const { origin, pathname } = new URL(url);
    this.#pool = new Pool(origin, { connections: CLIENTS, pipelining: 1 });
    this.#intake = { path: pathname, headers: { 'content-type': 'application/json', ...headers } };
  }

  /**
   * Places orders with these numbers: as fast as 32 clients can, or `rate` a second whatever the answers take; then the
   * time that an order waits for a free client counts, too.
   * @param {readonly string[]} ids
   * @returns {Promise<Map<string, {sentAt: number, acceptedAt: number}>>} those that were accepted
   */
  async place(ids, rate = null) {
    const accepted = new Map();
    const place = async (id, sentAt) => {
      await this.#post(id);
      accepted.set(id, { sentAt, acceptedAt: now() });
    };
    if (rate === null) {
      const waiting = [...ids].reverse();
      const client = async () => {
        for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await place(id, now());
      };
      await Promise.all(Array.from({ length: CLIENTS }, client));
    } else {
      await atRate(ids, rate, place);
    }
    return accepted;
  }

  async close() {
    await this.#pool.destroy();
  }

  /** @throws when the order is not accepted: a measurement of refusals is none */
  async #post(id) {
    const { statusCode, body } = await this.#pool.request({
      method: 'POST',
      ...this.#intake,
      body: JSON.stringify(orderBody(id)),
    });
    const text = await body.text();
    if (statusCode < 200 || statusCode > 299)
      throw new Problem(`An order was answered ${statusCode}: ${text.slice(0, 500)}`);
  }
}

async function atRate(ids, rate, place) {
  const from = now();
  const pending = [];
  for (const [index, id] of ids.entries()) {
    const dueAt = from + (index * 1_000) / rate;
    const early = dueAt - now();
    if (early > 1) await sleep(early);
    pending.push(place(id, dueAt));
  }
  await Promise.all(pending);
}
