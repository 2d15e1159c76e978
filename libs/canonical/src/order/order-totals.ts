import { addMoney, multiplyMoney, sumMoney, type Money } from '../money/money';
import type { Order, OrderLine } from './order';

/** Gross value of a line: unit price times quantity, rounded to the minor unit of the currency. */
export function orderLineTotal(line: Pick<OrderLine, 'unitPrice' | 'quantity'>): Money {
  return multiplyMoney({ amount: line.unitPrice.gross, currency: line.unitPrice.currency }, line.quantity);
}

/**
 * Gross value of the order from its parts: every line rounded by itself, plus delivery.
 * @throws {CurrencyMismatchError} when a part has another currency
 */
export function orderTotal(order: Pick<Order, 'lines' | 'delivery' | 'currency'>): Money {
  const { gross, currency } = order.delivery.price;
  return addMoney(sumMoney(order.lines.map(orderLineTotal), order.currency), { amount: gross, currency });
}
