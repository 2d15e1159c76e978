import { createHash } from 'node:crypto';
import { multiplyMoney, roundToCurrency, splitGross, type DecimalString } from '@crossdock/canonical';
import Big from 'big.js';
import type { ConfigurationInput, ConfigurationOutput, PricePart } from './configuration-kind';

export type Options = ConfigurationInput['options'];

export interface ConfiguredPrice {
  /** Gross, of one, rounded. */
  readonly unitPrice: DecimalString;
  readonly gross: DecimalString;
  readonly net: DecimalString | null;
  readonly tax: DecimalString | null;
  readonly parts: readonly { readonly code: string; readonly label: string; readonly amount: DecimalString }[];
}

/** A combination that has no price, or one below zero. */
export class ConfigurationWithoutPrice extends Error {}

/**
 * Base prices and additions are added up; then percentages of that sum, each of them, are added; then it is rounded.
 * @throws {ConfigurationWithoutPrice}
 */
export function configuredPrice(
  prices: readonly PricePart[],
  { quantity, currency, taxRate }: { quantity: DecimalString; currency: string; taxRate: DecimalString | null },
): ConfiguredPrice {
  if (!prices.some(({ type }) => type === 'base')) throw new ConfigurationWithoutPrice('No rule says a base price.');
  const sum = total(prices.filter(({ type }) => type !== 'percent').map(({ value }) => new Big(value)));
  const parts = prices.map((part) => ({
    ...part,
    amount: part.type === 'percent' ? sum.times(part.value).div(100) : new Big(part.value),
  }));
  const unit = total(parts.map(({ amount }) => amount));
  if (unit.lt(0)) throw new ConfigurationWithoutPrice(`The price would be ${unit.toFixed(2)}.`);
  const unitPrice = roundToCurrency(unit.toFixed(), currency);
  const gross = multiplyMoney({ amount: unitPrice, currency }, quantity).amount;
  const split = taxRate === null ? null : splitGross({ amount: gross, currency }, taxRate);
  return {
    unitPrice,
    gross,
    net: split?.net ?? null,
    tax: split?.tax ?? null,
    parts: parts.map(({ code, label, amount }) => ({
      code,
      label,
      amount: roundToCurrency(amount.toFixed(), currency),
    })),
  };
}

/** Whole days: the longest that is said, and everything that comes on top. */
export function leadTimeDays(times: ConfigurationOutput['leadTimes']): number {
  const of = (type: 'days' | 'extra'): number[] => times.filter((time) => time.type === type).map(({ value }) => value);
  return Math.max(0, ...of('days')) + of('extra').reduce((sum, days) => sum + days, 0);
}

/** Options in the order of their names, so that the same choice is always written in the same way. */
export function normalised(options: Options): Options {
  return Object.fromEntries(
    Object.entries(options)
      .map(([name, value]) => [name.trim(), typeof value === 'string' ? value.trim() : value] as const)
      .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
  );
}

const ID_LENGTH = 16;

/** The same for the same model with the same options, and for no other. */
export function configurationId(product: string, options: Options): string {
  const text = JSON.stringify([product, Object.entries(normalised(options))]);
  return `${product}-${createHash('sha256').update(text).digest('hex').slice(0, ID_LENGTH)}`;
}

function total(values: readonly Big[]): Big {
  return values.reduce((sum, value) => sum.plus(value), new Big(0));
}
