/**
 * Hosts in these settings that are not in those. Credentials that were entered for the old ones must not be sent to them
 * without somebody who knows them.
 */
export function newOrigins(before: unknown, after: unknown): readonly string[] {
  const known = new Set(originsIn(before));
  return [...new Set(originsIn(after))].filter((origin) => !known.has(origin));
}

function originsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return /^https?:/i.test(value) && URL.canParse(value) ? [new URL(value).origin] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(originsIn);
}
