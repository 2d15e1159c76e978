import {
  ConfigurationError,
  ConnectionBreaker,
  currentCallScope,
  fieldRules,
  InMemoryConcurrencyLimit,
  jsonataExpressions,
  lookupsFrom,
  openConnection,
  runInCallScope,
  systemClock,
  type Consent,
  type ConnectorLogger,
  type OpenConnection,
  type OpenConnectionOptions,
  type Ports,
  type StoredToken,
} from '@crossdock/connector-kit';
import { newTraceId, toJobError, type Database } from '@crossdock/flow-engine';
import type { SecretBox } from '../platform/secrets/secret-box';
import type { Logger } from '../platform/logging/logger';
import { clearSignInNeeded, hold, readConnection, release, type ConnectionRow } from './connection-row';
import type { ConnectorCatalogue } from './connector-catalogue';
import { readFieldRules, readLookupRows } from './mapping-rows';
import { SharedRateLimiter } from './shared-rate-limiter';
import { PgTokenStore } from './stores/pg-token-store';
import { PgValueStore } from './stores/pg-value-store';

/** A changed connection is noticed after this long by the processes that did not change it. */
const LOOK_AGAIN_MS = 2_000;
const BREAKER_PAUSE_MS = 2_000;

interface Opened {
  readonly row: ConnectionRow;
  readonly connection: OpenConnection;
}

interface Entry {
  checkedAt: number;
  opened: Promise<Opened>;
}

export interface CheckResult {
  readonly ok: boolean;
  readonly detail: string;
  readonly ms: number;
}

/** Opens connections and keeps them open: pools, limits and breakers live as long as the settings stay the same. */
export class ConnectionGateway {
  private readonly entries = new Map<string, Entry>();
  private readonly expressions = jsonataExpressions();

  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
    private readonly catalogue: ConnectorCatalogue,
    private readonly logger: Logger,
  ) {}

  /** @throws {ConfigurationError} when there is no such connection, or its settings are wrong */
  async ports(connectionId: string): Promise<Partial<Ports>> {
    const { connection } = await this.opened(connectionId);
    return connection.ports;
  }

  /** How a person lets the hub in; null where the system has no such way. @throws as `ports` does */
  async consent(connectionId: string): Promise<Consent | null> {
    const { connection } = await this.opened(connectionId);
    return connection.consent;
  }

  /** Keeps the token that a consent brought, in place of whatever was there. */
  async signedIn(connectionId: string, token: StoredToken): Promise<void> {
    const store = new PgTokenStore(this.database, this.box, connectionId);
    await store.renew(await store.read(), async () => token);
    await clearSignInNeeded(this.database, connectionId);
    this.changed(connectionId);
  }

  /** Settings, credentials or mappings of the connection were changed. */
  changed(connectionId: string): void {
    const entry = this.entries.get(connectionId);
    this.entries.delete(connectionId);
    if (entry !== undefined)
      void entry.opened.then(async ({ connection }) => connection.close()).catch(() => undefined);
  }

  /** Asks the system whether it lets us in. Never throws. */
  async check(connectionId: string): Promise<CheckResult> {
    const started = performance.now();
    const ms = (): number => Math.round(performance.now() - started);
    try {
      const { healthCheck } = await this.ports(connectionId);
      if (healthCheck === undefined) return { ok: true, detail: 'This system has no check of its own.', ms: ms() };
      const scope = { traceId: newTraceId(), signal: AbortSignal.timeout(20_000) };
      const report = await runInCallScope(scope, async () => healthCheck.check());
      return { ...report, ms: ms() };
    } catch (error) {
      const { summary, fix } = toJobError(error);
      return { ok: false, detail: fix === null ? summary : `${summary} ${fix}`, ms: ms() };
    }
  }

  /** The system answered: a hold that its breaker had asked for is over. */
  async answered(connectionId: string): Promise<void> {
    const entry = this.entries.get(connectionId);
    const opened = await entry?.opened.catch(() => null);
    if (opened?.row.heldUntil != null) await release(this.database, connectionId);
  }

  async close(): Promise<void> {
    const open = [...this.entries.values()];
    this.entries.clear();
    for (const entry of open)
      await entry.opened.then(async ({ connection }) => connection.close()).catch(() => undefined);
  }

  private async opened(connectionId: string): Promise<Opened> {
    const entry = this.entries.get(connectionId);
    if (entry === undefined) return this.remember(connectionId, this.open(connectionId));
    if (Date.now() - entry.checkedAt < LOOK_AGAIN_MS) return entry.opened;
    entry.checkedAt = Date.now();
    const before = await entry.opened;
    const row = await this.row(connectionId);
    if (row.version === before.row.version) {
      entry.opened = Promise.resolve({ ...before, row });
      return before;
    }
    this.changed(connectionId);
    return this.remember(connectionId, this.open(connectionId));
  }

  private async remember(connectionId: string, opened: Promise<Opened>): Promise<Opened> {
    this.entries.set(connectionId, { checkedAt: Date.now(), opened });
    try {
      return await opened;
    } catch (error) {
      this.entries.delete(connectionId);
      throw error;
    }
  }

  private async row(connectionId: string): Promise<ConnectionRow> {
    const row = await readConnection(this.database, connectionId);
    if (row !== null) return row;
    throw new ConfigurationError({
      code: 'connection.unknown',
      summary: `There is no connection "${connectionId}".`,
      fix: 'Make the connection again, or change the routes of the channel.',
    });
  }

  private async open(connectionId: string): Promise<Opened> {
    const row = await this.row(connectionId);
    const connector = this.catalogue.find(row.system);
    if (connector === undefined) {
      throw new ConfigurationError({
        code: 'connection.unknown-system',
        summary: `This version of the hub has no connector "${row.system}".`,
        fix: 'Install a version that has it.',
      });
    }
    const [rows, rules] = await Promise.all([
      readLookupRows(this.database, connectionId),
      readFieldRules(this.database, connectionId),
    ]);
    const lookups = lookupsFrom(connector.manifest.lookupTables, rows);
    const breaker = this.breaker(connectionId);
    const connection = openConnection({
      connector,
      connectionId,
      settings: row.settings,
      credentials: row.credentials === null ? {} : this.box.open(row.credentials, credentialsPurpose(connectionId)),
      tokens: new PgTokenStore(this.database, this.box, connectionId),
      values: new PgValueStore(this.database, connectionId),
      lookups,
      rules: fieldRules({
        expressions: this.expressions,
        lookups,
        rulesOf: (operation) => rules.get(operation) ?? null,
        targetOf: (operation) => connector.manifest.operations[operation]?.target,
        onVersion: (operation, version) => currentCallScope()?.onMappingVersion?.(operation, Number(version)),
      }),
      expressions: this.expressions,
      ...this.allowances(row),
      breaker,
      clock: systemClock,
      logger: connectorLogger(this.logger, connectionId),
      allowPrivateAddresses: row.allowPrivateAddresses,
    });
    const missing = connector.manifest.ports.filter((port) => connection.ports[port] === undefined);
    // Systems that are configured freely have the ports that their settings describe.
    if (missing.length > 0 && connector.manifest.auth !== 'configurable') {
      throw new Error(`The connector ${row.system} does not give the ports it promises: ${missing.join(', ')}.`);
    }
    return { row, connection };
  }

  /** How much the connection may do, as an operator has set it. */
  private allowances(
    row: ConnectionRow,
  ): Pick<OpenConnectionOptions<never, never>, 'limiter' | 'concurrency' | 'sockets'> {
    const rate = { requests: row.rateRequests, perMs: row.ratePerMs };
    return {
      limiter: new SharedRateLimiter(this.database.pool, row.id, rate, systemClock),
      concurrency: new InMemoryConcurrencyLimit(row.concurrency),
      sockets: row.concurrency,
    };
  }

  private breaker(connectionId: string): ConnectionBreaker {
    const breaker = new ConnectionBreaker({ firstPauseMs: BREAKER_PAUSE_MS });
    const report = (work: Promise<void>): void => {
      work.catch((error: unknown) => {
        this.logger.warn({ connectionId, reason: String(error) }, 'The state of a connection could not be stored.');
      });
    };
    breaker.onOpen(() => {
      report(hold(this.database, connectionId, BREAKER_PAUSE_MS, 'It did not answer several times in a row.'));
    });
    breaker.onClose(() => {
      report(release(this.database, connectionId));
    });
    return breaker;
  }
}

/** What the credentials of a connection are sealed for. */
export function credentialsPurpose(connectionId: string): string {
  return `credentials:${connectionId}`;
}

function connectorLogger(logger: Logger, connectionId: string): ConnectorLogger {
  return {
    info: (message, facts) => {
      logger.info({ connectionId, ...facts }, message);
    },
    warn: (message, facts) => {
      logger.warn({ connectionId, ...facts }, message);
    },
  };
}
