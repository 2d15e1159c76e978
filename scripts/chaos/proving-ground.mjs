// Everything that takes part: PostgreSQL, the sandbox, the hub's processes, and a wire that can be cut on every way.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../stack/ports.mjs';
import { startGuard, startProgram } from '../stack/processes.mjs';
import { ROOT } from '../stack/settings.mjs';
import { Database } from './database.mjs';
import { DurablePostgres } from './durable-postgres.mjs';
import { answers, Fleet } from './fleet.mjs';
import { HookRecorder } from './hook-recorder.mjs';
import { SYSTEMS } from './plan.mjs';
import { startRedis } from './redis-queue.mjs';
import { SandboxClient } from './sandbox-client.mjs';
import { TcpProxy } from './tcp-proxy.mjs';

const MEMBERS = [
  ...['api-1', 'api-2'].map((name) => ({ name, role: 'api' })),
  ...['worker-1', 'worker-2', 'worker-3'].map((name) => ({ name, role: 'worker' })),
  ...['scheduler-1', 'scheduler-2'].map((name) => ({ name, role: 'scheduler' })),
];
/** The shop's endpoint has another name as a connection than as a simulated system. */
const CONNECTION_OF = { shop: 'demo-shop' };
const DELIVERED_AFTER_MS = 20_000;

export class ProvingGround {
  #parts = [];
  #stopping = null;

  /** @param {{dataDir: string, log: {say: (line: string) => void}, redisServer: string | null}} options */
  constructor(options) {
    this.options = options;
    this.logDir = path.join(options.dataDir, 'logs');
  }

  get apis() {
    return this.fleet.of('api').map(({ url }) => url);
  }

  async start() {
    const { dataDir, log, redisServer } = this.options;
    mkdirSync(this.logDir, { recursive: true });
    this.postgres = this.#part(new DurablePostgres(dataDir));
    await this.postgres.start();
    this.database = this.#part(new Database(this.postgres));
    this.redis = redisServer === null ? null : this.#part(await startRedis(redisServer));
    this.sandbox = new SandboxClient(await this.#startSandbox());
    this.wires = await this.#wiresTo(new URL(this.sandbox.url).port);
    this.fleet = new Fleet({ logDir: this.logDir, say: log.say });
    this.hooks = this.#part(await new HookRecorder(() => this.fleet.ready('api').map(({ url }) => url)).start());
    this.#part(this.fleet);
    await this.#addMembers();
    await this.#seed();
    await Promise.all(MEMBERS.map(async ({ name }) => this.fleet.start(name)));
  }

  /** In the opposite order; goes on when a part does not stop well. Once, however often it is called. */
  async stop() {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll() {
    for (const part of this.#parts.splice(0).reverse()) {
      await part.stop().catch((error) => this.options.log.say(`! ${error.message}`));
    }
  }

  /** Ends every fault that lasts. */
  async heal() {
    for (const member of this.fleet.members) this.fleet.thaw(member);
    for (const wire of [...this.wires.values(), ...this.fleet.members.map((member) => member.wire)]) await wire.heal();
    for (const system of SYSTEMS) await this.sandbox.clearFaults(system);
    if (!this.postgres.isUp) await this.postgres.start();
  }

  #part(part) {
    this.#parts.push(part);
    return part;
  }

  async #startSandbox() {
    const port = await freePort();
    const program = startProgram({
      name: 'sandbox',
      file: path.join(ROOT, 'dist/apps/sandbox/src/main.js'),
      env: { SANDBOX_PORT: String(port) },
      logFile: path.join(this.logDir, 'sandbox.log'),
    });
    const guard = startGuard();
    guard.watch(program.pid, 'KILL');
    void program.exited.then(() => guard.release());
    this.#part(program);
    const url = `http://127.0.0.1:${port}`;
    for (let left = 300; !(await answers(`${url}/__sandbox/systems`)); left -= 1) {
      if (left === 0) throw new Error(`The sandbox does not answer.${program.lastWords()}`);
      await sleep(100);
    }
    return url;
  }

  async #wiresTo(port) {
    const wires = new Map();
    for (const system of SYSTEMS) {
      wires.set(system, this.#part(await new TcpProxy({ port: Number(port) }).start()));
    }
    return wires;
  }

  async #addMembers() {
    const key = randomBytes(32).toString('base64');
    for (const { name, role } of MEMBERS) {
      const { wire, url } = await this.postgres.wire();
      const port = await freePort();
      const env = {
        PORT: String(port),
        HOST: '127.0.0.1',
        DATABASE_URL: url,
        REDIS_URL: this.redis?.url ?? '',
        DATA_DIR: this.options.dataDir,
        PUBLIC_URL: `http://127.0.0.1:${this.hooks.port}`,
        CROSSDOCK_SECRET_KEY: key,
        CROSSDOCK_ROLE: role,
        CROSSDOCK_SANDBOX: '0',
        CROSSDOCK_API_RATE: '1000000',
      };
      this.fleet.add({ name, role, port, wire, env });
    }
  }

  /** One process makes the demo's connections, once; then each is led over a wire of its own. */
  async #seed() {
    await this.fleet.start('api-1', { CROSSDOCK_SANDBOX: '1', SANDBOX_URL: this.sandbox.url });
    this.demo = JSON.parse(readFileSync(path.join(this.options.dataDir, 'demo.json'), 'utf8'));
    await this.fleet.kill(this.fleet.member('api-1'));
    for (const [system, wire] of this.wires) {
      await this.database.query(
        `update connection set settings = replace(settings::text, $2, $3)::jsonb, version = version + 1 where id = $1`,
        [CONNECTION_OF[system] ?? system, this.sandbox.url, `http://127.0.0.1:${wire.port}`],
      );
    }
    for (const courier of ['inpost', 'parcel']) {
      await this.sandbox.settings(courier, { deliverAfterMs: DELIVERED_AFTER_MS });
    }
    this.keys = { shop: this.demo.apiKey, allegro: this.#createKey('allegro') };
  }

  #createKey(channel) {
    const program = path.join(ROOT, 'dist/apps/hub/src/cli/main.js');
    const args = [program, 'keys', 'create', '--channel', channel, '--name', 'Fault campaign', '--json'];
    const env = { ...process.env, DATABASE_URL: this.postgres.url };
    const made = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`No API key for ${channel}: ${made.stderr.trim()}`);
    return JSON.parse(made.stdout).key;
  }
}
