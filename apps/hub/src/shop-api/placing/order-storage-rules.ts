import { parseInstant, type Order, type OrderProblem } from '@crossdock/canonical';

/** No shop of today has older orders, and calendars of old make trouble everywhere. */
const EARLIEST = Date.UTC(2000, 0, 1);
/** Digits before the point that the column of totals has. */
const MOST_TOTAL_DIGITS = 14;

/** What the hub's own tables cannot hold though it could be an order. For orders that `checkOrder` has no problem with. */
export function checkStorable(order: Order): OrderProblem[] {
  const problems: OrderProblem[] = [];
  if ((parseInstant(order.placedAt) ?? EARLIEST) < EARLIEST) {
    problems.push({ pointer: '/placedAt', code: 'placed_at.too_old', message: 'Orders begin in the year 2000.' });
  }
  const [whole = ''] = order.totals.gross.split('.');
  if (whole.length > MOST_TOTAL_DIGITS) {
    const message = `A total has at most ${MOST_TOTAL_DIGITS} digits before the point.`;
    problems.push({ pointer: '/totals/gross', code: 'amount.too_large', message });
  }
  return problems;
}

/** The same order with `placedAt` in UTC, so that the same moment written in two zones is the same order. */
export function inUtc(order: Order): Order {
  const time = parseInstant(order.placedAt);
  if (time === null || order.placedAt.endsWith('Z')) return order;
  return { ...order, placedAt: new Date(time).toISOString() };
}
