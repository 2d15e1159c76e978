import Big from 'big.js';
import { isCurrencyCode, minorUnitDigits } from '../money/currency';
import { isDecimal, type DecimalString, type GrossPrice } from '../money/money';
import type { Order, OrderLine } from './order';
import type { OrderProblem } from './order-problem';
import { orderTotal } from './order-totals';

/** Unit prices of metres, screws and kilowatt hours are finer than the smallest coin; only the line is rounded. */
const UNIT_PRICE_DIGITS = 4;
const QUANTITY_DIGITS = 3;
/** A tax rate such as 5.5 or 8.875 per cent. */
const TAX_RATE_DIGITS = 3;

interface Sum {
  readonly pointer: string;
  readonly value: DecimalString;
  readonly digits: number;
}

/** Currencies, amounts, quantities and whether they add up. */
export function checkAmounts(order: Order): OrderProblem[] {
  const problems = [
    ...checkCurrencies(order),
    ...checkPrice('/delivery/price', order.delivery.price, minorUnitDigits(order.currency)),
    ...order.lines.flatMap(checkLineAmounts),
    ...orderSums(order).flatMap(checkSum),
  ];
  // Adding up what is wrong in itself would only say the same thing again in a less useful place.
  return problems.length > 0 ? problems : [...checkTotal(order), ...checkPayment(order)];
}

function checkCurrencies(order: Order): OrderProblem[] {
  const { currency } = order;
  if (!isCurrencyCode(currency)) {
    const message = `"${currency}" is not an ISO 4217 currency code.`;
    return [{ pointer: '/currency', code: 'currency.unknown', message }];
  }
  const others: [string, string][] = [
    ['/totals/currency', order.totals.currency],
    ['/delivery/price/currency', order.delivery.price.currency],
    ['/payment/amount/currency', order.payment.amount.currency],
    ...order.lines.map((line, index): [string, string] => [
      `/lines/${index}/unitPrice/currency`,
      line.unitPrice.currency,
    ]),
  ];
  return others
    .filter(([, other]) => other !== currency)
    .map(([pointer, other]) => ({
      pointer,
      code: 'currency.mismatch',
      message: `The order is in ${currency}, this amount is in "${other}"; an order has one currency.`,
    }));
}

function orderSums(order: Order): Sum[] {
  const digits = minorUnitDigits(order.currency);
  return [
    { pointer: '/totals/gross', value: order.totals.gross, digits },
    { pointer: '/payment/amount/amount', value: order.payment.amount.amount, digits },
  ];
}

function checkLineAmounts(line: OrderLine, index: number): OrderProblem[] {
  const at = `/lines/${index}`;
  const price = checkPrice(`${at}/unitPrice`, line.unitPrice, UNIT_PRICE_DIGITS);
  const quantity = checkDecimal(`${at}/quantity`, line.quantity, QUANTITY_DIGITS);
  if (quantity.length > 0 || new Big(line.quantity).gt(0)) return [...quantity, ...price];
  const message = `The quantity is ${line.quantity}; it must be more than zero.`;
  return [{ pointer: `${at}/quantity`, code: 'quantity.not_positive', message }, ...price];
}

function checkPrice(pointer: string, price: GrossPrice, digits: number): OrderProblem[] {
  const rate = price.taxRate === null ? [] : checkTaxRate(`${pointer}/taxRate`, price.taxRate);
  return [...checkSum({ pointer: `${pointer}/gross`, value: price.gross, digits }), ...rate];
}

function checkTaxRate(pointer: string, rate: DecimalString): OrderProblem[] {
  const problems = checkDecimal(pointer, rate, TAX_RATE_DIGITS);
  if (problems.length > 0 || (new Big(rate).gte(0) && new Big(rate).lte(100))) return problems;
  const message = `The tax rate is ${rate} per cent; it must be from 0 to 100.`;
  return [{ pointer, code: 'tax_rate.out_of_range', message }];
}

function checkSum({ pointer, value, digits }: Sum): OrderProblem[] {
  const problems = checkDecimal(pointer, value, digits);
  if (problems.length > 0 || new Big(value).gte(0)) return problems;
  return [{ pointer, code: 'amount.negative', message: `The amount is ${value}; it must not be negative.` }];
}

function checkDecimal(pointer: string, value: DecimalString, digits: number): OrderProblem[] {
  if (!isDecimal(value)) {
    const message = 'This must be a decimal number as text, such as "12.99".';
    return [{ pointer, code: 'decimal.invalid', message }];
  }
  if (new Big(value).round(digits, Big.roundDown).eq(value)) return [];
  const message = `${value} has too many digits after the point; at most ${digits} are allowed here.`;
  return [{ pointer, code: 'decimal.too_fine', message }];
}

function checkTotal(order: Order): OrderProblem[] {
  const sum = orderTotal(order).amount;
  if (new Big(order.totals.gross).eq(sum)) return [];
  const message = `The total is ${order.totals.gross} ${order.currency}, but lines and delivery make ${sum} ${order.currency}.`;
  return [{ pointer: '/totals/gross', code: 'totals.mismatch', message }];
}

/** Paid in advance is paid in full. On delivery the courier may collect less, where a part was paid before, but not more. */
function checkPayment({ payment, totals, currency }: Order): OrderProblem[] {
  const difference = new Big(payment.amount.amount).cmp(totals.gross);
  if (difference === 0 || (payment.cashOnDelivery && difference < 0)) return [];
  const rule = payment.cashOnDelivery ? 'at most' : 'exactly';
  const message = `The payment is ${payment.amount.amount} ${currency}; it must be ${rule} the total of ${totals.gross} ${currency}.`;
  return [{ pointer: '/payment/amount/amount', code: 'payment.mismatch', message }];
}
