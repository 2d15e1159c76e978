import { checkConfiguration } from './line-configuration';
import { isCountryCode } from '../customer/country';
import { isNip, isPlausibleTaxId } from '../customer/tax-id';
import { isPolishPostalCode } from '../customer/postal-code';
import { isPlausibleEmail } from '../customer/email';
import { isGtin } from '../product/gtin';
import { parseInstant } from './instant';
import type { Order, OrderLine } from './order';
import { checkAmounts } from './order-amounts';
import type { OrderProblem } from './order-problem';
import { checkCharacters, checkTextLengths } from './order-texts';

/** More lines than any connected system takes in one document. */
export const MOST_ORDER_LINES = 1_000;
/** Clocks of shops are wrong and zones are mixed up; a day covers both. */
const FURTHEST_AHEAD_MS = 24 * 60 * 60 * 1_000;

/**
 * Everything that is wrong with an order, each thing once, in the place where it is; empty when the order can be taken.
 * Never throws for a value that has the shape of an order.
 * @param now the time that `placedAt` is compared with
 */
export function checkOrder(order: Order, now: Date = new Date()): OrderProblem[] {
  const count = order.lines.length;
  if (count > MOST_ORDER_LINES) {
    const message = `The order has ${count} lines; at most ${MOST_ORDER_LINES} are allowed.`;
    return [{ pointer: '/lines', code: 'lines.too_many', message }];
  }
  return [
    ...(count === 0 ? [{ pointer: '/lines', code: 'lines.empty', message: 'An order has at least one line.' }] : []),
    ...checkCharacters(order),
    ...checkTextLengths(order),
    ...checkPlacedAt(order.placedAt, now),
    ...checkCustomer(order),
    ...checkAddress(order, 'billingAddress'),
    ...checkAddress(order, 'shippingAddress'),
    ...checkLines(order.lines),
    ...checkAmounts(order),
  ];
}

function checkPlacedAt(placedAt: string, now: Date): OrderProblem[] {
  const pointer = '/placedAt';
  const time = parseInstant(placedAt);
  if (time === null) {
    const message = 'This must be a date and time with a zone, such as "2026-11-23T08:15:00Z".';
    return [{ pointer, code: 'placed_at.invalid', message }];
  }
  if (time <= now.getTime() + FURTHEST_AHEAD_MS) return [];
  return [{ pointer, code: 'placed_at.future', message: `${placedAt} is more than a day in the future.` }];
}

function checkCustomer({ customer, billingAddress }: Order): OrderProblem[] {
  const problems: OrderProblem[] = [];
  if (!isPlausibleEmail(customer.email)) problems.push(invalidEmail('/customer/email'));
  const taxId = customer.taxId ?? '';
  if (taxId === '' || !isCountryCode(billingAddress.country) || isPlausibleTaxId(taxId, billingAddress.country)) {
    return problems;
  }
  const { country } = billingAddress;
  const message =
    country === 'PL' && !isNip(taxId)
      ? 'This is not a NIP: ten digits, the last of which is the check digit.'
      : `This cannot be a tax id of ${country}.`;
  return [...problems, { pointer: '/customer/taxId', code: 'tax_id.invalid', message }];
}

function checkAddress(order: Order, name: 'billingAddress' | 'shippingAddress'): OrderProblem[] {
  const { country, postalCode, email } = order[name];
  const problems: OrderProblem[] = [];
  if (!isCountryCode(country)) {
    const message = `"${country}" is not an ISO 3166-1 alpha-2 country code.`;
    problems.push({ pointer: `/${name}/country`, code: 'country.unknown', message });
  }
  if (country === 'PL' && !isPolishPostalCode(postalCode)) {
    const message = 'A Polish postal code has the form "00-838".';
    problems.push({ pointer: `/${name}/postalCode`, code: 'postal_code.invalid', message });
  }
  if (email != null && !isPlausibleEmail(email)) problems.push(invalidEmail(`/${name}/email`));
  return problems;
}

function checkLines(lines: readonly OrderLine[]): OrderProblem[] {
  const seen = new Set<string>();
  return lines.flatMap((line, index) => {
    const problems: OrderProblem[] = [];
    if (seen.has(line.id)) {
      const message = `"${line.id}" is the id of an earlier line too; ids are unique within the order.`;
      problems.push({ pointer: `/lines/${index}/id`, code: 'line.duplicate_id', message });
    }
    seen.add(line.id);
    if (line.ean != null && !isGtin(line.ean)) {
      const message = 'This is not a GTIN: 8, 12, 13 or 14 digits, the last of which is the check digit.';
      problems.push({ pointer: `/lines/${index}/ean`, code: 'gtin.invalid', message });
    }
    if (line.configuration != null) {
      problems.push(...checkConfiguration(line.configuration, `/lines/${index}/configuration`));
    }
    return problems;
  });
}

function invalidEmail(pointer: string): OrderProblem {
  return { pointer, code: 'email.invalid', message: 'This is not an e-mail address.' };
}
