import { keysOfOrder, searchedPhone } from './order-keys';
import { anOrder } from './testing/an-order-in-progress';

describe('what an order is found by', () => {
  const line = anOrder().lines[0]!;

  it('is its number, reference, e-mail, phone and products, in any case', () => {
    const order = anOrder({ externalId: 'Web/7', lines: [line, { ...line, id: '2', sku: 'Cup-2' }] });
    expect(keysOfOrder(order, 'WEB-7')).toEqual([
      { kind: 'number', value: 'web/7' },
      { kind: 'reference', value: 'web-7' },
      { kind: 'email', value: 'jan@example.com' },
      { kind: 'phone', value: '00700600584' },
      { kind: 'sku', value: 'mug-1' },
      { kind: 'sku', value: 'cup-2' },
    ]);
  });

  it('says nothing twice', () => {
    const kinds = keysOfOrder(anOrder({ lines: [line, { ...line, id: '2', sku: 'mug-1' }] }), '1001').map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['number', 'email', 'phone', 'sku']);
  });

  it('has no phone where there is none', () => {
    const order = anOrder({ customer: { ...anOrder().customer, phone: null } });
    expect(keysOfOrder(order, '1001').map(({ kind }) => kind)).not.toContain('phone');
  });
});

describe('a phone number', () => {
  it('begins alike with and without the code of the country, however it is written', () => {
    const whole = searchedPhone('+48 500-600-700')!;
    for (const typed of ['500600700', '(500) 600 700', '0048500600700']) {
      expect([typed, searchedPhone(typed)!.slice(0, 9)]).toEqual([typed, whole.slice(0, 9)]);
    }
  });

  it('needs six digits', () => {
    expect(searchedPhone('12 345')).toBeNull();
    expect(searchedPhone('123 456')).toBe('654321');
  });
});
