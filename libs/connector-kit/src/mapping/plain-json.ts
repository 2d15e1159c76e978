const MOST_NODES = 500_000;

/**
 * A copy that is JSON and nothing else: no sequences with hidden fields, no functions, no prototypes but the plain ones.
 * A field called `__proto__` is left out. `undefined` stays `undefined` at the top and disappears below it.
 * @throws {TypeError} when the value holds a function or another thing that JSON has no word for
 */
export function plainJson(value: unknown): unknown {
  let left = MOST_NODES;
  const visit = (part: unknown): unknown => {
    left -= 1;
    if (left < 0) throw new RangeError(`The result has more than ${MOST_NODES} values`);
    if (typeof part === 'function' || typeof part === 'symbol' || typeof part === 'bigint') throw notJson();
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map((entry: unknown) => visit(entry) ?? null);
    return visitFields(part, visit);
  };
  return visit(value);
}

function visitFields(part: object, visit: (part: unknown) => unknown): unknown {
  if ('_jsonata_function' in part || '_jsonata_lambda' in part || part instanceof Uint8Array) throw notJson();
  const fields: Record<string, unknown> = {};
  for (const name of Object.keys(part)) {
    const value = name === '__proto__' ? undefined : visit(Reflect.get(part, name));
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

function notJson(): TypeError {
  return new TypeError('The result holds a function or another value that JSON has no word for');
}
