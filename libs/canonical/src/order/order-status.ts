/** Every word an order's status can be, in the order of its life. */
export const ORDER_STATUSES = [
  'received',
  'awaiting_payment',
  'awaiting_approval',
  'processing',
  'picking',
  'packed',
  'shipped',
  'delivered',
  'cancelled',
  'returned',
] as const;

export type OrderStatus = (typeof ORDER_STATUSES)[number];

// Steps may be skipped forward (a paid order never awaits payment); nothing goes back, and a final word never changes
// silently. `delivered -> returned` and `shipped -> returned` are the two ways a parcel comes home.
const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  received: ['awaiting_payment', 'awaiting_approval', 'processing', 'picking', 'packed', 'shipped', 'cancelled'],
  awaiting_payment: ['awaiting_approval', 'processing', 'cancelled'],
  awaiting_approval: ['processing', 'cancelled'],
  processing: ['picking', 'packed', 'shipped', 'delivered', 'cancelled'],
  picking: ['packed', 'shipped', 'delivered', 'cancelled'],
  packed: ['shipped', 'delivered', 'cancelled'],
  shipped: ['delivered', 'returned'],
  delivered: ['returned'],
  cancelled: [],
  returned: [],
};

/** True when an order may go from one status to the other. A status to itself is not a transition. */
export function canTransition(from: OrderStatus, to: OrderStatus): boolean {
  return NEXT[from].includes(to);
}

/** True when the status is the end of the order's life in the hub, or can only still turn into `returned`. */
export function isFinalStatus(status: OrderStatus): boolean {
  return status === 'cancelled' || status === 'returned' || status === 'delivered';
}
