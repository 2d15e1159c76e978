/** Each bucket is a quarter wider than the one before, so a percentile is wrong by an eighth at most. */
const GROWTH = 1.25;
const SHORTEST_S = 0.1;
const LONGEST_S = 7 * 24 * 3_600;

/** Upper bounds of the buckets of delays, seconds: bucket 0 is below the first, the last one has no end. */
export const DELAY_BOUNDS_S: readonly number[] = bounds();

function bounds(): number[] {
  const all: number[] = [];
  for (let bound = SHORTEST_S; bound < LONGEST_S; bound *= GROWTH) all.push(Math.round(bound * 1_000) / 1_000);
  return all;
}

/** How many there are in each bucket. */
export type DelayCounts = ReadonlyMap<number, number>;

/** Counts of several times as those of one. */
export function together(all: readonly DelayCounts[]): DelayCounts {
  const sum = new Map<number, number>();
  for (const counts of all) {
    for (const [bucket, count] of counts) sum.set(bucket, (sum.get(bucket) ?? 0) + count);
  }
  return sum;
}

/** The delay, seconds, that the share (0 to 1) of them does not exceed; null when there are none. */
export function percentileS(counts: DelayCounts, share: number): number | null {
  const ordered = [...counts].sort(([one], [other]) => one - other);
  const total = ordered.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  const wanted = share * total;
  let below = 0;
  for (const [bucket, count] of ordered) {
    if (below + count >= wanted) return inside(bucket, (wanted - below) / count);
    below += count;
  }
  return inside(ordered.at(-1)?.[0] ?? 0, 1);
}

/** As if those of a bucket lay evenly in it. */
function inside(bucket: number, part: number): number {
  const from = bucket === 0 ? 0 : (DELAY_BOUNDS_S[bucket - 1] ?? LONGEST_S);
  const to = DELAY_BOUNDS_S[bucket] ?? from;
  return from + (to - from) * part;
}
