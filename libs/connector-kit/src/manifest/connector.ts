import { z } from 'zod';
import type { Consent } from '../auth/consent';
import type { HttpClient, HttpClientOptions } from '../http/http-client';
import type { Expressions, FieldRules, Lookups } from '../mapping/mapping';
import type { PortName, Ports } from '../ports';
import type { Clock, ConnectorLogger, TokenStore, ValueStore } from '../stores/stores';

/** Marks a credential: write-only in the panel, encrypted at rest, scrubbed everywhere. */
export function secret(): z.ZodString {
  return z.string().min(1).meta({ secret: true });
}

export const CATEGORIES = [
  'shop',
  'marketplace',
  'erp',
  'wms',
  'pim',
  'crm',
  'courier',
  'payment',
  'marketing',
  'custom',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** A request that field rules may change. `target` describes the vendor's request; the panel lists its fields. */
export interface OperationFacts {
  readonly title: string;
  readonly port: PortName;
  /** JSON Schema or zod object of the vendor's request body. */
  readonly target?: z.ZodType;
}

/** A crosswalk of codes that the connector asks for. */
export interface LookupTableFacts {
  readonly title: string;
  /** Shipped rows; an installation's own rows come first. */
  readonly defaults: Readonly<Record<string, string>>;
}

/** Facts of a system in one place. No logic. */
export interface ConnectorManifest<S extends z.ZodType = z.ZodType, C extends z.ZodType = z.ZodType> {
  /** Slug, also the name of the folder: `allegro`. */
  readonly system: string;
  readonly name: string;
  readonly category: Category;
  readonly api: { readonly version: string; readonly docs: string };
  readonly auth: 'none' | 'api-key' | 'basic' | 'oauth2-client-credentials' | 'oauth2-refresh-token' | 'configurable';
  readonly ports: readonly PortName[];
  /** Settings, not secret. The panel renders the form: use `.meta({ title, description })`. */
  readonly settings: S;
  /** Credentials: every secret field is made by `secret()`. */
  readonly credentials: C;
  /** Default limits of a connection; an installation may lower them. */
  readonly limits: { readonly requests: number; readonly perMs: number; readonly concurrency: number };
  readonly operations: Readonly<Record<string, OperationFacts>>;
  readonly lookupTables: Readonly<Record<string, LookupTableFacts>>;
  /** Writes that the vendor itself makes idempotent by our key: no look-up is needed before a repeat. */
  readonly nativelyIdempotent: readonly string[];
}

/** What the hub gives to a connection when it is opened. */
export interface ConnectorContext<S = unknown, C = unknown> {
  readonly connectionId: string;
  readonly settings: S;
  readonly credentials: C;
  /** Makes an HTTP client of this connection; all of them share its pool, rate limit and breaker. */
  readonly http: (options: HttpClientOptions) => HttpClient;
  readonly tokens: TokenStore;
  readonly values: ValueStore;
  readonly lookups: Lookups;
  readonly rules: FieldRules;
  readonly expressions: Expressions;
  readonly clock: Clock;
  readonly logger: ConnectorLogger;
}

export interface Connector<S extends z.ZodType = z.ZodType, C extends z.ZodType = z.ZodType> {
  readonly manifest: ConnectorManifest<S, C>;
  /** Makes the ports of one connection. Must not call the vendor. */
  readonly open: (context: ConnectorContext<z.output<S>, z.output<C>>) => Partial<Ports>;
  /** How a person lets the hub in, where the vendor wants that. Must not call the vendor. */
  readonly consent?: (context: ConnectorContext<z.output<S>, z.output<C>>) => Consent;
}

/** Ties manifest and implementation together and keeps their types. */
export function defineConnector<S extends z.ZodType, C extends z.ZodType>(connector: Connector<S, C>): Connector<S, C> {
  return connector;
}
