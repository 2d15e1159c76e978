import fc from 'fast-check';
import { aLine, anOrder } from '../testing/an-order';
import type { Order, OrderLine } from './order';
import { checkOrder } from './order-rules';

const NOW = new Date('2026-11-23T09:00:00Z');
const right = anOrder();

/** `pointer code` of every problem. */
function problems(order: Order): string[] {
  return checkOrder(order, NOW).map(({ pointer, code }) => `${pointer} ${code}`);
}

function withLine(changes: Partial<OrderLine>): Order {
  return anOrder({ lines: [aLine(changes)] });
}

function paying(amount: string, changes: Partial<Order['payment']> = {}): Order {
  return anOrder({ payment: { ...right.payment, amount: { amount, currency: 'PLN' }, ...changes } });
}

describe('an order that is right', () => {
  it('has no problems', () => {
    expect(problems(right)).toEqual([]);
  });

  it('may have a unit price finer than the grosz', () => {
    const order = anOrder({
      lines: [aLine({ quantity: '1000', unitPrice: { gross: '0.0123', currency: 'PLN', taxRate: '5.5' } })],
      totals: { gross: '25.29', currency: 'PLN' },
      payment: { ...right.payment, amount: { amount: '25.29', currency: 'PLN' } },
    });
    expect(problems(order)).toEqual([]);
  });

  it('may be in yen, without decimals', () => {
    const jpy = (gross: string) => ({ gross, currency: 'JPY', taxRate: '10' });
    const order = anOrder({
      currency: 'JPY',
      lines: [aLine({ unitPrice: jpy('1500') })],
      delivery: { method: 'courier', price: jpy('800') },
      totals: { gross: '3800', currency: 'JPY' },
      payment: { ...right.payment, amount: { amount: '3800', currency: 'JPY' } },
    });
    expect(problems(order)).toEqual([]);
    expect(problems({ ...order, totals: { gross: '3800.5', currency: 'JPY' } })).toEqual([
      '/totals/gross decimal.too_fine',
    ]);
  });

  it('may write zeros at the end', () => {
    expect(problems(anOrder({ totals: { gross: '52.9700', currency: 'PLN' } }))).toEqual([]);
  });

  it('may collect less than the total on delivery, not more', () => {
    expect(problems(paying('40', { cashOnDelivery: true, status: 'pending' }))).toEqual([]);
    expect(problems(paying('52.98', { cashOnDelivery: true }))).toEqual(['/payment/amount/amount payment.mismatch']);
  });

  it('may have notes with line breaks and Polish letters', () => {
    expect(problems(anOrder({ note: 'Zażółć\ngęślą\tjaźń 🐢' }))).toEqual([]);
  });
});

describe('an order that is refused', () => {
  it.each<[string, Order]>([
    [
      '/lines lines.empty',
      anOrder({
        lines: [],
        totals: { gross: '12.99', currency: 'PLN' },
        payment: { ...right.payment, amount: { amount: '12.99', currency: 'PLN' } },
      }),
    ],
    ['/lines lines.too_many', anOrder({ lines: Array.from({ length: 1001 }, (_, at) => aLine({ id: String(at) })) })],
    ['/lines/0/quantity quantity.not_positive', withLine({ quantity: '-1' })],
    ['/lines/0/quantity quantity.not_positive', withLine({ quantity: '0.000' })],
    ['/lines/0/quantity decimal.too_fine', withLine({ quantity: '1.0001' })],
    ['/lines/0/quantity decimal.invalid', withLine({ quantity: '1e3' })],
    [
      '/lines/0/unitPrice/gross amount.negative',
      withLine({ unitPrice: { gross: '-0.01', currency: 'PLN', taxRate: '23' } }),
    ],
    [
      '/lines/0/unitPrice/gross decimal.too_fine',
      withLine({ unitPrice: { gross: '1.00001', currency: 'PLN', taxRate: '23' } }),
    ],
    [
      '/lines/0/unitPrice/taxRate tax_rate.out_of_range',
      withLine({ unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '101' } }),
    ],
    [
      '/lines/0/unitPrice/taxRate decimal.invalid',
      withLine({ unitPrice: { gross: '19.99', currency: 'PLN', taxRate: 'zw' } }),
    ],
    [
      '/lines/0/unitPrice/currency currency.mismatch',
      withLine({ unitPrice: { gross: '19.99', currency: 'EUR', taxRate: '23' } }),
    ],
    ['/lines/0/ean gtin.invalid', withLine({ ean: '5901234123456' })],
    ['/lines/0/sku text.blank', withLine({ sku: ' ' })],
    ['/lines/0/configuration/id configuration.invalid', withLine({ configuration: { id: ' ' } })],
    [
      '/lines/0/configuration/options/width configuration.invalid',
      withLine({ configuration: { id: 'DESK-1', options: { width: { cm: 140 } as never } } }),
    ],
    ['/lines/0/sku text.too_long', withLine({ sku: 'x'.repeat(65) })],
    ['/lines/0/name text.control_characters', withLine({ name: 'Kubek\u0000' })],
    ['/lines/0/attributes/a~1b text.control_characters', withLine({ attributes: { 'a/b': '\ud800' } })],
    ['/currency currency.unknown', anOrder({ currency: 'PLZ', totals: { gross: '52.97', currency: 'PLZ' } })],
    ['/totals/gross totals.mismatch', anOrder({ totals: { gross: '52.98', currency: 'PLN' } })],
    ['/totals/gross decimal.too_fine', anOrder({ totals: { gross: '52.971', currency: 'PLN' } })],
    ['/payment/amount/amount payment.mismatch', paying('52.96')],
    [
      '/shippingAddress/country country.unknown',
      anOrder({ shippingAddress: { ...right.shippingAddress, country: 'Polska' } }),
    ],
    [
      '/billingAddress/postalCode postal_code.invalid',
      anOrder({ billingAddress: { ...right.billingAddress, postalCode: '00838' } }),
    ],
    ['/customer/taxId tax_id.invalid', anOrder({ customer: { ...right.customer, taxId: '526-000-12-47' } })],
    ['/customer/email email.invalid', anOrder({ customer: { ...right.customer, email: 'jan' } })],
    ['/customer/lastName text.too_long', anOrder({ customer: { ...right.customer, lastName: 'y'.repeat(101) } })],
    ['/placedAt placed_at.invalid', anOrder({ placedAt: '2026-11-23 08:15' })],
    ['/placedAt placed_at.future', anOrder({ placedAt: '2026-11-24T09:00:01Z' })],
    ['/pickupPoint/id text.blank', anOrder({ pickupPoint: { carrier: 'inpost', id: '' } })],
  ])('%s', (expected, order) => {
    expect(problems(order)).toContain(expected);
  });

  it('names both numbers when the total does not add up', () => {
    const [problem] = checkOrder(anOrder({ totals: { gross: '50.00', currency: 'PLN' } }), NOW);
    expect(problem!.message).toBe('The total is 50.00 PLN, but lines and delivery make 52.97 PLN.');
  });

  it('refuses the second of two lines with one id', () => {
    expect(problems(anOrder({ lines: [aLine(), aLine()] }))).toContain('/lines/1/id line.duplicate_id');
  });

  it('refuses attributes nested without end', () => {
    let deep: Record<string, unknown> = {};
    for (let depth = 0; depth < 5_000; depth += 1) deep = { a: deep };
    expect(problems(anOrder({ attributes: deep }))).toEqual([expect.stringMatching(/ value\.too_deep$/)]);
  });

  it('lists every problem at once', () => {
    const order = anOrder({
      customer: { ...right.customer, email: 'jan', taxId: '1' },
      lines: [aLine({ quantity: '-2', ean: '1' })],
    });
    expect(problems(order)).toEqual([
      '/customer/email email.invalid',
      '/customer/taxId tax_id.invalid',
      '/lines/0/ean gtin.invalid',
      '/lines/0/quantity quantity.not_positive',
    ]);
  });
});

describe('any value in the shape of an order', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('', '-1', '1e9', 'NaN', 'PLN', 'PL', '__proto__', '\ud800'));
  const price = fc.record({ gross: text, currency: text, taxRate: fc.option(text) });
  const address = fc.record({ street: text, city: text, postalCode: text, country: text, email: fc.option(text) });
  const orders = fc.record({
    externalId: text,
    currency: text,
    placedAt: text,
    customer: fc.record({ email: text, taxId: fc.option(text) }),
    billingAddress: address,
    shippingAddress: address,
    pickupPoint: fc.option(fc.record({ carrier: text, id: text })),
    delivery: fc.record({ method: text, price }),
    payment: fc.record({
      method: text,
      status: fc.constantFrom('pending' as const, 'paid' as const),
      amount: fc.record({ amount: text, currency: text }),
      cashOnDelivery: fc.boolean(),
    }),
    lines: fc.array(
      fc.record({ id: text, sku: text, ean: fc.option(text), name: text, quantity: text, unitPrice: price }),
      {
        maxLength: 3,
      },
    ),
    totals: fc.record({ gross: text, currency: text }),
  });

  it('is answered, never thrown at', () => {
    fc.assert(
      fc.property(orders, (order) =>
        checkOrder(order, NOW).every(
          ({ pointer, code, message }) => pointer.startsWith('/') && code !== '' && message !== '',
        ),
      ),
    );
  });
});
