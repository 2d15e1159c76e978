import { retryAfterMs } from './post-orders';

describe('Retry-After', () => {
  const now = Date.parse('2026-11-23T08:00:00Z');

  it.each([
    ['3', 3_000],
    ['Mon, 23 Nov 2026 08:00:05 GMT', 5_000],
    ['Mon, 23 Nov 2026 07:00:00 GMT', 0],
    ['later', 1_000],
    [null, 1_000],
  ])('%s is %i ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});
