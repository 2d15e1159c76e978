import { DELAY_BOUNDS_S, percentileS, together, type DelayCounts } from './delay-buckets';

const bucketOf = (seconds: number): number => DELAY_BOUNDS_S.filter((bound) => bound <= seconds).length;
const counted = (delays: readonly number[]): DelayCounts =>
  together(delays.map((seconds) => new Map([[bucketOf(seconds), 1]])));

describe('delays in buckets', () => {
  it('have no percentile while there are none', () => {
    expect(percentileS(new Map(), 0.5)).toBeNull();
  });

  it.each([0.01, 0.4, 2, 30, 600, 40_000])(
    'give the median of many delays of about %d s, an eighth exact',
    (middle) => {
      const delays = Array.from({ length: 999 }, (_, n) => middle * (0.7 + (0.6 * n) / 998));
      const median = percentileS(counted(delays), 0.5)!;
      // The first bucket is all that is shorter than a tenth of a second.
      if (middle < 0.1) expect(median).toBeLessThanOrEqual(0.1);
      else expect(Math.abs(median / middle - 1)).toBeLessThan(0.13);
    },
  );

  it('tell the slow ones from the usual ones', () => {
    const delays = [...Array.from({ length: 90 }, () => 1), ...Array.from({ length: 10 }, () => 100)];
    expect(percentileS(counted(delays), 0.5)).toBeLessThan(1.3);
    expect(percentileS(counted(delays), 0.95)).toBeGreaterThan(80);
  });

  it('take what is longer than anything they know', () => {
    expect(percentileS(counted([9_999_999]), 0.5)).toBeGreaterThan(480_000);
  });
});
