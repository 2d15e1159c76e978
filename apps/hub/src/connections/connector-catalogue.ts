import type { Connector, PortName } from '@crossdock/connector-kit';
import type { AnyFlow } from '@crossdock/flow-engine';

/** Every system the hub knows, by its word. Refuses to be made when two connectors claim the same system. */
export class ConnectorCatalogue {
  private readonly bySystem = new Map<string, Connector>();

  constructor(connectors: readonly Connector[]) {
    for (const connector of connectors) {
      const { system, ports } = connector.manifest;
      if (this.bySystem.has(system)) throw new Error(`Two connectors are named ${system}.`);
      if (new Set(ports).size !== ports.length) throw new Error(`The connector ${system} names a port twice.`);
      this.bySystem.set(system, connector);
    }
  }

  find(system: string): Connector | undefined {
    return this.bySystem.get(system);
  }

  all(): readonly Connector[] {
    return [...this.bySystem.values()];
  }

  /** @throws when a step needs a port that no connector has: such a step could never run */
  assertServes(flows: readonly AnyFlow[]): void {
    const offered = new Set<PortName>(this.all().flatMap((connector) => connector.manifest.ports));
    for (const flow of flows) {
      for (const step of flow.steps) {
        if (!offered.has(step.port)) {
          throw new Error(
            `Step ${step.name} of flow ${flow.name} needs the port ${step.port}, which no connector has.`,
          );
        }
      }
    }
  }
}

/** Flows by name. @throws when two share one */
export function flowsByName(flows: readonly AnyFlow[]): ReadonlyMap<string, AnyFlow> {
  const map = new Map(flows.map((flow) => [flow.name, flow]));
  if (map.size !== flows.length) throw new Error('Two flows have the same name.');
  return map;
}
