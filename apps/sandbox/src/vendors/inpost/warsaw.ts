const PARTS = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Warsaw',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'longOffset',
});

function parts(at: Date): { day: string; time: string; offset: string } {
  const found = Object.fromEntries(PARTS.formatToParts(at).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, second, timeZoneName } = found;
  const offset = /[+\u2212-]\d{2}:\d{2}/.exec(timeZoneName ?? '')?.[0].replace('\u2212', '-') ?? '+00:00';
  return { day: `${year}-${month}-${day}`, time: `${hour}:${minute}:${second}`, offset };
}

/** `2026-07-01T10:00:00.000+02:00`, as the REST answers write it. */
export function restTime(at: Date): string {
  const { day, time, offset } = parts(at);
  return `${day}T${time}.${String(at.getMilliseconds()).padStart(3, '0')}${offset}`;
}

/** `2020-03-20 15:08:42 +0100`, as the webhooks write it. */
export function webhookTime(at: Date): string {
  const { day, time, offset } = parts(at);
  return `${day} ${time} ${offset.replace(':', '')}`;
}
