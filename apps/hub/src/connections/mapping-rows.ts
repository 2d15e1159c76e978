import type { FieldRuleSet, LookupRows } from '@crossdock/connector-kit';
import type { Sql } from '@crossdock/flow-engine';
import { z } from 'zod';

const rules = z.array(z.object({ target: z.string(), expression: z.string() }));

/** The connection's own rows of its lookup tables. */
export async function readLookupRows(sql: Sql, connectionId: string): Promise<LookupRows> {
  const rows = await sql.query<{ table: string; key: string; value: string }>(
    `select table_name as "table", key, value from lookup_row where connection_id = $1`,
    [connectionId],
  );
  const tables = new Map<string, Record<string, string>>();
  for (const { table, key, value } of rows) tables.set(table, { ...tables.get(table), [key]: value });
  return Object.fromEntries(tables);
}

/** The field rules in force, by operation. */
export async function readFieldRules(sql: Sql, connectionId: string): Promise<ReadonlyMap<string, FieldRuleSet>> {
  const rows = await sql.query<{ operation: string; version: number; rules: unknown; skipWhen: string | null }>(
    `select operation, version, rules, skip_when as "skipWhen" from field_rule_set
     where connection_id = $1 and state = 'live'`,
    [connectionId],
  );
  return new Map(
    rows.map((row) => [row.operation, { version: row.version, rules: rules.parse(row.rules), skipWhen: row.skipWhen }]),
  );
}
