import type { Order } from '../hub/records';

const MOVING_MS = 3_000;
const RESTING_MS = 30_000;
const RESTING = new Set(['delivered', 'cancelled', 'returned']);

/** An order that is on its way changes every few seconds; one at the end of its life hardly ever. */
export function readAgainMs(order: Order | undefined): number {
  return order !== undefined && RESTING.has(order.status) ? RESTING_MS : MOVING_MS;
}

const OVER: ReadonlySet<string> = new Set(['shipped', 'delivered', 'cancelled', 'returned']);

/** True when the order is neither over nor being cancelled. The hub decides; this only hides buttons. */
export function canStillStop({ status, cancellation }: Order): boolean {
  const isBeingCancelled = cancellation !== null && cancellation.state !== 'refused';
  return !isBeingCancelled && !OVER.has(status);
}
