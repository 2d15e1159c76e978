import type { Sql } from '@crossdock/flow-engine';

/** A connection as it is stored. `credentials` are sealed. */
export interface ConnectionRow {
  readonly id: string;
  readonly system: string;
  readonly name: string;
  readonly settings: unknown;
  readonly credentials: Buffer | null;
  readonly allowPrivateAddresses: boolean;
  readonly concurrency: number;
  readonly rateRequests: number;
  readonly ratePerMs: number;
  readonly pausedAt: Date | null;
  readonly heldUntil: Date | null;
  readonly signInNeededAt: Date | null;
  readonly version: number;
}

const ROW = `id, system, name, settings, credentials, allow_private_addresses as "allowPrivateAddresses", concurrency,
  rate_requests as "rateRequests", rate_per_ms as "ratePerMs", paused_at as "pausedAt", held_until as "heldUntil",
  sign_in_needed_at as "signInNeededAt", version`;

export async function readConnection(sql: Sql, id: string): Promise<ConnectionRow | null> {
  const rows = await sql.query<ConnectionRow>(`select ${ROW} from connection where id = $1`, [id]);
  return rows[0] ?? null;
}

export async function readConnections(sql: Sql): Promise<ConnectionRow[]> {
  return sql.query<ConnectionRow>(`select ${ROW} from connection order by id`);
}

export interface NewConnection {
  readonly id: string;
  readonly system: string;
  readonly name: string;
  readonly settings: unknown;
  readonly credentials: Buffer;
  readonly allowPrivateAddresses: boolean;
  readonly limits: { readonly requests: number; readonly perMs: number; readonly concurrency: number };
}

/** Stores a connection. One that is there already gets the new settings, credentials and name, and a new version. */
export async function storeConnection(sql: Sql, connection: NewConnection): Promise<void> {
  await sql.query(
    `insert into connection (id, system, name, settings, credentials, allow_private_addresses, concurrency, rate_requests,
       rate_per_ms, credentials_changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now())
     on conflict (id) do update set settings = excluded.settings, credentials = excluded.credentials, name = excluded.name,
       credentials_changed_at = now(), version = connection.version + 1, updated_at = now()`,
    [
      connection.id,
      connection.system,
      connection.name,
      JSON.stringify(connection.settings),
      connection.credentials,
      connection.allowPrivateAddresses,
      connection.limits.concurrency,
      connection.limits.requests,
      connection.limits.perMs,
    ],
  );
}

/** The vendor does not let us in: nothing is sent until somebody, or the probe, finds that it does again. */
export async function markSignInNeeded(sql: Sql, id: string, problem: string): Promise<void> {
  await sql.query(
    `update connection set sign_in_needed_at = now(), problem = $2 where id = $1 and sign_in_needed_at is null`,
    [id, problem],
  );
}

export async function clearSignInNeeded(sql: Sql, id: string): Promise<void> {
  await sql.query(`update connection set sign_in_needed_at = null, problem = null where id = $1`, [id]);
}

/** The connection's breaker opened: all workers hold back until then; the next call after it is a probe. */
export async function hold(sql: Sql, id: string, forMs: number, reason: string): Promise<void> {
  await sql.query(
    `update connection set held_until = now() + $2 * interval '1 millisecond', held_reason = $3 where id = $1`,
    [id, forMs, reason],
  );
}

/** The vendor answered again. */
export async function release(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `update connection set held_until = null, held_reason = null where id = $1 and held_until is not null`,
    [id],
  );
}
