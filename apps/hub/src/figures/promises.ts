import { percentileS, type DelayCounts } from './delay-buckets';

export interface FigureSums {
  readonly shipped: number;
  readonly straightThrough: number;
  readonly attempts: number;
  readonly failures: number;
  readonly duplicates: number;
  readonly delays: DelayCounts;
}

export interface Promised {
  readonly name: keyof typeof TARGETS;
  readonly unit: 'share' | 'seconds' | 'count';
  readonly target: { readonly least: number } | { readonly most: number };
  /** Null while there is nothing to measure. */
  readonly value: number | null;
  /** Null when there is no value. */
  readonly isKept: boolean | null;
  /** How many orders or attempts it is about; null where nothing is measured at all yet. */
  readonly of: number | null;
}

/** What the business may hold us to, and where each comes from. */
const TARGETS = {
  /** Shipped without a hand of ours: one of fifty is what one person sees to beside other work. */
  'straight-through': { unit: 'share', target: { least: 0.98 } },
  /** "Within seconds": from the hand-in until the warehouse has it, half of all orders. */
  'time-to-warehouse': { unit: 'seconds', target: { most: 10 } },
  /** Systems fail now and then and are asked again; more than one call of fifty is an outage. */
  'failed-calls': { unit: 'share', target: { most: 0.02 } },
  /** Never twice. */
  duplicates: { unit: 'count', target: { most: 0 } },
  /** Never what is not there. */
  oversells: { unit: 'count', target: { most: 0 } },
} as const;

/** How the promises are kept. */
export function promisesOf(sums: FigureSums): Promised[] {
  const { shipped, straightThrough, attempts, failures, duplicates, delays } = sums;
  const requested = [...delays.values()].reduce((sum, count) => sum + count, 0);
  return [
    promised('straight-through', shipped === 0 ? null : straightThrough / shipped, shipped),
    promised('time-to-warehouse', percentileS(delays, 0.5), requested),
    promised('failed-calls', attempts === 0 ? null : failures / attempts, attempts),
    promised('duplicates', duplicates, requested),
    // Needs the ledger of stock, which tells what was there when it was sold.
    promised('oversells', null, null),
  ];
}

function promised(name: keyof typeof TARGETS, value: number | null, of: number | null): Promised {
  const { unit, target } = TARGETS[name];
  const isKept = value === null ? null : 'least' in target ? value >= target.least : value <= target.most;
  return { name, unit, target, value, isKept, of };
}
