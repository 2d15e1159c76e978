// A wire that can be cut: everything between two programs goes through it, and it can refuse, cut, hold, delay and trickle.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const TRICKLE_BYTES = 48;
const TRICKLE_EVERY_MS = 15;

export class TcpProxy {
  /** Where it listens; stays the same while connections are refused. */
  port = 0;
  #target;
  #server = null;
  #pairs = new Set();
  #delayMs = 0;
  #trickles = false;
  #refused = false;
  /** Held back: `all`, or `answers` alone. */
  #held = null;
  #release = () => {};
  #released = Promise.resolve();

  /** @param {{host?: string, port: number}} target */
  constructor(target) {
    this.#target = target;
  }

  set target(target) {
    this.#target = target;
  }

  get isHeld() {
    return this.#held !== null;
  }

  async start() {
    await this.#listen();
    return this;
  }

  /** Cuts every connection; new ones are welcome. */
  cut() {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
    this.#pairs.clear();
  }

  /** Nobody listens any more: new connections are refused by the system itself. */
  async refuse() {
    if (this.#refused) return;
    this.#refused = true;
    const server = this.#server;
    this.#server = null;
    const closed = once(server, 'close');
    server.close();
    this.cut();
    await closed;
  }

  /** Nothing gets through, and nobody is told: neither side sees its connection end. */
  hold(what = 'all') {
    if (this.#held !== null) return;
    this.#held = what;
    this.#released = new Promise((resolve) => (this.#release = resolve));
  }

  /** What was held back gets through. */
  release() {
    this.#held = null;
    this.#release();
  }

  /** Every piece takes this long to get through. */
  delay(ms) {
    this.#delayMs = ms;
  }

  /** A few bytes at a time. */
  trickle(on) {
    this.#trickles = on;
  }

  /** As if nothing had ever happened. */
  async heal() {
    this.#delayMs = 0;
    this.#trickles = false;
    this.release();
    if (!this.#refused) return;
    await this.#listen();
    this.#refused = false;
  }

  async stop() {
    await this.heal();
    await this.refuse();
  }

  async #listen() {
    const server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
    server.listen({ port: this.port, host: '127.0.0.1' });
    await once(server, 'listening');
    server.unref();
    this.#server = server;
    this.port = server.address().port;
  }

  #accept(socket) {
    const upstream = connect({ host: '127.0.0.1', ...this.#target, allowHalfOpen: true });
    const pair = [socket, upstream];
    this.#pairs.add(pair);
    const end = () => {
      this.#pairs.delete(pair);
      for (const one of pair) one.destroy();
    };
    for (const one of pair) {
      one.setNoDelay(true);
      one.on('error', end);
    }
    upstream.on('close', end);
    socket.on('close', end);
    void this.#pump(socket, upstream, 'questions').catch(end);
    void this.#pump(upstream, socket, 'answers').catch(end);
  }

  async #pump(from, to, direction) {
    for await (const chunk of from) {
      if (this.#delayMs > 0) await sleep(this.#delayMs);
      while (this.#held === 'all' || this.#held === direction) await this.#released;
      if (this.#trickles) await this.#drip(to, chunk);
      else if (!to.write(chunk)) await once(to, 'drain');
    }
    to.end();
  }

  async #drip(to, chunk) {
    for (let from = 0; from < chunk.length && !to.destroyed; from += TRICKLE_BYTES) {
      const isQuick = !this.#trickles;
      to.write(isQuick ? chunk.subarray(from) : chunk.subarray(from, from + TRICKLE_BYTES));
      if (isQuick) return;
      await sleep(TRICKLE_EVERY_MS);
    }
  }
}
