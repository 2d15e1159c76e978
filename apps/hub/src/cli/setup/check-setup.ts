import { ConfigurationError, PORT_NAMES, type Connector, type PortName } from '@crossdock/connector-kit';
import { withoutSecrets } from '../certify/secrets';
import { openTrialConnection } from '../certify/trial-connection';
import { problemsOf, type Setup, type SetupConnection } from './setup-file';
import { pointerTo, type SetupProblem } from './setup-problem';

type Ports = ReadonlySet<PortName>;

/**
 * Everything that can be said of a set-up without the database: settings and credentials fit the system, ids are used
 * once, and a route leads to a connection that can do what is asked of it. Systems are not called.
 */
export async function checkSetup(setup: Setup, connectors: readonly Connector[]): Promise<SetupProblem[]> {
  const portsOf = new Map<string, Ports>();
  const problems = [...twice(setup)];
  for (const [index, connection] of setup.connections.entries()) {
    const { ports, wrong } = await checkConnection(connection, ['connections', index], connectors);
    problems.push(...wrong);
    if (ports !== null) portsOf.set(connection.id, ports);
  }
  return [...problems, ...unableRoutes(setup, portsOf)];
}

function* twice({ connections, channels, webhookEndpoints }: Setup): Generator<SetupProblem> {
  // An endpoint is a connection too, so both share their ids.
  const shared = [
    ...connections.map(({ id }, index) => ({ id, path: ['connections', index, 'id'] })),
    ...webhookEndpoints.map(({ id }, index) => ({ id, path: ['webhookEndpoints', index, 'id'] })),
  ];
  for (const ids of [shared, channels.map(({ id }, index) => ({ id, path: ['channels', index, 'id'] }))]) {
    const seen = new Set<string>();
    for (const { id, path } of ids) {
      if (seen.has(id)) yield { pointer: pointerTo(path), message: `"${id}" is used twice.` };
      seen.add(id);
    }
  }
}

interface Checked {
  readonly ports: Ports | null;
  readonly wrong: readonly SetupProblem[];
}

async function checkConnection(
  connection: SetupConnection,
  path: readonly PropertyKey[],
  connectors: readonly Connector[],
): Promise<Checked> {
  const { id, system, settings, credentials } = connection;
  const connector = connectors.find(({ manifest }) => manifest.system === system);
  if (connector === undefined) {
    const known = connectors.map(({ manifest }) => manifest.system).sort();
    const message = `There is no system "${system}". Known: ${known.join(', ')}.`;
    return { ports: null, wrong: [{ pointer: pointerTo([...path, 'system']), message }] };
  }
  const clean = withoutSecrets(credentials);
  const wrong = (['settings', 'credentials'] as const).flatMap((part) => {
    const issues = connector.manifest[part].safeParse(connection[part]).error?.issues ?? [];
    return issues.flatMap((issue) => problemsOf(issue, [...path, part]));
  });
  if (wrong.length > 0)
    return { ports: null, wrong: wrong.map(({ pointer, message }) => ({ pointer, message: clean(message) })) };
  try {
    const trial = openTrialConnection(connector, { connectionId: id, settings, credentials });
    const ports = new Set(PORT_NAMES.filter((port) => trial.ports[port] !== undefined));
    await trial.close();
    return { ports, wrong: [] };
  } catch (error) {
    // Some faults show only when the connector makes its ports, such as an expression that cannot be read.
    if (!(error instanceof ConfigurationError)) throw error;
    return { ports: null, wrong: [{ pointer: pointerTo(path), message: clean(error.message) }] };
  }
}

function* unableRoutes(setup: Setup, portsOf: ReadonlyMap<string, Ports>): Generator<SetupProblem> {
  for (const { path, connectionId, port } of referencesOf(setup)) {
    const ports = portsOf.get(connectionId);
    if (ports !== undefined && !ports.has(port)) {
      yield { pointer: pointerTo(path), message: `The connection "${connectionId}" has no port ${port}.` };
    }
  }
}

export interface Reference {
  readonly path: readonly PropertyKey[];
  readonly connectionId: string;
  readonly port: PortName;
}

/** Every place of a set-up that names a connection, with what the connection is to do. */
export function referencesOf({ channels }: Setup): Reference[] {
  return channels.flatMap(({ connectionId, routes }, index) => {
    const path = ['channels', index];
    const named: [readonly PropertyKey[], string | null, PortName][] = [
      [['connectionId'], connectionId, 'orderSource'],
      [['routes', 'erp'], routes.erp, 'salesDocuments'],
      [['routes', 'warehouse'], routes.warehouse, 'warehouse'],
    ];
    for (const [method, gateway] of Object.entries(routes.payments)) {
      named.push([['routes', 'payments', method], gateway, 'payments']);
    }
    for (const [number, { connection }] of routes.carriers.entries()) {
      named.push([['routes', 'carriers', number, 'connection'], connection, 'carrier']);
    }
    return named.flatMap(([inner, id, port]) =>
      id === null ? [] : [{ path: [...path, ...inner], connectionId: id, port }],
    );
  });
}
