import fc from 'fast-check';
import type { PricePart } from './configuration-kind';
import { configurationId, configuredPrice, ConfigurationWithoutPrice, leadTimeDays } from './configured-price';

const part = (type: PricePart['type'], value: number | string): PricePart => ({ code: type, label: type, type, value });
const time = (type: 'days' | 'extra', value: number) => ({ code: type, label: type, type, value });
const priced = (...parts: PricePart[]) => configuredPrice(parts, { quantity: '2', currency: 'PLN', taxRate: '23' });

describe('the price of a configuration', () => {
  it('is base and additions, and percentages of both', () => {
    expect(priced(part('base', 1000), part('add', '149.99'), part('percent', 10))).toEqual({
      unitPrice: '1264.99',
      gross: '2529.98',
      net: '2056.89',
      tax: '473.09',
      parts: [
        { code: 'base', label: 'base', amount: '1000.00' },
        { code: 'add', label: 'add', amount: '149.99' },
        { code: 'percent', label: 'percent', amount: '115.00' },
      ],
    });
  });

  it('is not made up where no rule says one, and is never below zero', () => {
    expect(() => priced(part('add', 10))).toThrow(ConfigurationWithoutPrice);
    expect(() => priced(part('base', 10), part('add', -11))).toThrow('The price would be -1.00.');
  });
});

describe('the lead time', () => {
  it('is the longest, and what comes on top', () => {
    expect(leadTimeDays([time('days', 14), time('days', 21), time('extra', 3), time('extra', 2)])).toBe(26);
    expect(leadTimeDays([])).toBe(0);
  });
});

describe('the id of a configuration', () => {
  const options = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(fc.string(), fc.integer(), fc.boolean()));

  it('does not depend on the order of the options', () => {
    fc.assert(
      fc.property(options, (chosen) => {
        const reversed = Object.fromEntries(Object.entries(chosen).reverse());
        expect(configurationId('DESK', reversed)).toBe(configurationId('DESK', chosen));
      }),
    );
  });

  it('is another one for another choice', () => {
    expect(configurationId('DESK', { width: 120 })).not.toBe(configurationId('DESK', { width: 121 }));
    expect(configurationId('DESK', { width: 120 })).not.toBe(configurationId('DESK', { width: '120' }));
    expect(configurationId('DESK', { width: 120 })).not.toBe(configurationId('TABLE', { width: 120 }));
  });
});
