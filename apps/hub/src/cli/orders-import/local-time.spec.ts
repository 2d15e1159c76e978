import { toInstant } from './local-time';

describe('a time of a file', () => {
  it.each([
    ['2010-12-01 08:34:00', 'Europe/London', '2010-12-01T08:34:00Z', 'winter in London is UTC'],
    ['2011-07-01 08:34:00', 'Europe/London', '2011-07-01T07:34:00Z', 'summer in London is an hour ahead'],
    ['2026-11-23T09:15', 'Europe/Warsaw', '2026-11-23T08:15:00Z', 'seconds may be missing'],
    ['2026-11-23', 'Europe/Warsaw', '2026-11-22T23:00:00Z', 'a day alone is its first moment'],
    ['2026-11-23T09:15:00+02:00', 'Europe/London', '2026-11-23T07:15:00Z', 'a zone of its own wins'],
    [
      '2026-03-29 02:30:00',
      'Europe/Warsaw',
      '2026-03-29T01:30:00Z',
      'the hour that spring leaves out counts on from before',
    ],
    [
      '2026-10-25 02:30:00',
      'Europe/Warsaw',
      '2026-10-25T00:30:00Z',
      'the hour that autumn shows twice is the first one',
    ],
    ['2026-10-25 03:30:00', 'Europe/Warsaw', '2026-10-25T02:30:00Z', 'after the change it is winter'],
  ])('%s in %s is %s: %s', (text, timeZone, instant) => {
    expect(toInstant(text, timeZone, null)).toBe(instant);
  });

  it('is read by the letters of its format', () => {
    expect(toInstant('1.7.2026 8:05', 'Europe/Warsaw', 'DD.MM.YYYY HH:mm')).toBe('2026-07-01T06:05:00Z');
    expect(toInstant('12/1/2010 8:26', 'Europe/London', 'MM/DD/YYYY HH:mm')).toBe('2010-12-01T08:26:00Z');
  });

  it.each(['', 'yesterday', '2026-02-30 10:00:00', '2026-01-01 24:00:00', '2026-01-01 10:61:00', '01/02/2026'])(
    'is none: "%s"',
    (text) => {
      expect(toInstant(text, 'UTC', null)).toBeNull();
    },
  );
});
