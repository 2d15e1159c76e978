import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { Calls, recordCalls } from './control/calls';
import { controlRoutes, type RunningSystem } from './control/control-routes';
import { applyFaults, Faults } from './control/faults';
import { simulatedSystems } from './vendors';
import type { SimulatedSystem } from './world/simulated-system';
import { World, type WorldSnapshot } from './world/world';

export interface SandboxOptions {
  /** Where the world is kept between runs; null keeps it in memory only. */
  readonly file: string | null;
  readonly systems?: readonly SimulatedSystem[];
}

export interface Sandbox {
  readonly app: FastifyInstance;
  /** Starts to listen; port 0 takes a free one. Returns the base address. */
  listen(port: number, host?: string): Promise<string>;
  save(): void;
  close(): Promise<void>;
}

/** All simulated systems behind one server, each under its own path prefix. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const app = fastify({
    bodyLimit: 20 * 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  });
  acceptVendorBodies(app);
  const systems = new Map((options.systems ?? simulatedSystems).map((system) => [system.slug, run(app, system)]));
  controlRoutes(app, systems);
  restore(options.file, systems);
  const save = (): void => {
    if (options.file !== null) write(options.file, systems);
  };
  return {
    app,
    save,
    listen: async (port, host = '127.0.0.1') => app.listen({ port, host }),
    close: async () => {
      for (const { world } of systems.values()) world.close();
      save();
      await app.close();
    },
  };
}

function run(app: FastifyInstance, system: SimulatedSystem): RunningSystem {
  const world: World = new World((kind, payload) => system.onTimer?.(world, kind, payload));
  const running: RunningSystem = { system, world, faults: new Faults(), calls: new Calls() };
  void app.register(
    async (scope) => {
      recordCalls(scope, running.calls);
      applyFaults(scope, running.faults, (kind) => system.errorBody?.(kind));
      system.routes(scope, world);
    },
    { prefix: `/${system.slug}` },
  );
  return running;
}

/** Vendors have media types of their own; forms and unknown types are read too, an empty JSON body is no body. */
function acceptVendorBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(.*\+)?json/, { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? null : JSON.parse(body as string));
    } catch {
      done(Object.assign(new Error('The body is not JSON.'), { statusCode: 400 }));
    }
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body as string)));
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
}

function restore(file: string | null, systems: ReadonlyMap<string, RunningSystem>): void {
  if (file === null || !existsSync(file)) return;
  const saved = JSON.parse(readFileSync(file, 'utf8')) as Record<string, WorldSnapshot>;
  for (const [slug, snapshot] of Object.entries(saved)) systems.get(slug)?.world.restore(snapshot);
}

function write(file: string, systems: ReadonlyMap<string, RunningSystem>): void {
  const worlds = Object.fromEntries([...systems].map(([slug, { world }]) => [slug, world.snapshot()]));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(worlds));
  renameSync(`${file}.new`, file);
}
