import Big from 'big.js';
import type { DecimalString } from '../money/money';

/** How much of what there is a channel is shown. All numbers are whole pieces. */
export interface StockPolicy {
  /** Pieces kept back from the channel. */
  readonly buffer: number;
  /** Per cent of what is free, 0 to 100. */
  readonly share: number;
  /** Never shows more than this; null: no limit. */
  readonly cap: number | null;
  /** Pieces that only this channel may sell. */
  readonly pool: number;
  /** Shows nothing while less than this would be shown. */
  readonly stopBelow: number;
  /** Pieces that may be sold beyond what there is. */
  readonly backOrder: number;
}

export const SHOW_ALL: StockPolicy = { buffer: 0, share: 100, cap: null, pool: 0, stopBelow: 0, backOrder: 0 };

/** What one warehouse has of a SKU. */
export interface WarehouseStock {
  readonly onHand: DecimalString;
  readonly reserved: DecimalString;
}

/** A channel's pieces of its own, and how many of them its open orders have used up. */
export interface Pool {
  readonly pool: number;
  /** Open reservations of the channel. */
  readonly reserved: DecimalString;
}

/** Every step from what there is to what is shown, so that a person can follow it. */
export interface AvailableToSell {
  readonly onHand: DecimalString;
  readonly reserved: DecimalString;
  /** Pieces kept for other channels. */
  readonly keptForOthers: DecimalString;
  /** On hand less reserved less kept for others; below zero when more was sold than there is. */
  readonly free: DecimalString;
  /** After share, buffer, threshold and cap. */
  readonly shown: number;
}

/**
 * What a channel may sell of a SKU: never negative, whole pieces, rounded down. Pools of other channels come off first,
 * then share, buffer, what may be sold beyond, threshold and cap, in this order.
 */
export function availableToSell(
  warehouses: readonly WarehouseStock[],
  policy: StockPolicy,
  otherPools: readonly Pool[],
): AvailableToSell {
  const onHand = sum(warehouses.map((warehouse) => warehouse.onHand));
  const reserved = sum(warehouses.map((warehouse) => warehouse.reserved));
  const keptForOthers = sum(otherPools.map(unusedPool));
  const free = onHand.minus(reserved).minus(keptForOthers);
  const shared = Math.max(0, whole(free.times(policy.share).div(100)) - policy.buffer);
  // What was sold beyond what there is uses up what may be.
  const sellable = free.lt(0) ? Math.max(0, policy.backOrder - oversold(free)) : shared + policy.backOrder;
  const offered = sellable < policy.stopBelow ? 0 : sellable;
  const shown = policy.cap === null ? offered : Math.min(offered, policy.cap);
  return {
    onHand: onHand.toFixed(),
    reserved: reserved.toFixed(),
    keptForOthers: keptForOthers.toFixed(),
    free: free.toFixed(),
    shown,
  };
}

/** Pieces that an order of the channel may still take: buffers hold back what is shown, not what is sold. */
export function freeForChannel(stock: WarehouseStock, otherPools: readonly Pool[]): DecimalString {
  const free = new Big(stock.onHand).minus(stock.reserved).minus(sum(otherPools.map(unusedPool)));
  return free.lt(0) ? '0' : free.toFixed();
}

function unusedPool({ pool, reserved }: Pool): DecimalString {
  const left = new Big(pool).minus(reserved);
  return left.lt(0) ? '0' : left.toFixed();
}

function sum(amounts: readonly DecimalString[]): Big {
  return amounts.reduce((total, amount) => total.plus(amount), new Big(0));
}

function whole(amount: Big): number {
  return amount.round(0, Big.roundDown).toNumber();
}

function oversold(free: Big): number {
  return free.times(-1).round(0, Big.roundUp).toNumber();
}
