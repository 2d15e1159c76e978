import { addMoney, multiplyMoney, roundToCurrency, splitGross, type DecimalString } from '@crossdock/canonical';
import Big from 'big.js';
import type { PriceOutput, PriceRule } from './price-kind';

export interface LineToPrice {
  readonly id: string;
  readonly quantity: DecimalString;
  /** Gross per unit, as the shop says. */
  readonly listPrice: DecimalString | null;
  /** Per cent; null where it is not known. */
  readonly taxRate: DecimalString | null;
}

export interface AppliedRule {
  readonly code: string;
  readonly label: string;
  readonly type: PriceRule['type'];
  readonly value: DecimalString;
  /** What it changed: of the unit price, or for `free-units` of the line's. Negative is cheaper. */
  readonly effect: DecimalString;
}

export interface PricedLine {
  readonly id: string;
  readonly listPrice: DecimalString;
  readonly unitPrice: DecimalString;
  /** Units that cost nothing; they are part of the quantity. */
  readonly freeQuantity: DecimalString;
  readonly rules: readonly AppliedRule[];
  readonly gross: DecimalString;
  readonly net: DecimalString | null;
  readonly tax: DecimalString | null;
}

/** A line that neither the shop nor a price list has a price for. */
export class PriceMissing extends Error {
  constructor(readonly lineIndex: number) {
    super('Nobody knows a list price.');
  }
}

/** Rules that do not fit the basket. */
export class RulesDoNotFit extends Error {}

/**
 * Puts the rules that a decision chose to the lines. The order is always the same: list price; the lowest special price;
 * percentages one after the other; amounts; the highest floor; units that cost nothing. Prices are rounded once, per unit.
 * @throws {RulesDoNotFit} when the decision speaks of another number of lines
 * @throws {PriceMissing}
 */
export function priceLines(lines: readonly LineToPrice[], output: PriceOutput, currency: string): PricedLine[] {
  for (const [table, of] of Object.entries(output)) {
    if (of.length !== lines.length)
      throw new RulesDoNotFit(`"${table}" answers for ${of.length} lines; the basket has ${lines.length}.`);
  }
  return lines.map((line, index) => priceLine(line, rulesOf(output, index), { currency, index }));
}

function rulesOf(output: PriceOutput, index: number): PriceRule[] {
  return Object.values(output).flatMap((table) => table[index] ?? []);
}

function priceLine(
  line: LineToPrice,
  rules: readonly PriceRule[],
  { currency, index }: { currency: string; index: number },
): PricedLine {
  const [listed] = rules.filter(({ type }) => type === 'list-price');
  const list = listed === undefined ? line.listPrice : String(listed.value);
  if (list === null) throw new PriceMissing(index);
  const price = new UnitPrice(list, currency);
  if (listed !== undefined) price.note(listed, list);
  reduce(price, rules);
  const unitPrice = price.rounded();
  const gifts = rules.filter(({ type }) => type === 'free-units');
  const free = price.give(gifts, { quantity: line.quantity, unitPrice });
  const gross = multiplyMoney({ amount: unitPrice, currency }, new Big(line.quantity).minus(free).toFixed()).amount;
  return {
    id: line.id,
    listPrice: roundToCurrency(list, currency),
    unitPrice,
    freeQuantity: free.toFixed(),
    rules: price.applied,
    gross,
    ...taxOf(gross, line.taxRate, currency),
  };
}

function reduce(price: UnitPrice, rules: readonly PriceRule[]): void {
  const ofType = (type: PriceRule['type']): PriceRule[] => rules.filter((rule) => rule.type === type);
  price.apply(lowest(ofType('price')), (_unit, value) => value);
  for (const rule of ofType('percent')) {
    price.apply(rule, (unit, value) => unit.times(new Big(100).minus(value)).div(100));
  }
  for (const rule of ofType('amount')) price.apply(rule, (unit, value) => notBelowZero(unit.minus(value)));
  price.apply(highest(ofType('floor')), (unit, value) => (unit.lt(value) ? value : unit));
}

function taxOf(gross: DecimalString, taxRate: DecimalString | null, currency: string): Pick<PricedLine, 'net' | 'tax'> {
  if (taxRate === null) return { net: null, tax: null };
  const { net, tax } = splitGross({ amount: gross, currency }, taxRate);
  return { net, tax };
}

/** A unit price on its way, with what changed it. */
class UnitPrice {
  readonly applied: AppliedRule[] = [];
  private unit: Big;

  constructor(
    list: DecimalString,
    private readonly currency: string,
  ) {
    this.unit = new Big(list);
  }

  note(rule: PriceRule, value: DecimalString, effect: Big = new Big(0)): void {
    const { code, label, type } = rule;
    this.applied.push({ code, label, type, value, effect: roundToCurrency(effect.toFixed(), this.currency) });
  }

  apply(rule: PriceRule | undefined, change: (unit: Big, value: Big) => Big): void {
    if (rule === undefined) return;
    const after = change(this.unit, new Big(rule.value));
    // A floor that was not reached did nothing.
    if (rule.type !== 'floor' || !after.eq(this.unit)) this.note(rule, String(rule.value), after.minus(this.unit));
    this.unit = after;
  }

  rounded(): DecimalString {
    return roundToCurrency(this.unit.toFixed(), this.currency);
  }

  /** Units that cost nothing, never more than there are. */
  give(
    rules: readonly PriceRule[],
    { quantity, unitPrice }: { quantity: DecimalString; unitPrice: DecimalString },
  ): Big {
    let left = new Big(quantity);
    for (const rule of rules) {
      const given = left.lt(rule.value) ? left : new Big(rule.value);
      if (given.eq(0)) continue;
      left = left.minus(given);
      this.note(rule, String(rule.value), given.times(unitPrice).times(-1));
    }
    return new Big(quantity).minus(left);
  }
}

function notBelowZero(value: Big): Big {
  return value.lt(0) ? new Big(0) : value;
}

function lowest(rules: readonly PriceRule[]): PriceRule | undefined {
  return [...rules].sort((left, right) => Number(left.value) - Number(right.value))[0];
}

function highest(rules: readonly PriceRule[]): PriceRule | undefined {
  return [...rules].sort((left, right) => Number(right.value) - Number(left.value))[0];
}

export interface TaxTotal {
  readonly rate: DecimalString;
  readonly net: DecimalString;
  readonly tax: DecimalString;
  readonly gross: DecimalString;
}

/** Sums of the basket; `net` and `tax` are null when a line's tax rate is not known. */
export interface BasketTotals {
  readonly gross: DecimalString;
  readonly net: DecimalString | null;
  readonly tax: DecimalString | null;
  readonly taxes: readonly TaxTotal[];
}

export function totalsOf(
  lines: readonly (Pick<PricedLine, 'gross' | 'net' | 'tax'> & Pick<LineToPrice, 'taxRate'>)[],
  currency: string,
): BasketTotals {
  const sum = (amounts: readonly DecimalString[]): DecimalString =>
    amounts.reduce(
      (all, amount) => addMoney({ amount: all, currency }, { amount, currency }).amount,
      roundToCurrency('0', currency),
    );
  const known = lines.flatMap(({ gross, net, tax, taxRate }) =>
    net === null || tax === null || taxRate === null ? [] : [{ gross, net, tax, rate: new Big(taxRate).toFixed() }],
  );
  const isKnown = known.length === lines.length;
  const rates = [...new Set(known.map(({ rate }) => rate))].sort((left, right) => new Big(left).cmp(right));
  const total = (of: typeof known): Omit<TaxTotal, 'rate'> => ({
    net: sum(of.map(({ net }) => net)),
    tax: sum(of.map(({ tax }) => tax)),
    gross: sum(of.map(({ gross }) => gross)),
  });
  return {
    gross: sum(lines.map(({ gross }) => gross)),
    net: isKnown ? total(known).net : null,
    tax: isKnown ? total(known).tax : null,
    taxes: rates.map((rate) => ({ rate, ...total(known.filter((one) => one.rate === rate)) })),
  };
}
