import { buildOrder, type BuiltOrder } from './build-order';
import type { ImportRow } from './import-row';
import { importProfile, type ImportProfile } from './import-profile';
import { loadProfile } from './profiles';

const onlineRetail = loadProfile('online-retail');
const GOODS = {
  externalId: '536365', placedAt: '2011-07-01 08:26:00', sku: '85123A', name: 'LANTERN', quantity: '6', unitPrice: '2.55',
  customerId: '17850.0', country: 'United Kingdom',
}; // prettier-ignore

function built(rows: readonly ImportRow['cells'][], profile: ImportProfile = onlineRetail): BuiltOrder {
  const [first, ...rest] = rows.map((cells, index) => ({
    line: index + 2,
    cells: { ...GOODS, ...cells },
    isMisshapen: false,
  }));
  return buildOrder({ externalId: first!.cells.externalId, rows: [first!, ...rest] }, profile);
}

describe('an order from rows', () => {
  it('has a line for each row, the sum of them, and what the profile says about the rest', () => {
    const { order, findings } = built([{}, { sku: '71053', quantity: '2', unitPrice: '3.39' }, { unitPrice: '2.10' }]);
    expect(findings).toEqual([]);
    expect(order).toMatchObject({
      externalId: '536365',
      currency: 'GBP',
      placedAt: '2011-07-01T07:26:00Z',
      customer: { email: 'customer-17850@online-retail.invalid', firstName: 'Customer', lastName: '17850' },
      shippingAddress: { city: 'London', country: 'GB' },
      delivery: { method: 'courier-international', price: { gross: '0.00' } },
      payment: { method: 'bank-transfer', status: 'paid', amount: { amount: '34.68', currency: 'GBP' } },
      lines: [
        { id: 'l1', sku: '85123A', quantity: '6', unitPrice: { gross: '2.55' } },
        { id: 'l2', sku: '71053', quantity: '2', unitPrice: { gross: '3.39' } },
        { id: 'l3', sku: '85123A', quantity: '6', unitPrice: { gross: '2.10' } },
      ],
      totals: { gross: '34.68', currency: 'GBP' },
    });
  });

  it('is the same every time', () => {
    expect(built([{}, { sku: '71053' }])).toEqual(built([{}, { sku: '71053' }]));
  });

  it('takes postage as the price of the delivery and says so', () => {
    const { order, findings } = built([{}, { sku: 'POST', quantity: '2', unitPrice: '18.00' }]);
    expect(order).toMatchObject({ delivery: { price: { gross: '36.00' } }, totals: { gross: '51.30' } });
    expect(order!.lines).toHaveLength(1);
    expect(findings).toEqual([
      expect.objectContaining({ line: 3, action: 'treated', kind: 'postage', unitPrice: '18.00' }),
    ]);
  });

  it('leaves a manual entry out, keeps the rest and says so', () => {
    const { order, findings } = built([{}, { sku: 'M', unitPrice: '0.21' }]);
    expect(order!.totals.gross).toBe('15.30');
    expect(findings).toEqual([expect.objectContaining({ line: 3, action: 'refused-row', kind: 'manual-entry' })]);
  });

  it('without a customer is one of a guest, with an address of its own', () => {
    const { order, findings } = built([{ customerId: '' }, { customerId: '' }]);
    expect(order!.customer).toMatchObject({ email: 'guest-536365@online-retail.invalid', firstName: 'Guest' });
    expect(findings).toEqual([expect.objectContaining({ line: 2, action: 'treated', kind: 'guest-customer' })]);
  });

  it('was placed when its first row was written', () => {
    const { order } = built([{ placedAt: '2011-07-01 08:27:00' }, { placedAt: '2011-07-01 08:26:00' }]);
    expect(order!.placedAt).toBe('2011-07-01T07:26:00Z');
  });

  it('takes from the file what the file has', () => {
    const profile = importProfile.parse({ name: 'shop', timeZone: 'Europe/Warsaw', defaults: { country: 'PL' } });
    const { order } = built(
      [
        {
          country: '',
          email: 'jan@example.com',
          city: 'Łódź',
          street: 'Piotrkowska 1',
          deliveryPrice: '12.99',
          taxRate: '23%',
          currency: 'PLN',
        },
      ],
      profile,
    );
    expect(order).toMatchObject({
      currency: 'PLN',
      customer: { email: 'jan@example.com' },
      billingAddress: { street: 'Piotrkowska 1', city: 'Łódź', country: 'PL' },
      delivery: { price: { gross: '12.99' } },
      lines: [{ unitPrice: { taxRate: '23' } }],
      totals: { gross: '28.29' },
    });
  });
});

describe('rows that are no order', () => {
  it.each([
    ['a cancellation', [{ externalId: 'C536379', quantity: '-1' }, { externalId: 'C536379' }], 'cancellation', false],
    ['nothing but postage', [{ sku: 'POST' }], 'no-goods', false],
    ['a place that is no country', [{ country: 'European Community' }], 'no-single-country', false],
    ['a country nobody knows', [{ country: 'Atlantis' }], 'unknown-country', true],
    ['a time that is none', [{ placedAt: 'soon' }], 'unreadable-time', true],
    ['two customers', [{}, { customerId: '1' }], 'mixed-customer-id', true],
    ['a row that cannot be read', [{}, { quantity: 'many' }], 'unreadable-quantity', true],
    ['a currency that is none', [{ currency: 'XXX' }], 'unknown-currency', true],
    ['a delivery price that is none', [{ deliveryPrice: 'free' }], 'unreadable-price', true],
  ])('%s', (_name, rows, kind, isUnexpected) => {
    const result = built(rows);
    expect(result).toMatchObject({ order: null, isUnexpected });
    expect(result.findings.map((finding) => [finding.line, finding.action, finding.kind])).toEqual(
      rows.map((_row, index) => [index + 2, 'refused-order', kind]),
    );
  });

  it('says of each row why it is none', () => {
    const { findings } = built([{ unitPrice: '0.0' }, { sku: 'POST' }]);
    expect(findings.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['zero-price', 'The price is zero: not a sale. Nothing in the order is sold goods.'],
      ['no-goods', 'Nothing in the order is sold goods.'],
    ]);
  });

  it('a row without an order number', () => {
    const row: ImportRow = { line: 7, cells: { ...GOODS, externalId: '' }, isMisshapen: false };
    expect(buildOrder({ externalId: null, rows: [row] }, onlineRetail)).toMatchObject({
      order: null,
      findings: [{ line: 7, kind: 'no-order-number' }],
      isUnexpected: true,
    });
  });
});
