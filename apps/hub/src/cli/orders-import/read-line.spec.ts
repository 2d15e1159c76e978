import { importProfile } from './import-profile';
import { decimal, readLine } from './read-line';
import type { ImportRow } from './import-row';
import { loadProfile } from './profiles';

const profile = loadProfile('online-retail');

function aRow(cells: ImportRow['cells'], isMisshapen = false): ImportRow {
  const goods = { externalId: '536365', sku: '85123A', name: 'LANTERN', quantity: '6', unitPrice: '2.5' };
  return { line: 2, cells: { ...goods, ...cells }, isMisshapen };
}

describe('a row of an order', () => {
  it('is goods with the price in the digits of the currency', () => {
    expect(readLine(aRow({}), profile, 'GBP')).toEqual({
      is: 'goods',
      line: { sku: '85123A', ean: null, name: 'LANTERN', quantity: '6', unitPrice: '2.50', taxRate: null },
    });
  });

  it('keeps a price per piece that has more digits than the currency', () => {
    expect(readLine(aRow({ unitPrice: '0.125' }), profile, 'GBP')).toMatchObject({ line: { unitPrice: '0.125' } });
  });

  it('takes the SKU for the name when there is none', () => {
    expect(readLine(aRow({ name: '' }), profile, 'GBP')).toMatchObject({ line: { name: '85123A' } });
  });

  it.each(['POST', 'DOT', 'C2'])('with code %s is the price of the delivery', (sku) => {
    expect(readLine(aRow({ sku }), profile, 'GBP')).toMatchObject({ is: 'delivery', quantity: '6', unitPrice: '2.50' });
  });

  it.each([
    ['M', 'manual-entry'],
    ['m', 'manual-entry'],
    ['D', 'discount'],
    ['BANK CHARGES', 'fee'],
    ['AMAZONFEE', 'fee'],
    ['S', 'sample'],
    ['CRUK', 'commission'],
    ['PADS', 'packing-pads'],
    ['gift_0001_20', 'gift-voucher'],
  ])('with code %s is left out as %s', (sku, kind) => {
    expect(readLine(aRow({ sku }), profile, 'GBP')).toMatchObject({ is: 'left-out', kind });
  });

  it.each([
    [{ quantity: '-6' }, 'negative-quantity'],
    [{ quantity: '0' }, 'zero-quantity'],
    [{ unitPrice: '0.0' }, 'zero-price'],
    [{ unitPrice: '-11062.06' }, 'negative-price'],
  ])('with %j is left out as %s', (cells, kind) => {
    expect(readLine(aRow(cells), profile, 'GBP')).toMatchObject({ is: 'left-out', kind });
  });

  it.each([
    [{ quantity: 'six' }, 'unreadable-quantity'],
    [{ quantity: '' }, 'unreadable-quantity'],
    [{ unitPrice: '12,50' }, 'unreadable-price'],
    [{ sku: '' }, 'no-sku'],
    [{ sku: 'X'.repeat(65) }, 'sku-too-long'],
    [{ taxRate: 'standard' }, 'unreadable-tax-rate'],
  ])('with %j cannot be read: %s', (cells, kind) => {
    expect(readLine(aRow(cells), profile, 'GBP')).toMatchObject({ is: 'unreadable', kind });
  });

  it('with more values than the header cannot be read', () => {
    expect(readLine(aRow({}, true), profile, 'GBP')).toMatchObject({ is: 'unreadable', kind: 'wrong-column-count' });
  });
});

describe('a number of a file', () => {
  const comma = importProfile.parse({ name: 'comma', decimalSeparator: ',' });

  it.each([
    ['18.0', '18'],
    ['007.50', '7.5'],
    ['+3', '3'],
    ['1,234,567.89', '1234567.89'],
    ['-0.5', '-0.5'],
  ])('%s is %s', (text, number) => {
    expect(decimal(text, profile)).toBe(number);
  });

  it.each([
    ['1 234,50', '1234.5'],
    ['1.234,50', '1234.5'],
    ['12,5', '12.5'],
  ])('%s is %s where the comma is the decimal separator', (text, number) => {
    expect(decimal(text, comma)).toBe(number);
  });

  it.each(['12,50', '1.2.3', '1e5', 'NaN', '', '12 zł', '--1', '1,23,456'])('"%s" is none', (text) => {
    expect(decimal(text, profile)).toBeNull();
  });
});
