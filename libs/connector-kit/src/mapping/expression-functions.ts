import {
  addMoney,
  fromMinorUnits,
  isCurrencyCode,
  isDecimal,
  multiplyMoney,
  roundToCurrency,
  splitGross,
  subtractMoney,
  sumMoney,
  toMinorUnits,
} from '@crossdock/canonical';
import type { Lookups } from './mapping';

/** What an expression may call. Values given in are checked: an expression can hand over anything. */
export type ExpressionFunctions = Readonly<Record<string, (...given: unknown[]) => unknown>>;

/**
 * Exact arithmetic on decimal texts, for the amounts that JavaScript numbers would spoil:
 * - `$money(amount, currency)` rounds to the minor unit: `$money("9.995", "PLN")` is `"10.00"`
 * - `$moneyPlus(a, b, currency)`, `$moneyMinus(a, b, currency)`, `$moneyTimes(unit, quantity, currency)`
 * - `$moneySum(amounts, currency)` of a list; nothing gives `"0.00"`
 * - `$netOf(gross, taxRate, currency)`, `$taxOf(gross, taxRate, currency)`: together exactly the gross
 * - `$minorUnits(amount, currency)` is a whole number of grosze, `$fromMinorUnits(number, currency)` the way back
 */
export const MONEY_FUNCTIONS: ExpressionFunctions = {
  money: (value, currency) => optional(value, (amount) => roundToCurrency(amount, code(currency))),
  moneyPlus: (first, second, currency) => addMoney(money(first, currency), money(second, currency)).amount,
  moneyMinus: (first, second, currency) => subtractMoney(money(first, currency), money(second, currency)).amount,
  moneyTimes: (unit, quantity, currency) => multiplyMoney(money(unit, currency), decimal(quantity)).amount,
  moneySum: (amounts, currency) =>
    sumMoney(
      list(amounts).map((one) => money(one, currency)),
      code(currency),
    ).amount,
  netOf: (gross, rate, currency) => splitGross(money(gross, currency), decimal(rate)).net,
  taxOf: (gross, rate, currency) => splitGross(money(gross, currency), decimal(rate)).tax,
  minorUnits: (value, currency) => optional(value, () => toMinorUnits(money(value, currency))),
  fromMinorUnits: (minor, currency) => optional(minor, (units) => fromMinorUnits(Number(units), code(currency)).amount),
};

/**
 * The connection's lookup tables as functions of an expression:
 * - `$code(table, key)` gives the row's value, or fails as an unmapped value that names table and key
 * - `$codeOr(table, key, fallback)` gives the fallback (nothing, when left out) where there is no row
 */
export function lookupFunctions(lookups: Lookups): ExpressionFunctions {
  return {
    code: (table, key) => optional(key, (known) => lookups.get(text(table), known)),
    codeOr: (table, key, fallback) => {
      const found = key === undefined || key === null ? null : lookups.find(text(table), text(key));
      return found ?? fallback;
    },
  };
}

// As JSONata's own functions: nothing in, nothing out.
function optional(value: unknown, then: (value: string) => unknown): unknown {
  return value === undefined || value === null ? undefined : then(text(value));
}

function money(amount: unknown, currency: unknown): { amount: string; currency: string } {
  return { amount: decimal(amount), currency: code(currency) };
}

function decimal(value: unknown): string {
  const written = text(value);
  if (!isDecimal(written)) throw new TypeError(`"${written}" is not a decimal number.`);
  return written;
}

function code(currency: unknown): string {
  const written = text(currency);
  if (!isCurrencyCode(written)) throw new TypeError(`"${written}" is not a currency.`);
  return written;
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError('A text or a number is needed here.');
}
