import fc from 'fast-check';
import { orderReference } from './order-reference';

describe('order reference', () => {
  it.each([
    ['1001', 0, '1001'],
    ['FV/2026/11-0001', 0, 'FV/2026/11-0001'],
    ['29738e61-7f6a-11e8-ac45-09db60ede9d6', 0, '29738e617f6a11e8ac4509db60ede9d6'],
    ['1001', 1, '1001-ALLEGROP'],
    ['1001', 2, '1001-ALLEGROP-2'],
  ])('of %s at attempt %i is %s', (externalId, attempt, expected) => {
    expect(orderReference(externalId, attempt, 'allegro-pl')).toBe(expected);
  });

  it('stays what it was in earlier releases for numbers that do not fit', () => {
    expect(orderReference('Zamówienie łódzkie nr 1001/2026', 0, 'shop')).toBe('Zamowienie-lodzkie-61adb44518');
    expect(orderReference('#1001', 0, 'shop')).toBe('1001-93ba262b18');
    expect(orderReference('29738e61-7f6a-11e8-ac45-09db60ede9d6', 1, 'shop')).toBe('29738e61-7f6a-ecbbb6da41-SHOP');
    expect(orderReference('№', 0, 'shop')).toBe('9cfe669d32');
  });

  it('is different for numbers that look alike', () => {
    const references = ['#1001', '1001', '1001 ', '-1001', 'nr 1001'].map((id) => orderReference(id, 0, 'shop'));
    expect(new Set(references).size).toBe(5);
  });

  it('has at most 30 plain characters, whatever the number, and is the same every time', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), fc.nat(999), fc.string({ maxLength: 20 }), (id, attempt, channel) => {
        const reference = orderReference(id, attempt, channel);
        return /^[A-Za-z0-9._/-]{1,30}$/.test(reference || '-') && reference === orderReference(id, attempt, channel);
      }),
    );
  });

  it('is another one at every attempt', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), fc.string({ maxLength: 20 }), (id, channel) => {
        const references = [0, 1, 2, 3, 10].map((attempt) => orderReference(id, attempt, channel));
        return new Set(references).size === references.length;
      }),
    );
  });
});
