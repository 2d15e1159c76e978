/** A JSON document, and a place in it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}
export type Path = readonly (string | number)[];

export interface Difference {
  /** `lines/0/sku` */
  readonly place: string;
  readonly before: Json;
  readonly after: Json;
}

export function valueAt(document: Json, path: Path): Json {
  let value = document;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return null;
    const inside: ReadonlyMap<string, Json> = new Map(Object.entries(value));
    value = inside.get(String(name)) ?? null;
  }
  return value;
}

/** The same document with another value in that place; what was not there is made. */
export function withValue(document: Json, [name, ...rest]: Path, value: Json): Json {
  if (name === undefined) return value;
  const changed = withValue(valueAt(document, [name]), rest, value);
  if (isList(document)) return document.map((inner, place) => (place === name ? changed : inner));
  return { ...(isContainer(document) ? document : {}), [name]: changed };
}

/** A value for people: texts and numbers as they are, anything else as JSON. */
export function textOf(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Where two documents differ. A field that is missing is the same as one that is null. */
export function differences(before: Json, after: Json, path: Path = []): Difference[] {
  if (isContainer(before) && isContainer(after) && isList(before) === isList(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differences(valueAt(before, [name]), valueAt(after, [name]), [...path, name]));
  }
  return before === after ? [] : [{ place: path.join('/'), before, after }];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isContainer(value: Json): value is readonly Json[] | JsonObject {
  return typeof value === 'object' && value !== null;
}
