import { isDecimal } from '../money/money';
import { parseInstant } from '../order/instant';
import type { StockLevel } from './stock-level';

/** More pieces than any warehouse has: a number like this is an error of the source. */
const MOST_PIECES = 1_000_000_000;
/** Clocks of vendors go wrong by seconds; more is a mistake. */
const MOST_AHEAD_MS = 300_000;
const LONGEST_SKU = 200;

/** Why a reading cannot be taken as it came. */
export type ReadingProblem = 'quantity-absurd' | 'sku-invalid' | 'time-invalid' | 'time-ahead';

/** What is wrong with a reading, or null. `nowMs` is epoch milliseconds; times before 1970 are none. A negative level is a fact, not a mistake. */
export function readingProblem(reading: StockLevel, nowMs: number): ReadingProblem | null {
  const { sku, onHand, observedAt } = reading;
  if (sku.trim() !== sku || sku === '' || sku.length > LONGEST_SKU) return 'sku-invalid';
  if (!isDecimal(onHand) || Math.abs(Number(onHand)) > MOST_PIECES) return 'quantity-absurd';
  const observed = parseInstant(observedAt);
  if (observed === null || observed < 0) return 'time-invalid';
  return observed - nowMs > MOST_AHEAD_MS ? 'time-ahead' : null;
}

/** Where a reading stands in its source's own order. */
export interface Place {
  readonly sourceSequence: string | null;
  /** Epoch milliseconds. */
  readonly observedAt: number;
}

/**
 * True when a reading is newer than the last one of the same source. By the source's own sequence where both have one, as
 * whole numbers of any length; else by time. Equal ones are not newer.
 */
export function isNewer(reading: Place, last: Place | null): boolean {
  if (last === null) return true;
  const [mine, theirs] = [sequenceOf(reading), sequenceOf(last)];
  if (mine !== null && theirs !== null) return mine > theirs;
  return reading.observedAt > last.observedAt;
}

function sequenceOf({ sourceSequence }: Place): bigint | null {
  return sourceSequence !== null && /^\d{1,40}$/.test(sourceSequence) ? BigInt(sourceSequence) : null;
}
