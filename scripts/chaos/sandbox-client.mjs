// The simulated systems' back door: faults, the world's own moves, and what the systems hold.

export class SandboxClient {
  constructor(url) {
    this.url = url;
  }

  async records(system, type) {
    return this.#ask('GET', `${system}/records?type=${type}`);
  }

  async fault(system, fault) {
    return this.#ask('POST', `${system}/faults`, fault);
  }

  async clearFaults(system) {
    return this.#ask('DELETE', `${system}/faults`);
  }

  async advance(system, action) {
    return (await this.#ask('POST', `${system}/advance`, action)).result;
  }

  async settings(system, settings) {
    return this.#ask('POST', `${system}/settings`, settings);
  }

  async systems() {
    return this.#ask('GET', 'systems');
  }

  async #ask(method, path, body) {
    const response = await fetch(`${this.url}/__sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}.`);
    return response.json();
  }
}
