/** Longest wait that is believed: a daily quota. More than that is a mistake of the vendor's clock. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** The wait of a `Retry-After` header in milliseconds, seconds or HTTP date (RFC 9110, 10.2.3); null when it has none. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (header === undefined || header.trim() === '') return null;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs;
  if (Number.isNaN(wait)) return null;
  return Math.min(Math.max(0, Math.round(wait)), LONGEST_WAIT_MS);
}
