import {
  InMemoryRateLimiter,
  jsonataExpressions,
  lookupsFrom,
  openConnection,
  systemClock,
  type Connector,
  type ConnectorLogger,
  type FieldRules,
  type OpenConnection,
} from '@crossdock/connector-kit';
import { MemoryTokens, MemoryValues } from './memory-stores';

export interface Trial {
  readonly connectionId: string;
  readonly settings: unknown;
  readonly credentials: unknown;
  readonly lookups?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Default true: the operator names the address, on the operator's own computer. */
  readonly allowPrivateAddresses?: boolean;
}

const noRules: FieldRules = { apply: async (_operation, _record, request) => request };
const silent: ConnectorLogger = { info: () => undefined, warn: () => undefined };

/**
 * Opens a connection that the hub does not know: what it keeps is kept in memory.
 * @throws {ConfigurationError} naming what is wrong in settings or credentials
 */
export function openTrialConnection(connector: Connector, trial: Trial): OpenConnection {
  const { manifest } = connector;
  return openConnection({
    connector,
    connectionId: trial.connectionId,
    settings: trial.settings,
    credentials: trial.credentials,
    tokens: new MemoryTokens(),
    values: new MemoryValues(),
    lookups: lookupsFrom(manifest.lookupTables, trial.lookups ?? {}),
    rules: noRules,
    expressions: jsonataExpressions(),
    limiter: new InMemoryRateLimiter(manifest.limits, systemClock),
    clock: systemClock,
    logger: silent,
    allowPrivateAddresses: trial.allowPrivateAddresses ?? true,
  });
}
