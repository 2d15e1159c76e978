import fc from 'fast-check';
import { importId, importSubject } from './import-subject';

const subject = { connectionId: 'allegro', externalId: '29738e61-7f6a', changeId: '1731' };

describe('the id of an order import', () => {
  it('can be read', () => {
    expect(importId(subject)).toBe('allegro/29738e61-7f6a/1731');
  });

  it.each(['a/b', 'a%2Fb', '100%', 'Zamówienie №1 "ą"', '#1', '', ' ', '🐢', 'a\\b\n'])(
    'brings back an order number like %j',
    (externalId) => {
      const odd = { ...subject, externalId };
      expect(importSubject(importId(odd))).toEqual(odd);
    },
  );

  it('brings back whatever it was made of, and differs when a part differs', () => {
    const part = fc.string({ unit: 'grapheme' });
    const parts = fc.record({ connectionId: part, externalId: part, changeId: part });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        expect(importSubject(importId(one))).toEqual(one);
        expect(importId(one) === importId(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});
