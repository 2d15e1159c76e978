// An operator at the panel's API: pauses and resumes connections. What was answered with 200 must be in the audit chain.
import { setTimeout as sleep } from 'node:timers/promises';

export class Operator {
  /** Acknowledged actions, in the words of the audit chain, with their count. */
  done = {};
  #session = null;

  /** @param {{apis: () => string[], admin: {email: string, password: string}}} options */
  constructor(options) {
    this.options = options;
  }

  async pause(connection, reason) {
    await this.#act(`connections/${connection}/pause`, { reason }, 'connection.paused');
  }

  /** Insists: a connection that stays paused would be our own fault. */
  async resume(connection) {
    for (let left = 300; left > 0; left -= 1) {
      if (await this.#act(`connections/${connection}/resume`, {}, 'connection.resumed')) return;
      await sleep(300);
    }
    throw new Error(`${connection} could not be resumed.`);
  }

  async #act(path, body, action) {
    for (const api of this.options.apis()) {
      this.#session ??= await this.#signIn(api);
      if (this.#session === null) continue;
      const { cookie, csrfToken } = this.#session;
      const answer = await ask(`${api}/admin/api/${path}`, body, { cookie, 'x-csrf-token': csrfToken });
      if (answer?.status === 401) this.#session = null;
      if (answer?.status !== 200) continue;
      this.done[action] = (this.done[action] ?? 0) + 1;
      return true;
    }
    return false;
  }

  async #signIn(api) {
    const answer = await ask(`${api}/admin/api/session`, this.options.admin, {});
    if (answer?.status !== 200) return null;
    const cookie = answer.headers.get('set-cookie').split(';')[0];
    return { cookie, csrfToken: answer.body.csrfToken };
  }
}

async function ask(url, body, headers) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  } catch {
    return null;
  }
}
