import {
  defineConnector,
  lookupFunctions,
  UnmappedValueError,
  type ConnectorContext,
  type Lookups,
  type Ports,
} from '@crossdock/connector-kit';
import { authorizerOf, needed, type CustomHttpCredentials } from './custom-http.auth';
import { customHttpManifest } from './custom-http.manifest';
import type { Operation, OperationTools } from './operations/operation';
import { configuredPorts } from './ports/configured-ports';
import type { CustomHttpSettings } from './settings/settings';
import { webhookReceiver } from './webhooks/webhook-receiver';

/** Any system that speaks JSON over HTTP, by configuration alone. */
export const customHttpConnector = defineConnector({ manifest: customHttpManifest, open });

function open(context: ConnectorContext<CustomHttpSettings, CustomHttpCredentials>): Partial<Ports> {
  const { settings, credentials, expressions, rules, clock } = context;
  const { constants } = settings;
  const operations = new Map<string, Operation>();
  const functions = lookupFunctions(withTables(context.lookups, settings.tables));
  const authorizer = authorizerOf(settings.auth, context);
  const tools: OperationTools = {
    http: context.http({
      baseUrl: settings.baseUrl,
      headers: settings.headers,
      ...(authorizer === undefined ? {} : { authorizer }),
      deadlineMs: settings.deadlineMs,
      scrub: settings.auth.kind === 'api-key' ? [...settings.scrub, settings.auth.header] : settings.scrub,
      classify: async (answer) => operations.get(answer.operation)?.errorOf(answer) ?? null,
    }),
    expressions,
    rules,
    clock,
    constants,
    functions,
    errors: settings.errors,
  };
  const ports = configuredPorts(settings.ports, tools, (operation) => operations.set(operation.name, operation));
  if (settings.webhook === undefined) return ports;
  const secret = needed(credentials, 'webhookSecret');
  return {
    ...ports,
    webhookReceiver: webhookReceiver(settings.webhook, { secret, expressions, functions, constants, clock }),
  };
}

/** The hub's lookup tables, with the code tables of the configuration below them. */
function withTables(lookups: Lookups, tables: CustomHttpSettings['tables']): Lookups {
  const rows = new Map(Object.entries(tables).map(([table, entries]) => [table, new Map(Object.entries(entries))]));
  const find = (table: string, key: string): string | null =>
    lookups.find(table, key) ?? rows.get(table)?.get(key) ?? null;
  return {
    find,
    get(table, key) {
      const value = find(table, key);
      if (value === null) throw new UnmappedValueError(table, key);
      return value;
    },
  };
}
