import type { z } from 'zod';
import type { Exchange } from '../http/http-client';
import type { ConnectionBreaker } from '../limits/connection-breaker';
import type { RateLimiter } from '../limits/limits';
import type { Connector } from '../manifest/connector';
import type { FieldRules } from '../mapping/mapping';
import { jsonataExpressions } from '../mapping/jsonata-expressions';
import { lookupsFrom, type LookupRows } from '../mapping/lookups';
import type { Ports } from '../ports';
import { openConnection } from '../runtime/connection-runtime';
import { systemClock } from '../runtime/system-clock';
import type { Clock, TokenStore } from '../stores/stores';
import { InMemoryTokenStore, InMemoryValueStore, passThroughRules, silentLogger } from './in-memory-stores';

export interface TestConnectionOptions {
  readonly settings: unknown;
  readonly credentials: unknown;
  /** Rows over the manifest's shipped defaults. */
  readonly lookups?: LookupRows;
  readonly rules?: FieldRules;
  /** Default: the real one. */
  readonly clock?: Clock;
  readonly tokens?: TokenStore;
  readonly limiter?: RateLimiter;
  readonly breaker?: ConnectionBreaker;
  /** Caps the deadline of every call, so that a silent vendor does not hold up the test. */
  readonly deadlineMs?: number;
}

export interface TestConnection {
  readonly ports: Partial<Ports>;
  /** Every call so far, scrubbed as operators would see it. */
  readonly exchanges: Exchange[];
  close(): Promise<void>;
}

const unlimited: RateLimiter = { acquire: async () => undefined };

/** Opens a connection with everything in memory, private addresses allowed and no limit of ours. */
export function openTestConnection<S extends z.ZodType, C extends z.ZodType>(
  connector: Connector<S, C>,
  options: TestConnectionOptions,
): TestConnection {
  const exchanges: Exchange[] = [];
  const connection = openConnection({
    connector,
    connectionId: `test-${connector.manifest.system}`,
    settings: options.settings,
    credentials: options.credentials,
    tokens: options.tokens ?? new InMemoryTokenStore(),
    values: new InMemoryValueStore(),
    lookups: lookupsFrom(connector.manifest.lookupTables, options.lookups),
    rules: options.rules ?? passThroughRules,
    expressions: jsonataExpressions(),
    limiter: options.limiter ?? unlimited,
    ...(options.breaker === undefined ? {} : { breaker: options.breaker }),
    clock: options.clock ?? systemClock,
    logger: silentLogger,
    allowPrivateAddresses: true,
    ...(options.deadlineMs === undefined ? {} : { longestDeadlineMs: options.deadlineMs }),
    onExchange: (exchange) => exchanges.push(exchange),
  });
  return { ports: connection.ports, exchanges, close: async () => connection.close() };
}
