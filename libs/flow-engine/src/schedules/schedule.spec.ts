import { nextTime } from './schedule';

const nightly = { cron: '30 2 * * *', timeZone: 'Europe/Warsaw' };

function timesAfter(start: string, count: number, schedule = nightly): string[] {
  let at = new Date(start);
  return Array.from({ length: count }, () => (at = nextTime(schedule, at)).toISOString());
}

describe('the times of a schedule', () => {
  it('are those of the wall clock of its time zone', () => {
    expect(timesAfter('2026-07-01T12:00:00Z', 1)).toEqual(['2026-07-02T00:30:00.000Z']);
    expect(timesAfter('2026-12-01T12:00:00Z', 1)).toEqual(['2026-12-02T01:30:00.000Z']);
  });

  it('come once in the night when clocks are put back', () => {
    const nights = timesAfter('2026-10-24T12:00:00Z', 2);
    expect(nights.map((time) => time.slice(0, 10))).toEqual(['2026-10-25', '2026-10-26']);
  });

  it('come once in the night when clocks are put forward', () => {
    const nights = timesAfter('2026-03-28T12:00:00Z', 2);
    expect(nights.map((time) => time.slice(0, 10))).toEqual(['2026-03-29', '2026-03-30']);
  });
});
