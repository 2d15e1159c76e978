import { canTransition, type OrderStatus } from '@crossdock/canonical';
import type { OrderProgress, ShipmentProgress } from './order-progress';

/**
 * The order's status as its progress says. It only ever moves forward: a fact that comes late, or that belongs to the
 * past, never takes it back.
 */
export function nextStatus(current: OrderStatus, progress: OrderProgress): OrderStatus {
  const derived = statusOf(progress);
  return derived !== current && canTransition(current, derived) ? derived : current;
}

function statusOf(progress: OrderProgress): OrderStatus {
  if (progress.cancellation?.state === 'done') return 'cancelled';
  return parcelStatus(progress) ?? warehouseStatus(progress) ?? paymentStatus(progress);
}

function parcelStatus({ fulfilments }: OrderProgress): OrderStatus | null {
  const owed = fulfilments.filter((found) => found.state !== 'cancelled');
  const parcels = owed.flatMap((found) => found.shipments).filter((found) => found.state !== 'cancelled');
  if (parcels.length === 0 || owed.some((found) => found.shipments.length === 0)) return null;
  const all = (...states: readonly ShipmentProgress['state'][]): boolean =>
    parcels.every((parcel) => states.includes(parcel.state));
  if (all('returned')) return 'returned';
  if (all('delivered')) return 'delivered';
  // `exception` is a parcel on its way that has met trouble.
  return all('shipped', 'delivered', 'returned', 'exception') ? 'shipped' : null;
}

function warehouseStatus({ fulfilments }: OrderProgress): OrderStatus | null {
  if (fulfilments.length === 0) return null;
  if (fulfilments.every((found) => found.state === 'packed' || found.state === 'shipped')) return 'packed';
  return fulfilments.every((found) => found.remote !== null) ? 'picking' : null;
}

function paymentStatus({ payment }: OrderProgress): OrderStatus {
  if (payment.state === 'unchecked') return 'received';
  return payment.state === 'pending' || payment.state === 'failed' ? 'awaiting_payment' : 'processing';
}
