import Big from 'big.js';
import fc from 'fast-check';
import { minorUnitDigits } from './currency';
import {
  addMoney,
  compareMoney,
  CurrencyMismatchError,
  fromMinorUnits,
  isDecimal,
  multiplyMoney,
  roundToCurrency,
  splitGross,
  subtractMoney,
  sumMoney,
  toMinorUnits,
} from './money';

const currencies = fc.constantFrom('PLN', 'EUR', 'JPY', 'KWD');
const minor = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const rates = fc.oneof(fc.constantFrom('0', '5', '8', '23', '100'), fc.integer({ min: 0, max: 100_000 }).map((rate) => new Big(rate).div(1000).toFixed())); // prettier-ignore
const pln = (amount: string) => ({ amount, currency: 'PLN' });

describe('decimal text', () => {
  it.each(['0', '12.99', '-3', '0.000000001', '999999999999999'])('%s is one', (text) => {
    expect(isDecimal(text)).toBe(true);
  });

  it.each(['', '01', '1.', '.5', '1,5', '1e3', '+1', ' 1', '1 000', 'NaN', '1000000000000000', '0.0000000001', '1\n'])(
    '%j is none',
    (text) => {
      expect(isDecimal(text)).toBe(false);
    },
  );
});

describe('rounding', () => {
  it.each([
    ['1.005', 'PLN', '1.01'],
    ['-1.005', 'PLN', '-1.01'],
    ['1.004999', 'PLN', '1.00'],
    ['1', 'PLN', '1.00'],
    ['0.5', 'JPY', '1'],
    ['1.23456', 'KWD', '1.235'],
  ])('%s %s is %s', (amount, currency, expected) => {
    expect(roundToCurrency(amount, currency)).toBe(expected);
  });
});

describe('adding up', () => {
  it('gives the same sum in any grouping and order', () => {
    fc.assert(
      fc.property(currencies, minor, minor, minor, (currency, a, b, c) => {
        const [x, y, z] = [a, b, c].map((value) => fromMinorUnits(value, currency));
        const left = addMoney(addMoney(x!, y!), z!);
        expect(addMoney(x!, addMoney(z!, y!))).toEqual(left);
        expect(sumMoney([z!, x!, y!], currency)).toEqual(left);
        expect(toMinorUnits(left)).toBe(a + b + c);
        expect(compareMoney(subtractMoney(left, z!), addMoney(x!, y!))).toBe(0);
      }),
    );
  });

  it('keeps currencies apart', () => {
    expect(() => addMoney(pln('1'), { amount: '1', currency: 'EUR' })).toThrow(CurrencyMismatchError);
  });

  it('is zero of the currency for nothing', () => {
    expect([sumMoney([], 'PLN').amount, sumMoney([], 'JPY').amount]).toEqual(['0.00', '0']);
  });

  it('multiplies and rounds to the coin', () => {
    expect(multiplyMoney(pln('0.335'), '3')).toEqual(pln('1.01'));
  });
});

describe('minor units', () => {
  it('go there and back without loss', () => {
    fc.assert(
      fc.property(currencies, minor, (currency, value) => toMinorUnits(fromMinorUnits(value, currency)) === value),
    );
  });

  it('refuse a fraction of a coin', () => {
    expect(() => toMinorUnits(pln('1.005'))).toThrow(RangeError);
    expect(toMinorUnits(pln('1.230'))).toBe(123);
  });
});

describe('taking the tax out of a gross amount', () => {
  it.each([
    ['123', '23', '100.00', '23.00'],
    ['19.99', '23', '16.25', '3.74'],
    ['0.01', '23', '0.01', '0.00'],
    ['52.97', '0', '52.97', '0.00'],
    ['-19.99', '23', '-16.25', '-3.74'],
    ['10.50', '5', '10.00', '0.50'],
  ])('%s at %s %% is %s net and %s tax', (gross, rate, net, tax) => {
    expect(splitGross(pln(gross), rate)).toMatchObject({ net, tax });
  });

  it('loses nothing, and the tax is right to half a coin', () => {
    fc.assert(
      fc.property(currencies, minor, rates, (currency, value, rate) => {
        const gross = fromMinorUnits(value, currency);
        const split = splitGross(gross, rate);
        const exact = new Big(gross.amount).times(rate).div(new Big(100).plus(rate));
        const halfCoin = new Big(10).pow(-minorUnitDigits(currency)).div(2);
        expect(new Big(split.net).plus(split.tax).eq(gross.amount)).toBe(true);
        expect(split.gross).toBe(gross.amount);
        expect(new Big(split.tax).minus(exact).abs().lte(halfCoin)).toBe(true);
      }),
    );
  });
});
