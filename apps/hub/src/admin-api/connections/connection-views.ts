import { Inject, Injectable } from '@nestjs/common';
import type { Category } from '@crossdock/connector-kit';
import { Database } from '@crossdock/flow-engine';
import { ConnectorCatalogue } from '../../connections/connector-catalogue';
import { NO_WORK, readHealth, type ConnectionHealth } from './connection-health';

export const CONNECTION_STATES = ['ok', 'paused', 'held', 'sign-in-needed'] as const;

/** A connection, as lists and tiles show it. */
export interface ConnectionRowView extends ConnectionHealth {
  readonly id: string;
  readonly system: string;
  readonly systemName: string;
  readonly name: string;
  readonly category: Category;
  readonly state: (typeof CONNECTION_STATES)[number];
  /** Why it is held or cannot sign in, for people. */
  readonly problem: string | null;
  readonly heldUntil: Date | null;
  readonly pausedAt: Date | null;
  readonly pausedReason: string | null;
  readonly concurrency: number;
  readonly rate: { readonly requests: number; readonly perMs: number };
}

export type ConnectionView = ConnectionRowView & {
  /** Never credentials. */
  readonly settings: unknown;
  readonly allowPrivateAddresses: boolean;
  readonly api: { readonly version: string; readonly docs: string } | null;
  readonly ports: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

interface Row {
  readonly id: string;
  readonly system: string;
  readonly name: string;
  readonly settings: unknown;
  readonly allowPrivateAddresses: boolean;
  readonly concurrency: number;
  readonly requests: number;
  readonly perMs: number;
  readonly pausedAt: Date | null;
  readonly pausedReason: string | null;
  readonly heldUntil: Date | null;
  readonly heldReason: string | null;
  readonly signInNeededAt: Date | null;
  readonly problem: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

// A hold that is over is no hold.
const SELECT = `select id, system, name, settings, allow_private_addresses as "allowPrivateAddresses", concurrency,
    rate_requests as requests, rate_per_ms as "perMs", paused_at as "pausedAt", paused_reason as "pausedReason",
    case when held_until > now() then held_until end as "heldUntil", held_reason as "heldReason",
    sign_in_needed_at as "signInNeededAt", problem, created_at as "createdAt", updated_at as "updatedAt"
  from connection`;

/** Panels ask every few seconds, and all of them ask the same. */
const HEALTH_FOR_MS = 1_000;

/** Reads connections and how they are. */
@Injectable()
export class ConnectionViews {
  private health: { readonly until: number; readonly value: Promise<ReadonlyMap<string, ConnectionHealth>> } | null =
    null;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ConnectorCatalogue) private readonly catalogue: ConnectorCatalogue,
  ) {}

  /** All of them, by id: there are dozens, not thousands. */
  async all(): Promise<readonly ConnectionRowView[]> {
    const [rows, health] = await Promise.all([this.database.query<Row>(`${SELECT} order by id`), this.currentHealth()]);
    return rows.map((row) => this.view(row, health));
  }

  async one(id: string): Promise<ConnectionView | null> {
    const [rows, health] = await Promise.all([
      this.database.query<Row>(`${SELECT} where id = $1`, [id]),
      this.currentHealth(),
    ]);
    const [row] = rows;
    if (row === undefined) return null;
    const manifest = this.catalogue.find(row.system)?.manifest;
    const { settings, allowPrivateAddresses, createdAt, updatedAt } = row;
    return {
      ...this.view(row, health),
      settings,
      allowPrivateAddresses,
      api: manifest?.api ?? null,
      ports: manifest?.ports ?? [],
      createdAt,
      updatedAt,
    };
  }

  private view(row: Row, health: ReadonlyMap<string, ConnectionHealth>): ConnectionRowView {
    const { id, system, name, pausedAt, pausedReason, heldUntil, concurrency, requests, perMs } = row;
    const manifest = this.catalogue.find(system)?.manifest;
    return {
      id,
      system,
      systemName: manifest?.name ?? system,
      name,
      category: manifest?.category ?? 'custom',
      state: stateOf(row),
      problem: row.problem ?? (heldUntil === null ? null : row.heldReason),
      heldUntil,
      pausedAt,
      pausedReason,
      concurrency,
      rate: { requests, perMs },
      ...(health.get(id) ?? NO_WORK),
    };
  }

  private async currentHealth(): Promise<ReadonlyMap<string, ConnectionHealth>> {
    const now = Date.now();
    if (this.health !== null && now < this.health.until) return this.health.value;
    const value = readHealth(this.database);
    this.health = { until: now + HEALTH_FOR_MS, value };
    // A failure is not remembered.
    value.catch(() => (this.health = null));
    return value;
  }
}

function stateOf({ pausedAt, signInNeededAt, heldUntil }: Row): ConnectionRowView['state'] {
  if (pausedAt !== null) return 'paused';
  if (signInNeededAt !== null) return 'sign-in-needed';
  return heldUntil === null ? 'ok' : 'held';
}
