import { retryAfterMs } from './retry-after';

describe('the wait of a Retry-After header', () => {
  const now = Date.parse('2026-03-02T10:00:00Z');

  it.each([
    ['7', 7_000],
    ['0', 0],
    ['1.5', 1_500],
    ['Mon, 02 Mar 2026 10:00:30 GMT', 30_000],
    ['Mon, 02 Mar 2026 09:00:00 GMT', 0],
    ['99999999', 86_400_000],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('of %p is %p ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
