// PostgreSQL as it is in earnest (fsync on), with a wire to it for every process.
import { ensureDatabase, startPostgres } from '../stack/postgres.mjs';
import { startGuard } from '../stack/processes.mjs';
import { TcpProxy } from './tcp-proxy.mjs';

const DATABASE = 'crossdock';
const MOST_CONNECTIONS = 300;

export class DurablePostgres {
  isUp = false;
  /** Times at which it was away: `{from, to}` in milliseconds; `to` is null while it is. */
  absences = [];
  #server = null;
  #wires = [];

  constructor(dataDir) {
    this.dataDir = dataDir;
  }

  /** Address without a wire, for measuring. */
  get url() {
    return this.#server.url(DATABASE);
  }

  async start() {
    const server = await startPostgres({ dataDir: this.dataDir, durable: true, maxConnections: MOST_CONNECTIONS });
    const guard = startGuard();
    guard.watch(server.pid, 'QUIT');
    void server.exited.then(() => guard.release());
    this.#server = server;
    await ensureDatabase(server, DATABASE);
    for (const wire of this.#wires) wire.target = { port: server.port };
    this.isUp = true;
    const absence = this.absences.at(-1);
    if (absence !== undefined) absence.to = Date.now();
  }

  /** A wire of one's own; `url` stays the same when the server comes back on another port. */
  async wire() {
    const wire = await new TcpProxy({ port: this.#server.port }).start();
    this.#wires.push(wire);
    const address = new URL(this.url);
    address.port = String(wire.port);
    return { wire, url: address.href };
  }

  /** Stops at once, as after a power cut: nothing is flushed, the log is replayed at the next start. */
  async crash() {
    this.isUp = false;
    this.absences.push({ from: Date.now(), to: null });
    process.kill(this.#server.pid, 'SIGQUIT');
    await this.#server.exited;
  }

  async stop() {
    await this.#server?.stop();
    for (const wire of this.#wires) await wire.stop();
  }
}
