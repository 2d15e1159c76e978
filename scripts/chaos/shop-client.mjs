// A shop at the other end of the API: what is not answered, or answered "not now", is sent again, to whichever API is there.
import { setTimeout as sleep } from 'node:timers/promises';

const ANSWER_WITHIN_MS = 15_000;
const GIVE_UP_AFTER_MS = 240_000;
const PAUSE_MS = 400;
const NOT_NOW = new Set([429, 500, 502, 503, 504]);

export class ShopClient {
  /** Answers by status; `none` for those that never came. */
  answers = {};
  /** What came back with 500: no client should ever see it. */
  errors = [];
  #turn = 0;
  #listeners = [];

  /** @param {{apis: () => string[], key: string}} options `apis` are the addresses of all APIs, up or not */
  constructor(options) {
    this.options = options;
  }

  /** Told of every answer: `{from, to, status}` in milliseconds; `status` is null when there was none. */
  onAnswer(listener) {
    this.#listeners.push(listener);
  }

  /** Places an order until there is an answer that means something. Null when nobody answered for minutes. */
  async place(body, headers = {}) {
    return this.#insist('POST', '/api/v1/orders', body, headers);
  }

  async cancel(id, reason) {
    return this.#insist('POST', `/api/v1/orders/${id}/cancel`, { reason });
  }

  async read(path) {
    return this.#insist('GET', path);
  }

  /** One call to one API, without a second try. */
  async call(api, method, path, body, headers = {}) {
    const from = Date.now();
    const answer = await this.#send(`${api}${path}`, method, body, headers);
    this.#note({ from, to: Date.now(), ...answer });
    return answer;
  }

  async #insist(method, path, body, headers) {
    const deadline = Date.now() + GIVE_UP_AFTER_MS;
    while (Date.now() < deadline) {
      const apis = this.options.apis();
      const answer = await this.call(apis[this.#turn++ % apis.length], method, path, body, headers);
      if (answer.status !== null && !NOT_NOW.has(answer.status)) return answer;
      await sleep(PAUSE_MS);
    }
    return null;
  }

  async #send(url, method, body, headers) {
    try {
      const response = await fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${this.options.key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const text = await response.text();
      return { status: response.status, body: parsed(text) };
    } catch {
      return { status: null, body: null };
    }
  }

  #note(answer) {
    const word = answer.status ?? 'none';
    this.answers[word] = (this.answers[word] ?? 0) + 1;
    if (answer.status === 500 && this.errors.length < 20) {
      this.errors.push({ at: new Date(answer.to).toISOString(), body: answer.body });
    }
    for (const listener of this.#listeners) listener(answer);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Everything of a list, page by page. `onPage` is told of each and may be slow. */
export async function readAll(shop, path, onPage) {
  let cursor = '';
  for (;;) {
    const answer = await shop.read(`${path}${path.includes('?') ? '&' : '?'}limit=100${cursor}`);
    if (answer?.status !== 200) throw new Error(`${path} was answered ${answer?.status ?? 'not at all'}.`);
    await onPage(answer.body.items);
    if (answer.body.nextCursor === null) return;
    cursor = `&cursor=${encodeURIComponent(answer.body.nextCursor)}`;
  }
}
