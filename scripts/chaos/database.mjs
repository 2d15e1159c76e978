// Our own look into the database, for measuring and for setting up. Not over a wire, and gone whenever the server is.
import pg from 'pg';

export class Database {
  #pool = null;
  #url = null;

  /** @param {import('./durable-postgres.mjs').DurablePostgres} postgres */
  constructor(postgres) {
    this.postgres = postgres;
  }

  /** @throws when the server is away */
  async query(text, values = []) {
    const { rows } = await this.#poolNow().query(text, values);
    return rows;
  }

  async stop() {
    await this.#pool?.end();
    this.#pool = null;
  }

  // After a restart it listens on another port.
  #poolNow() {
    if (this.#url !== this.postgres.url) {
      void this.#pool?.end().catch(() => {});
      this.#url = this.postgres.url;
      this.#pool = new pg.Pool({ connectionString: this.#url, max: 3, connectionTimeoutMillis: 5_000 });
      this.#pool.on('error', () => {});
      this.#pool.on('connect', (client) => client.on('error', () => {}));
    }
    return this.#pool;
  }
}
