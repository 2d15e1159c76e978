import { UnmappedValueError } from '../errors/connector-error';
import type { LookupTableFacts } from '../manifest/connector';
import type { Lookups } from './mapping';

/** Rows by table, then key: `{ 'vat-code': { '23': 'A' } }`. */
export type LookupRows = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Lookup tables of one connection: its own rows first, the rows shipped in the manifest below them. */
export function lookupsFrom(tables: Readonly<Record<string, LookupTableFacts>>, rows: LookupRows = {}): Lookups {
  const merged = new Map<string, Map<string, string>>();
  const add = (table: string, entries: Readonly<Record<string, string>>): void => {
    const known = merged.get(table) ?? new Map<string, string>();
    for (const [key, value] of Object.entries(entries)) known.set(key, value);
    merged.set(table, known);
  };
  for (const [table, { defaults }] of Object.entries(tables)) add(table, defaults);
  for (const [table, own] of Object.entries(rows)) add(table, own);
  const find = (table: string, key: string): string | null => merged.get(table)?.get(key) ?? null;
  return {
    find,
    get(table, key) {
      const value = find(table, key);
      if (value === null) throw new UnmappedValueError(table, key);
      return value;
    },
  };
}
