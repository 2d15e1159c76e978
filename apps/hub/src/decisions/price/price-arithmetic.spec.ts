import Big from 'big.js';
import fc from 'fast-check';
import { PriceMissing, priceLines, RulesDoNotFit, totalsOf, type LineToPrice } from './price-arithmetic';
import type { PriceRule } from './price-kind';

const line = (change: Partial<LineToPrice> = {}): LineToPrice => ({
  id: '1',
  quantity: '2',
  listPrice: '19.99',
  taxRate: '23',
  ...change,
});
const rule = (type: PriceRule['type'], value: number | string, code: string = type): PriceRule => ({
  code,
  label: code,
  type,
  value,
});
const priced = (rules: PriceRule[], change: Partial<LineToPrice> = {}) => {
  const [only] = priceLines([line(change)], { rules: [rules] }, 'PLN');
  if (only === undefined) throw new Error('One line has one price.');
  return only;
};

describe('the price of a line', () => {
  it('is the list price when no rule applies', () => {
    expect(priced([])).toMatchObject({ unitPrice: '19.99', gross: '39.98', net: '32.50', tax: '7.48', rules: [] });
  });

  it('comes from the price list when there is one', () => {
    expect(priced([rule('list-price', 25)])).toMatchObject({ listPrice: '25.00', unitPrice: '25.00', gross: '50.00' });
  });

  it('takes percentages one after the other, and says what each of them did', () => {
    const { unitPrice, rules } = priced([rule('percent', 10, 'volume'), rule('percent', 5, 'group')], {
      listPrice: '100',
    });
    expect(unitPrice).toBe('85.50');
    expect(rules.map(({ code, effect }) => [code, effect])).toEqual([
      ['volume', '-10.00'],
      ['group', '-4.50'],
    ]);
  });

  it('takes the lowest of special prices, whatever the order of the tables', () => {
    expect(priced([rule('price', 15), rule('percent', 10), rule('price', 12)]).unitPrice).toBe('10.80');
  });

  it('never falls below the floor, nor below zero', () => {
    expect(priced([rule('amount', 15), rule('floor', '9.50')]).unitPrice).toBe('9.50');
    expect(priced([rule('amount', 50)]).unitPrice).toBe('0.00');
  });

  it('does not name a floor that was not reached', () => {
    expect(priced([rule('percent', 1), rule('floor', 5)]).rules.map(({ type }) => type)).toEqual(['percent']);
  });

  it('gives units away, never more than there are', () => {
    expect(priced([rule('free-units', 1)])).toMatchObject({ freeQuantity: '1', gross: '19.99' });
    expect(priced([rule('free-units', 5), rule('free-units', 5)])).toMatchObject({ freeQuantity: '2', gross: '0.00' });
  });

  it('is refused when nobody knows a list price, naming the line', () => {
    expect(() => priceLines([line(), line({ listPrice: null })], {}, 'PLN')).toThrow(new PriceMissing(1));
  });

  it('is refused when the rules speak of other lines', () => {
    expect(() => priceLines([line()], { rules: [null, null] }, 'PLN')).toThrow(RulesDoNotFit);
  });

  it('is right to the grosz for any basket: parts add up, nothing is negative', () => {
    const amounts = fc.integer({ min: 0, max: 1_000_000 }).map((minor) => new Big(minor).div(100).toFixed(2));
    const rules = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 100 }).map((value) => rule('percent', value)),
        amounts.map((value) => rule('amount', value)),
        amounts.map((value) => rule('price', value)),
        fc.integer({ min: 0, max: 5 }).map((value) => rule('free-units', value)),
      ),
      { maxLength: 6 },
    );
    const lines = fc.array(
      fc.record({
        rules,
        listPrice: amounts,
        quantity: fc.integer({ min: 1, max: 50 }).map(String),
        taxRate: fc.constantFrom('0', '5', '8', '23'),
      }),
      { minLength: 1, maxLength: 50 },
    );
    fc.assert(
      fc.property(lines, (basket) => {
        const given = basket.map((one, index) => line({ ...one, id: String(index) }));
        const result = priceLines(given, { rules: basket.map((one) => one.rules) }, 'PLN');
        const totals = totalsOf(
          result.map((one, index) => ({ ...one, taxRate: given[index]?.taxRate ?? null })),
          'PLN',
        );
        const sum = (values: (string | null)[]): string =>
          values.reduce((all, value) => all.plus(value ?? 0), new Big(0)).toFixed(2);
        expect(sum(result.map(({ gross }) => gross))).toBe(totals.gross);
        expect(sum([totals.net, totals.tax])).toBe(totals.gross);
        expect(sum(totals.taxes.map(({ gross }) => gross))).toBe(totals.gross);
        for (const one of result) {
          expect(new Big(one.gross).gte(0)).toBe(true);
          expect(sum([one.net, one.tax])).toBe(one.gross);
        }
      }),
    );
  });
});
