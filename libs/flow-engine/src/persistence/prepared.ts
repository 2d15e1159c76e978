import type { QueryConfig } from 'pg';

/** A text that was used this often is worth a place in every connection's memory. */
const OFTEN = 20;
/** Texts that are put together as they are needed must not fill the memory of connections. */
const MOST_NAMES = 300;

const used = new Map<string, number>();
const names = new Map<string, string>();

/**
 * The query as the driver wants it. One that is used again and again gets a name: the server parses and plans it once per
 * connection. For constant texts; values go into parameters.
 */
export function prepared(text: string, values: readonly unknown[]): QueryConfig {
  const query = { text, values: [...values] };
  const name = names.get(text) ?? nameFor(text);
  return name === undefined ? query : { ...query, name };
}

function nameFor(text: string): string | undefined {
  if (names.size >= MOST_NAMES) return undefined;
  const count = (used.get(text) ?? 0) + 1;
  if (count < OFTEN) {
    if (used.size < 10 * MOST_NAMES || used.has(text)) used.set(text, count);
    return undefined;
  }
  used.delete(text);
  const name = `crossdock_${names.size + 1}`;
  names.set(text, name);
  return name;
}
