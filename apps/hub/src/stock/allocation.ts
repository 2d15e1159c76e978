import { freeForChannel, type DecimalString, type Pool } from '@crossdock/canonical';
import Big from 'big.js';
import type { OnShortage } from './policies';

/** What an order wants of one SKU in one warehouse. */
export interface Wanted {
  readonly sku: string;
  readonly warehouse: string;
  readonly quantity: DecimalString;
}

/** What it gets: `quantity` is its own, `waiting` is what there was not. */
export interface Allocated {
  readonly sku: string;
  readonly warehouse: string;
  readonly quantity: DecimalString;
  readonly waiting: DecimalString;
  readonly onShortage: OnShortage;
}

/** What is on a shelf before an order takes from it. */
export interface Shelf {
  /** Null: nobody has counted it, so nobody can say that it is not there. */
  readonly onHand: DecimalString | null;
  readonly reserved: DecimalString;
}

/** What an order gets of a shelf: never more than is free for its channel. */
export function allocate(wanted: Wanted, shelf: Shelf, otherPools: readonly Pool[], onShortage: OnShortage): Allocated {
  const { sku, warehouse, quantity } = wanted;
  if (shelf.onHand === null) return { sku, warehouse, quantity, waiting: '0', onShortage };
  const free = new Big(freeForChannel({ onHand: shelf.onHand, reserved: shelf.reserved }, otherPools));
  const taken = free.lt(quantity) ? free : new Big(quantity);
  const waiting = new Big(quantity).minus(taken);
  return { sku, warehouse, quantity: taken.toFixed(), waiting: waiting.toFixed(), onShortage };
}

/** Adds up what an order's parts want of the same shelf. */
export function totalled(wanted: readonly Wanted[]): Wanted[] {
  const totals = new Map<string, Wanted>();
  for (const one of wanted) {
    const key = `${one.warehouse}\u0000${one.sku}`;
    const before = totals.get(key)?.quantity ?? '0';
    totals.set(key, { ...one, quantity: new Big(before).plus(one.quantity).toFixed() });
  }
  return [...totals.values()];
}

export function isShort({ waiting }: Allocated): boolean {
  return new Big(waiting).gt(0);
}

export function added(first: DecimalString, second: DecimalString): DecimalString {
  return new Big(first).plus(second).toFixed();
}
