import type { z } from 'zod';
import type { Consent } from '../auth/consent';
import { ConnectionTransport } from '../http/connection-transport';
import type { Exchange, HttpClientOptions } from '../http/http-client';
import { UndiciHttpClient } from '../http/undici-http-client';
import { ConnectionBreaker } from '../limits/connection-breaker';
import { InMemoryConcurrencyLimit } from '../limits/in-memory-limits';
import type { ConcurrencyLimit, RateLimiter } from '../limits/limits';
import type { Connector } from '../manifest/connector';
import type { Expressions, FieldRules, Lookups } from '../mapping/mapping';
import type { Ports } from '../ports';
import type { Clock, ConnectorLogger, TokenStore, ValueStore } from '../stores/stores';
import { checkedAgainst, secretValues } from './connection-settings';

export interface OpenConnectionOptions<S extends z.ZodType, C extends z.ZodType> {
  readonly connector: Connector<S, C>;
  readonly connectionId: string;
  /** As stored; checked against the manifest's schema here. */
  readonly settings: unknown;
  readonly credentials: unknown;
  readonly tokens: TokenStore;
  readonly values: ValueStore;
  readonly lookups: Lookups;
  readonly rules: FieldRules;
  readonly expressions: Expressions;
  readonly limiter: RateLimiter;
  /** Default: the manifest's concurrency, in this process. */
  readonly concurrency?: ConcurrencyLimit;
  /** Sockets of the connection's pool. Default: the manifest's concurrency. */
  readonly sockets?: number;
  /** Default: one of its own. */
  readonly breaker?: ConnectionBreaker;
  readonly clock: Clock;
  readonly logger: ConnectorLogger;
  readonly allowPrivateAddresses: boolean;
  /** Further names of fields, headers and query parameters whose values are not kept in exchanges. */
  readonly scrub?: readonly string[];
  /** No call takes longer than this, milliseconds. */
  readonly longestDeadlineMs?: number;
  /** Told every exchange, besides the running call scope. */
  readonly onExchange?: (exchange: Exchange) => void;
}

export interface OpenConnection {
  /** Exactly as the connector made them. */
  readonly ports: Partial<Ports>;
  /** How a person lets the hub in; null where the connector has no such way. */
  readonly consent: Consent | null;
  readonly breaker: ConnectionBreaker;
  /** Lets running calls end and closes the sockets. */
  close(): Promise<void>;
}

/**
 * Opens a connection: checks its settings and credentials and lets the connector make its ports. Nothing is sent.
 * @throws {ConfigurationError} naming the field that is wrong
 */
export function openConnection<S extends z.ZodType, C extends z.ZodType>(
  options: OpenConnectionOptions<S, C>,
): OpenConnection {
  const { connector } = options;
  const { manifest } = connector;
  const settings = checkedAgainst(manifest.settings, options.settings, 'settings');
  const credentials = checkedAgainst(manifest.credentials, options.credentials, 'credentials');
  const breaker = options.breaker ?? new ConnectionBreaker();
  const transport = new ConnectionTransport({
    system: manifest.name,
    limiter: options.limiter,
    concurrency: options.concurrency ?? new InMemoryConcurrencyLimit(manifest.limits.concurrency),
    breaker,
    clock: options.clock,
    allowPrivateAddresses: options.allowPrivateAddresses,
    sockets: options.sockets ?? manifest.limits.concurrency,
    secrets: secretValues(manifest.credentials, credentials),
    scrub: options.scrub ?? [],
    longestDeadlineMs: options.longestDeadlineMs ?? null,
    onExchange: options.onExchange ?? null,
  });
  const { connectionId, tokens, values, lookups, rules, expressions, clock, logger } = options;
  const context = {
    connectionId,
    settings,
    credentials,
    http: (client: HttpClientOptions) => new UndiciHttpClient(transport, client),
    tokens,
    values,
    lookups,
    rules,
    expressions,
    clock,
    logger,
  };
  const ports = connector.open(context);
  const consent = connector.consent?.(context) ?? null;
  return { ports, consent, breaker, close: async () => transport.close() };
}
