import type { LookupTableFacts } from '@crossdock/connector-kit';
import type { Sql } from '@crossdock/flow-engine';

/** A row of a lookup table. */
export interface LookupRow {
  readonly key: string;
  readonly value: string;
  /** Shipped with the connector; a row of one's own with the same key comes before it. */
  readonly isDefault: boolean;
  /** What is shipped for this key; null when nothing is. */
  readonly defaultValue: string | null;
  readonly updatedAt: Date | null;
  readonly updatedBy: string | null;
}

export interface LookupTableRow {
  readonly name: string;
  readonly title: string;
  readonly ownRows: number;
  readonly defaultRows: number;
}

interface OwnRow {
  readonly key: string;
  readonly value: string;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

/** Tables of the connector, and those that only the connection has rows of (systems that are configured freely). */
export async function lookupTables(
  sql: Sql,
  connectionId: string,
  facts: Readonly<Record<string, LookupTableFacts>>,
): Promise<readonly LookupTableRow[]> {
  const counts = await sql.query<{ name: string; rows: number }>(
    `select table_name as name, count(*)::int as rows from lookup_row where connection_id = $1 group by 1`,
    [connectionId],
  );
  const own = new Map(counts.map(({ name, rows }) => [name, rows]));
  const names = [...new Set([...Object.keys(facts), ...own.keys()])].sort();
  return names.map((name) => ({
    name,
    title: facts[name]?.title ?? name,
    ownRows: own.get(name) ?? 0,
    defaultRows: Object.keys(facts[name]?.defaults ?? {}).length,
  }));
}

/** All rows of one table by key: own rows, and the shipped ones that they do not replace. */
export async function lookupRows(
  sql: Sql,
  connectionId: string,
  table: string,
  facts: LookupTableFacts | undefined,
): Promise<readonly LookupRow[]> {
  const defaults = new Map(Object.entries(facts?.defaults ?? {}));
  const own = await sql.query<OwnRow>(
    `select r.key, r.value, r.updated_at as "updatedAt", coalesce(u.email, r.updated_by) as "updatedBy"
     from lookup_row r left join app_user u on 'user:' || u.id::text = r.updated_by
     where r.connection_id = $1 and r.table_name = $2`,
    [connectionId, table],
  );
  const ownKeys = new Set(own.map(({ key }) => key));
  const rows: LookupRow[] = own.map((row) => ({
    ...row,
    isDefault: false,
    defaultValue: defaults.get(row.key) ?? null,
  }));
  for (const [key, value] of defaults) {
    if (ownKeys.has(key)) continue;
    rows.push({ key, value, isDefault: true, defaultValue: value, updatedAt: null, updatedBy: null });
  }
  return rows.sort((one, other) => one.key.localeCompare(other.key));
}

/** Stores rows of one's own. What is the same already is left. @returns how many were stored */
export async function storeLookupRows(
  sql: Sql,
  at: { readonly connectionId: string; readonly table: string; readonly by: string },
  rows: ReadonlyMap<string, string>,
): Promise<number> {
  const stored = await sql.query(
    `insert into lookup_row (connection_id, table_name, key, value, updated_by)
     select $1, $2, r.key, r.value, $3 from unnest($4::text[], $5::text[]) r(key, value)
     on conflict (connection_id, table_name, key) do update
       set value = excluded.value, updated_at = now(), updated_by = excluded.updated_by
       where lookup_row.value <> excluded.value
     returning key`,
    [at.connectionId, at.table, at.by, [...rows.keys()], [...rows.values()]],
  );
  return stored.length;
}

/** Removes rows of one's own: the given ones, or all others. @returns how many there were */
export async function removeLookupRows(
  sql: Sql,
  at: { readonly connectionId: string; readonly table: string },
  which: { readonly keys: readonly string[] } | { readonly allBut: readonly string[] },
): Promise<number> {
  const isOnly = 'keys' in which;
  const removed = await sql.query(
    `delete from lookup_row where connection_id = $1 and table_name = $2 and (key = any($3::text[])) = $4 returning key`,
    [at.connectionId, at.table, isOnly ? which.keys : which.allBut, isOnly],
  );
  return removed.length;
}
