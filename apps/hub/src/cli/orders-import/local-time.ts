const TOKENS = { YYYY: '(?<year>\\d{4})', MM: '(?<month>\\d{1,2})', DD: '(?<day>\\d{1,2})', HH: '(?<hour>\\d{1,2})', mm: '(?<minute>\\d{1,2})', ss: '(?<second>\\d{1,2})' } as const; // prettier-ignore
const ISO_LOCAL =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d+)?)?)?$/;
const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * An instant (ISO 8601 UTC, whole seconds) from the time as a file has it, or null when it is no time.
 * A time without a zone is one of `timeZone`. In the hour that an autumn clock shows twice it is the first one; in the
 * hour that a spring clock leaves out it counts on from before the change.
 * @param format letters YYYY, MM, DD, HH, mm, ss; null for ISO 8601
 */
export function toInstant(text: string, timeZone: string, format: string | null): string | null {
  if (format === null && ISO_INSTANT.test(text)) return isoOf(Date.parse(text));
  const wallClock = readWallClock(text, format === null ? ISO_LOCAL : patternOf(format));
  return wallClock === null ? null : isoOf(instantOf(wallClock, timeZone));
}

/** Milliseconds as if the clock on the wall were UTC; null for the thirtieth of February and the like. */
function readWallClock(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text)?.groups;
  if (found === undefined) return null;
  const part = (name: string, otherwise = 0): number => Number(found[name] ?? otherwise);
  const [year, month, day] = [part('year'), part('month'), part('day')];
  const [hour, minute, second] = [part('hour'), part('minute'), part('second')];
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal =
    time.getUTCMonth() === month - 1 && time.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isReal ? time.getTime() : null;
}

function patternOf(format: string): RegExp {
  const escaped = format.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(/YYYY|MM|DD|HH|mm|ss/g, (token) => TOKENS[token as keyof typeof TOKENS])}$`);
}

function instantOf(wallClock: number, timeZone: string): number {
  // The offset holds at the instant, not at the wall clock, so look on both sides of a possible change.
  const before = wallClock - offsetAt(wallClock - 86_400_000, timeZone);
  const after = wallClock - offsetAt(wallClock + 86_400_000, timeZone);
  const fits = [before, after].filter((instant) => instant + offsetAt(instant, timeZone) === wallClock);
  return fits.length === 0 ? before : Math.min(...fits);
}

/** Milliseconds that the zone is ahead of UTC at the instant. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const digits = '2-digit';
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: digits, day: digits, hour: digits, minute: digits, second: digits,
  }); // prettier-ignore
  formats.set(timeZone, format);
  return format;
}

function isoOf(instant: number): string | null {
  return Number.isNaN(instant) ? null : new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
