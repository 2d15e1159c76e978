import type { Order } from '../hub/records';

const MOVING_MS = 3_000;
const RESTING_MS = 30_000;
const RESTING = new Set(['delivered', 'cancelled', 'returned']);

/** An order that is on its way changes every few seconds; one at the end of its life hardly ever. */
export function readAgainMs(order: Order | undefined): number {
  return order !== undefined && RESTING.has(order.status) ? RESTING_MS : MOVING_MS;
}
