import type { startGuard } from '../../scripts/stack/processes.mjs';
import type { PostgresServer } from '../../scripts/stack/postgres.mjs';

export interface RunningServer {
  readonly server: PostgresServer;
  readonly dataDir: string;
  readonly guard: ReturnType<typeof startGuard>;
}

// Jest loads the set-up and the tear-down apart from each other; the global object is what both see.
const KEPT = Symbol.for('crossdock.test-server');
const kept = globalThis as { [KEPT]?: RunningServer };

export function keepServer(running: RunningServer): void {
  kept[KEPT] = running;
}

/** The embedded server of this run; undefined when the tests use a server of someone else. */
export function keptServer(): RunningServer | undefined {
  return kept[KEPT];
}
