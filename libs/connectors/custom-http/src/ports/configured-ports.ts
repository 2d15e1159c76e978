import { ConfigurationError, type Ports } from '@crossdock/connector-kit';
import { Operation, type OperationTools } from '../operations/operation';
import { compilePaging } from '../operations/paging';
import type { ReadyOperation } from '../operations/port-operation';
import type { OperationSettings } from '../settings/operation';
import type { ConfiguredPorts } from '../settings/settings';
import { OPERATION_PORTS, operationsOf, type CatalogueEntry } from './port-catalogue';

/**
 * The ports that are configured, every expression compiled. `onOperation` is told each operation that is made.
 * @throws {ConfigurationError} naming the operation whose expression is wrong
 */
export function configuredPorts(
  configured: ConfiguredPorts,
  tools: OperationTools,
  onOperation: (operation: Operation) => void,
): Partial<Ports> {
  const ports = OPERATION_PORTS.flatMap((port) => {
    const settings = configured[port];
    if (settings === undefined) return [];
    const methods = operationsOf(port).map((entry) => [
      entry.method,
      method(entry, settings[entry.method], tools, onOperation),
    ]);
    return [[port, Object.fromEntries(methods)] as const];
  });
  // Each table has exactly the methods of its port (`PortTable`), so what is made from all of them are the ports.
  return Object.fromEntries(ports);
}

function method(
  entry: CatalogueEntry,
  settings: OperationSettings | undefined,
  tools: OperationTools,
  onOperation: (operation: Operation) => void,
): (...given: unknown[]) => Promise<unknown> {
  if (settings === undefined) return absent(entry);
  const ready = readyOperation(entry, settings, tools);
  onOperation(ready.operation);
  return async (...given) => entry.facts.run(ready, ...given);
}

function readyOperation(entry: CatalogueEntry, settings: OperationSettings, tools: OperationTools): ReadyOperation {
  try {
    const operation = new Operation(entry.name, entry.facts.write, settings, tools);
    return { operation, paging: compilePaging(settings.paging, tools.expressions) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const field = `ports.${entry.port}.${entry.method}`;
    throw new ConfigurationError({ code: error.code, summary: `${field}: ${error.message}`, field }, { cause: error });
  }
}

// A look-up may be missing where its create is idempotent: then nothing has to be found before it is sent again.
function absent({ port, method, facts }: CatalogueEntry): () => Promise<null> {
  return async () => {
    if (facts.guards !== undefined) return null;
    throw new ConfigurationError({
      code: 'connection.operation-missing',
      summary: `The connection has no operation ${port}.${method}.`,
      fix: 'Configure the operation in the settings of the connection.',
    });
  };
}
