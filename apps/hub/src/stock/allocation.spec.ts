import Big from 'big.js';
import fc from 'fast-check';
import { added, allocate, isShort, totalled, type Shelf, type Wanted } from './allocation';

const wanted = (quantity: number | string): Wanted => ({ sku: 'MUG-1', warehouse: 'wms', quantity: String(quantity) });

describe('what an order gets of a shelf', () => {
  it('is all that it wants, while there is enough', () => {
    const got = allocate(wanted(2), { onHand: '5', reserved: '3' }, [], 'back-order');
    expect(got).toMatchObject({ quantity: '2', waiting: '0' });
    expect(isShort(got)).toBe(false);
  });

  it('is what is left, and the rest waits', () => {
    const got = allocate(wanted(4), { onHand: '5', reserved: '3' }, [], 'back-order');
    expect(got).toMatchObject({ quantity: '2', waiting: '2' });
    expect(isShort(got)).toBe(true);
  });

  it('is nothing of what other channels have of their own', () => {
    const got = allocate(wanted(4), { onHand: '5', reserved: '0' }, [{ pool: 4, reserved: '1' }], 'hold');
    expect(got).toMatchObject({ quantity: '2', waiting: '2', onShortage: 'hold' });
  });

  it('is all that it wants of what nobody has counted', () => {
    expect(isShort(allocate(wanted(99), { onHand: null, reserved: '0' }, [], 'refuse'))).toBe(false);
  });

  it('is asked for once, however many parts of the order want it', () => {
    expect(totalled([wanted(1), wanted('2.5'), { ...wanted(4), warehouse: 'other' }])).toEqual([
      wanted('3.5'),
      { ...wanted(4), warehouse: 'other' },
    ]);
  });

  it('is never more than there is, whoever comes first', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 }), (onHand, quantities) => {
        let shelf: Shelf = { onHand: String(onHand), reserved: '0' };
        for (const quantity of quantities) {
          const got = allocate(wanted(quantity), shelf, [], 'back-order');
          expect(new Big(got.quantity).plus(got.waiting).toFixed()).toBe(String(quantity));
          shelf = { ...shelf, reserved: added(shelf.reserved, got.quantity) };
        }
        const total = quantities.reduce((sum, quantity) => sum + quantity, 0);
        expect(shelf.reserved).toBe(String(Math.min(onHand, total)));
      }),
    );
  });
});
