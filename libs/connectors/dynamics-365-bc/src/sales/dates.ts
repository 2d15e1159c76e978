/** The day of an instant in a time zone, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, instant: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(new Date(instant))
    .map(({ type, value }) => [type, value]);
  const { year, month, day } = Object.fromEntries(parts) as Record<string, string>;
  return `${String(year)}-${String(month)}-${String(day)}`;
}

// An empty date (fact sheet, section 8).
const NO_DATE = '0001-01-01';

/** The beginning of a day as an instant, or null. */
export const instantOf = (date: string): string | null => (date === NO_DATE ? null : `${date}T00:00:00Z`);
