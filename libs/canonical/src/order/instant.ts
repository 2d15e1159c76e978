const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Epoch milliseconds of an ISO 8601 date and time with a zone; null for local times, plain dates and days that do not exist. */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text);
  if (match === null) return null;
  const [, year, month, day] = match;
  // JavaScript reads 30 February as 2 March; the day must come back as it was written.
  const date = new Date(`${String(year)}-${String(month)}-${String(day)}T00:00:00Z`);
  const time = Date.parse(text);
  if (Number.isNaN(date.getTime()) || Number.isNaN(time)) return null;
  return date.getUTCDate() === Number(day) ? time : null;
}
