import type { FastifyInstance } from 'fastify';
import type { SimulatedSystem } from '../world/simulated-system';
import type { World } from '../world/world';
import type { Calls } from './calls';
import { FAULT_KINDS, type FaultKind, type Faults } from './faults';

export interface RunningSystem {
  readonly system: SimulatedSystem;
  readonly world: World;
  readonly faults: Faults;
  readonly calls: Calls;
}

interface FaultBody {
  kind?: string;
  times?: number;
  match?: string;
  retryAfter?: number | null;
  delayMs?: number;
}

/** `/__sandbox/...`: arrange, break, look. The calls are described in the sandbox's README. */
export function controlRoutes(app: FastifyInstance, systems: ReadonlyMap<string, RunningSystem>): void {
  const running = (slug: string): RunningSystem => {
    const found = systems.get(slug);
    if (found === undefined) throw Object.assign(new Error(`There is no system "${slug}".`), { statusCode: 404 });
    return found;
  };
  app.get('/__sandbox/systems', async () =>
    [...systems.values()].map(({ system, calls, faults, world }) => ({
      system: system.slug,
      name: system.name,
      calls: calls.total,
      waitingFaults: faults.waiting,
      usedFaults: faults.used,
      settings: world.settings,
    })),
  );
  app.post('/__sandbox/reset', async () => {
    for (const { world, calls, faults } of systems.values()) {
      world.reset();
      calls.clear();
      faults.clear();
    }
    return { ok: true };
  });
  app.get<{ Params: { slug: string }; Querystring: { type?: string } }>('/__sandbox/:slug/records', async (request) => {
    const { system, world } = running(request.params.slug);
    return system.records(world, request.query.type);
  });
  app.get<{ Params: { slug: string } }>('/__sandbox/:slug/calls', async (request) => {
    const { calls } = running(request.params.slug);
    return { total: calls.total, calls: calls.last };
  });
  app.get<{ Params: { slug: string } }>('/__sandbox/:slug/deliveries', async (request) => {
    return running(request.params.slug).world.deliveries;
  });
  faultRoutes(app, running);
  worldRoutes(app, running);
}

function faultRoutes(app: FastifyInstance, running: (slug: string) => RunningSystem): void {
  app.post<{ Params: { slug: string }; Body: FaultBody }>('/__sandbox/:slug/faults', async (request, reply) => {
    const { faults } = running(request.params.slug);
    const { kind, times, match, retryAfter, delayMs } = request.body;
    if (!FAULT_KINDS.includes(kind as FaultKind)) {
      return reply.code(400).send({ error: `kind must be one of ${FAULT_KINDS.join(', ')}` });
    }
    faults.add({
      kind: kind as FaultKind,
      times: times ?? 1,
      match: match ?? null,
      retryAfter: retryAfter === undefined ? 1 : retryAfter,
      delayMs: delayMs ?? 500,
    });
    return { ok: true, waiting: faults.waiting };
  });
  app.delete<{ Params: { slug: string } }>('/__sandbox/:slug/faults', async (request) => {
    running(request.params.slug).faults.clear();
    return { ok: true };
  });
}

function worldRoutes(app: FastifyInstance, running: (slug: string) => RunningSystem): void {
  app.post<{ Params: { slug: string }; Body: Record<string, unknown> | null }>(
    '/__sandbox/:slug/advance',
    async (request, reply) => {
      const { system, world } = running(request.params.slug);
      if (system.advance === undefined)
        return reply.code(400).send({ error: `${system.name} has nothing to move on.` });
      return { ok: true, result: system.advance(world, request.body ?? {}) ?? null };
    },
  );
  app.post<{ Params: { slug: string }; Body: Record<string, unknown> }>(
    '/__sandbox/:slug/settings',
    async (request) => {
      const { world } = running(request.params.slug);
      Object.assign(world.settings, request.body);
      return { ok: true, settings: world.settings };
    },
  );
}
