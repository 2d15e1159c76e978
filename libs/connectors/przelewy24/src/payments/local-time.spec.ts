import { instantOf } from './local-time';

describe('dates of Przelewy24', () => {
  it.each([
    ['2026-07-01 14:05:00', '2026-07-01T12:05:00.000Z'],
    ['2026-01-01 14:05:09', '2026-01-01T13:05:09.000Z'],
    ['202607011405', '2026-07-01T12:05:00.000Z'],
    ['2026-03-29T03:30:00', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25 02:30:00', '2026-10-25T01:30:00.000Z'],
  ])('%s in Warsaw is %s', (text, instant) => {
    expect(instantOf(text, 'Europe/Warsaw')).toBe(instant);
  });

  it.each(['', '0000-00-00 00:00:00', 'yesterday', '2026-02-30 10:00:00'])('%j is none', (text) => {
    expect(instantOf(text, 'Europe/Warsaw')).toBeNull();
  });
});
