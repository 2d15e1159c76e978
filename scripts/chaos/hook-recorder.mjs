// Stands where a load balancer would: vendors' webhooks come in here and go to an API that runs. Every call is kept, so
// that old ones can be sent again, late and out of order.
import { createServer } from 'node:http';

const KEPT = 3_000;
const FORWARD_WITHIN_MS = 10_000;
const HOP_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'keep-alive']);

export class HookRecorder {
  port = 0;
  received = 0;
  replayed = 0;
  /** Answers to calls that were sent again, by status. */
  replayAnswers = {};
  #calls = [];
  #server = null;

  /** @param {() => string[]} apis addresses of the APIs that run */
  constructor(apis) {
    this.apis = apis;
  }

  async start() {
    this.#server = createServer((request, reply) => void this.#receive(request, reply));
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.port = this.#server.address().port;
    return this;
  }

  /** Sends some of the calls of the past again, in any order. */
  async replay(random, count) {
    const old = Array.from({ length: Math.min(count, this.#calls.length) }, () => random.pick(this.#calls));
    await Promise.all(
      old.map(async (call) => {
        const status = await this.#forward(call);
        this.replayed += 1;
        this.replayAnswers[status] = (this.replayAnswers[status] ?? 0) + 1;
      }),
    );
  }

  async stop() {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => (this.#server === null ? resolve() : this.#server.close(resolve)));
  }

  async #receive(request, reply) {
    const chunks = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !HOP_HEADERS.has(name)));
    const call = { method: request.method, path: request.url, headers, body: Buffer.concat(chunks) };
    this.received += 1;
    if (request.method === 'POST') this.#keep(call);
    const answer = { text: '', type: 'text/plain' };
    const status = await this.#forward(call, answer);
    reply.writeHead(status, { 'content-type': answer.type }).end(answer.text);
  }

  #keep(call) {
    this.#calls.push(call);
    if (this.#calls.length > KEPT) this.#calls.shift();
  }

  /** The next API takes over when one does not answer. */
  async #forward({ method, path, headers, body }, answer = {}) {
    const apis = this.apis();
    const from = this.received + this.replayed;
    for (let turn = 0; turn < apis.length; turn += 1) {
      const api = apis[(from + turn) % apis.length];
      try {
        const signal = AbortSignal.timeout(FORWARD_WITHIN_MS);
        const sent = method === 'GET' ? { method, headers, signal } : { method, headers, body, signal };
        const response = await fetch(`${api}${path}`, sent);
        answer.text = await response.text();
        answer.type = response.headers.get('content-type') ?? 'text/plain';
        return response.status;
      } catch {
        // The next one.
      }
    }
    return 503;
  }
}
