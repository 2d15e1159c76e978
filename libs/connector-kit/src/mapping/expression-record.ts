/**
 * A record as expressions see it: fields that are null are left out, because JSONata's functions take a missing value and
 * refuse null. Entries of lists stay where they are.
 */
export function expressionRecord(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expressionRecord);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([name, inner]) => [name, expressionRecord(inner)]),
  );
}
