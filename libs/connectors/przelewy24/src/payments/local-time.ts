const LOCAL = /^(\d{4})-?(\d{2})-?(\d{2})[ T]?(\d{2}):?(\d{2})(?::?(\d{2}))?$/;

/**
 * ISO 8601 UTC of a date and time without an offset, read in a time zone: `"2026-07-01 14:05:00"`, `"202607011405"`.
 * Null for other texts: P24 does not document the form of its dates. An hour that the clock shows twice is the second one.
 * @param timeZone IANA name
 */
export function instantOf(text: string, timeZone: string): string | null {
  const match = LOCAL.exec(text.trim());
  if (match === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part || 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  if (Number.isNaN(wall) || new Date(wall).getUTCDate() !== day) return null;
  const guess = wall - offsetMs(wall, timeZone);
  return new Date(wall - offsetMs(guess, timeZone)).toISOString();
}

/** How far the wall clock of the zone is ahead of UTC at an instant. */
function offsetMs(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return Date.parse(`${format.format(instant).replace(' ', 'T')}Z`) - Math.floor(instant / 1000) * 1000;
}
