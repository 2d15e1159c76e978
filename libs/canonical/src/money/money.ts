import Big from 'big.js';
import { minorUnitDigits, type CurrencyCode } from './currency';

/** A decimal number as text, for example `"12.99"` or `"-3"`. Never a JavaScript number: those lose grosze. */
export type DecimalString = string;

/** An amount of one currency. */
export interface Money {
  readonly amount: DecimalString;
  readonly currency: CurrencyCode;
}

/** A gross price with the tax rate inside it, in per cent (`"23"`), or null where the rate is not known. */
export interface GrossPrice {
  readonly gross: DecimalString;
  readonly currency: CurrencyCode;
  readonly taxRate: DecimalString | null;
}

/** A gross amount taken apart. `net + tax` equals `gross` exactly. */
export interface TaxSplit {
  readonly net: DecimalString;
  readonly tax: DecimalString;
  readonly gross: DecimalString;
}

/** Thrown when amounts of different currencies meet in one operation. */
export class CurrencyMismatchError extends Error {
  constructor(first: CurrencyCode, second: CurrencyCode) {
    super(`Amounts of ${first} and ${second} cannot be calculated together.`);
    this.name = 'CurrencyMismatchError';
  }
}

const DECIMAL = /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/;

/** True for plain decimal text: no exponent, no spaces, at most 15 digits before and 9 after the point. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** Rounds half away from zero to the minor unit of the currency (grosz, cent, no digits for JPY). */
export function roundToCurrency(amount: DecimalString, currency: CurrencyCode): DecimalString {
  const digits = minorUnitDigits(currency);
  return new Big(amount).round(digits, Big.roundHalfUp).toFixed(digits);
}

/** @throws {CurrencyMismatchError} when the currencies differ */
export function addMoney(first: Money, second: Money): Money {
  assertSameCurrency(first, second);
  return { amount: plus(first.amount, second.amount, first.currency), currency: first.currency };
}

/** @throws {CurrencyMismatchError} when the currencies differ */
export function subtractMoney(first: Money, second: Money): Money {
  assertSameCurrency(first, second);
  const amount = roundToCurrency(new Big(first.amount).minus(second.amount).toFixed(), first.currency);
  return { amount, currency: first.currency };
}

/** Unit price times quantity, rounded to the minor unit. */
export function multiplyMoney(unit: Money, quantity: DecimalString): Money {
  const amount = roundToCurrency(new Big(unit.amount).times(quantity).toFixed(), unit.currency);
  return { amount, currency: unit.currency };
}

/** @throws {CurrencyMismatchError} when an amount has another currency */
export function sumMoney(amounts: readonly Money[], currency: CurrencyCode): Money {
  return amounts.reduce(addMoney, { amount: roundToCurrency('0', currency), currency });
}

/** -1, 0 or 1. @throws {CurrencyMismatchError} when the currencies differ */
export function compareMoney(first: Money, second: Money): -1 | 0 | 1 {
  assertSameCurrency(first, second);
  return new Big(first.amount).cmp(second.amount);
}

/** Takes the tax out of a gross amount: tax = gross * rate / (100 + rate), rounded; net is the rest, so nothing is lost. */
export function splitGross(gross: Money, taxRate: DecimalString): TaxSplit {
  const tax = roundToCurrency(
    new Big(gross.amount).times(taxRate).div(new Big(100).plus(taxRate)).toFixed(),
    gross.currency,
  );
  const rounded = roundToCurrency(gross.amount, gross.currency);
  return { net: roundToCurrency(new Big(rounded).minus(tax).toFixed(), gross.currency), tax, gross: rounded };
}

/** Amount in minor units (1.23 PLN -> 123). @throws {RangeError} when the amount has a fraction of a minor unit */
export function toMinorUnits(money: Money): number {
  const minor = new Big(money.amount).times(new Big(10).pow(minorUnitDigits(money.currency)));
  if (!minor.eq(minor.round(0))) {
    throw new RangeError(`${money.amount} ${money.currency} has a fraction of the smallest coin.`);
  }
  return minor.toNumber();
}

/** Amount from minor units (123 PLN -> 1.23). */
export function fromMinorUnits(minor: number, currency: CurrencyCode): Money {
  const digits = minorUnitDigits(currency);
  return { amount: new Big(minor).div(new Big(10).pow(digits)).toFixed(digits), currency };
}

function plus(first: DecimalString, second: DecimalString, currency: CurrencyCode): DecimalString {
  return roundToCurrency(new Big(first).plus(second).toFixed(), currency);
}

function assertSameCurrency(first: Money, second: Money): void {
  if (first.currency !== second.currency) {
    throw new CurrencyMismatchError(first.currency, second.currency);
  }
}
