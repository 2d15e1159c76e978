import type { Json } from './answers';

/** A record as it is kept. `version` is the ETag's; fields have the names of the API. */
export interface Row extends Json {
  id: string;
  version: number;
  lastModifiedDateTime: string;
}

/** Rows by id, and for each indexed field the ids by value. Plain JSON. */
export interface Table {
  rows: Record<string, Row>;
  indexes: Record<string, Record<string, string[]>>;
}

export function newTable(...indexed: string[]): Table {
  return { rows: {}, indexes: Object.fromEntries(indexed.map((field) => [field, {}])) };
}

/** Values of an index are prefixed, so that names such as `constructor` are no keys. */
const keyOf = (value: unknown): string => `=${String(value)}`;

export function insert(table: Table, row: Row): Row {
  table.rows[row.id] = row;
  for (const [field, index] of Object.entries(table.indexes)) (index[keyOf(row[field])] ??= []).push(row.id);
  return row;
}

export function remove(table: Table, row: Row): void {
  Reflect.deleteProperty(table.rows, row.id);
  for (const [field, index] of Object.entries(table.indexes)) unlist(index, row, field);
}

export function update(table: Table, row: Row, changes: Json, now: Date): Row {
  for (const [field, index] of Object.entries(table.indexes)) {
    if (!(field in changes) || changes[field] === row[field]) continue;
    unlist(index, row, field);
    (index[keyOf(changes[field])] ??= []).push(row.id);
  }
  return Object.assign(row, changes, { version: row.version + 1, lastModifiedDateTime: now.toISOString() });
}

function unlist(index: Record<string, string[]>, row: Row, field: string): void {
  const key = keyOf(row[field]);
  const left = (index[key] ?? []).filter((id) => id !== row.id);
  if (left.length > 0) index[key] = left;
  else Reflect.deleteProperty(index, key);
}

export function rowById(table: Table, id: string): Row | null {
  return Object.hasOwn(table.rows, id) ? (table.rows[id] ?? null) : null;
}

export function rowsBy(table: Table, field: string, value: unknown): Row[] {
  const ids = table.indexes[field]?.[keyOf(value)] ?? [];
  return ids.flatMap((id) => rowById(table, id) ?? []);
}

export const etagOf = ({ version }: Row): string => `W/"${Buffer.from(`JzE${version};`).toString('base64')}"`;
