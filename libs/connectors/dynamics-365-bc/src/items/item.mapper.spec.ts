import { UnmappedValueError, type Lookups } from '@crossdock/connector-kit';
import fixture from '../../fixtures/item.json';
import { item } from '../api/item';
import { toProduct, toProductPrice } from './item.mapper';

const READING = { localCurrency: 'PLN', language: 'pl' };
const none: Lookups = {
  find: () => null,
  get: (table, key) => {
    throw new UnmappedValueError(table, key);
  },
};
const rated: Lookups = { find: () => '23', get: () => '23' };

describe('an item card', () => {
  it('is a product with its gross price', () => {
    expect(toProduct(item.parse(fixture), READING, rated)).toEqual({
      sku: 'MUG-1',
      gtin: '5901234123457',
      name: { pl: 'Kubek „Żółw”' },
      price: { gross: '19.99', currency: 'PLN', taxRate: '23' },
      unit: 'SZT',
      categories: ['KUBKI'],
      active: true,
    });
  });

  it('with a price that includes tax needs no rate; without, it does', () => {
    const gross = item.parse({ ...fixture, unitPrice: 19.99, priceIncludesTax: true });
    expect(toProductPrice(gross, READING, none).price).toEqual({ gross: '19.99', currency: 'PLN', taxRate: null });
    expect(() => toProductPrice(item.parse(fixture), READING, none)).toThrow(UnmappedValueError);
  });

  it('that is blocked is not for sale, and a false GTIN is none', () => {
    const blocked = item.parse({ ...fixture, blocked: true, gtin: '123' });
    expect(toProduct(blocked, READING, rated)).toMatchObject({ active: false, gtin: null });
  });
});
