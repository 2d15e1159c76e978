import type { Sql } from '@crossdock/flow-engine';

/** What a person should know about stock. */
export const INCIDENT_KINDS = [
  /** The source says something about a warehouse that no feed names. */
  'unknown-warehouse',
  'quantity-absurd',
  'sku-invalid',
  'time-invalid',
  'time-ahead',
  'negative-on-hand',
  /** An order took more than there was. */
  'oversold',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export interface Incident {
  readonly kind: IncidentKind;
  readonly sku?: string | null;
  readonly warehouse?: string | null;
  readonly channel?: string | null;
  readonly connectionId?: string | null;
  readonly orderId?: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Records incidents; one that is open already is counted once more and keeps its newest facts. */
export async function recordIncidents(sql: Sql, incidents: readonly Incident[]): Promise<void> {
  if (incidents.length === 0) return;
  const rows = new Map(incidents.map((incident) => [identityOf(incident), incident]));
  const column = (read: (incident: Incident) => unknown): unknown[] => [...rows.values()].map(read);
  await sql.query(
    `insert into stock_incident (kind, sku, warehouse, channel, connection_id, order_id, facts)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::jsonb[])
     on conflict (kind, coalesce(connection_id, ''), coalesce(sku, ''), coalesce(warehouse, ''),
       coalesce(order_id::text, '')) where resolved_at is null
     do update set times = stock_incident.times + 1, last_at = now(), facts = excluded.facts`,
    [
      column(({ kind }) => kind),
      column(({ sku }) => sku?.slice(0, 200) ?? null),
      column(({ warehouse }) => warehouse?.slice(0, 200) ?? null),
      column(({ channel }) => channel ?? null),
      column(({ connectionId }) => connectionId ?? null),
      column(({ orderId }) => orderId ?? null),
      column(({ facts }) => JSON.stringify(facts)),
    ],
  );
}

/** A source says something sensible about these again: what was wrong with them is over. */
export async function resolveReadingIncidents(
  sql: Sql,
  connectionId: string,
  places: readonly { readonly sku: string; readonly warehouse: string; readonly isNegative: boolean }[],
): Promise<void> {
  const sound = places.filter((place) => !place.isNegative);
  await sql.query(
    `update stock_incident i set resolved_at = now() from unnest($2::text[], $3::text[]) as sound(sku, warehouse)
     where i.resolved_at is null and i.connection_id = $1 and i.sku = sound.sku and i.warehouse = sound.warehouse`,
    [connectionId, sound.map(({ sku }) => sku), sound.map(({ warehouse }) => warehouse)],
  );
}

/** These orders do not wait for anything any more, for whatever reason. */
export async function resolveShortages(sql: Sql, orderIds: readonly string[]): Promise<void> {
  await sql.query(
    `update stock_incident i set resolved_at = now() where i.kind = 'oversold' and i.resolved_at is null
       and i.order_id = any($1::uuid[]) and not exists (select 1 from stock_reservation r
         where r.order_id = i.order_id and r.sku = i.sku and r.state = 'open' and r.waiting > 0)`,
    [orderIds],
  );
}

function identityOf({ kind, connectionId, sku, warehouse, orderId }: Incident): string {
  return JSON.stringify([kind, connectionId ?? '', sku ?? '', warehouse ?? '', orderId ?? '']);
}
