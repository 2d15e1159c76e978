import fc from 'fast-check';
import { CurrencyMismatchError, fromMinorUnits, toMinorUnits } from '../money/money';
import { anOrder, aLine } from '../testing/an-order';
import { orderLineTotal, orderTotal } from './order-totals';

describe('order totals', () => {
  it('rounds a line half away from zero to the grosz', () => {
    expect(
      orderLineTotal(aLine({ quantity: '1.5', unitPrice: { gross: '0.0333', currency: 'PLN', taxRate: '23' } })),
    ).toEqual({
      amount: '0.05',
      currency: 'PLN',
    });
  });

  it('adds lines and delivery', () => {
    expect(orderTotal(anOrder())).toEqual({ amount: '52.97', currency: 'PLN' });
  });

  it('does not add up two currencies', () => {
    const lines = [aLine({ unitPrice: { gross: '1.00', currency: 'EUR', taxRate: '23' } })];
    expect(() => orderTotal(anOrder({ lines }))).toThrow(CurrencyMismatchError);
  });

  it('is the sum of whole minor units, in any order of the lines', () => {
    const parts = fc.array(fc.record({ price: fc.nat(10_000_000), quantity: fc.integer({ min: 1, max: 999 }) }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(parts, fc.nat(100_000), (items, delivery) => {
        const lines = items.map(({ price, quantity }) =>
          aLine({
            quantity: String(quantity),
            unitPrice: { gross: fromMinorUnits(price, 'PLN').amount, currency: 'PLN', taxRate: null },
          }),
        );
        const price = { gross: fromMinorUnits(delivery, 'PLN').amount, currency: 'PLN', taxRate: '23' };
        const expected = items.reduce((sum, item) => sum + item.price * item.quantity, delivery);
        const order = anOrder({ lines, delivery: { method: 'courier', price } });
        const reversed = { ...order, lines: [...lines].reverse() };
        return toMinorUnits(orderTotal(order)) === expected && toMinorUnits(orderTotal(reversed)) === expected;
      }),
    );
  });
});
