import { documentDiff } from './document-diff';

describe('the difference of two documents', () => {
  it('is each field that differs, by its pointer', () => {
    const before = { sku: 'A', lines: [{ id: '1', price: { gross: '1.00' } }], note: null };
    const after = { sku: 'A', lines: [{ id: '1', price: { gross: '2.00' } }], note: 'x' };
    expect(documentDiff(before, after)).toEqual([
      { pointer: '/lines/0/price/gross', before: '1.00', after: '2.00' },
      { pointer: '/note', before: null, after: 'x' },
    ]);
  });

  it('is nothing when only what is empty is written otherwise', () => {
    expect(documentDiff({ a: 1 }, { a: 1, b: null, attributes: {} })).toEqual([]);
    expect(documentDiff({ b: undefined, attributes: {} }, {})).toEqual([]);
  });

  it('has what was added and what was taken away', () => {
    expect(documentDiff({ lines: ['a'] }, { lines: ['a', 'b'] })).toEqual([
      { pointer: '/lines/1', before: null, after: 'b' },
    ]);
    expect(documentDiff({ point: { id: 'W' } }, { point: null })).toEqual([
      { pointer: '/point', before: { id: 'W' }, after: null },
    ]);
  });

  it('tells a list from an object, and escapes names', () => {
    expect(documentDiff({ a: [] }, { a: {} })).toEqual([{ pointer: '/a', before: [], after: {} }]);
    expect(documentDiff({ 'a/b~c': 1 }, { 'a/b~c': 2 })).toEqual([{ pointer: '/a~1b~0c', before: 1, after: 2 }]);
  });

  it('is not fooled by names that every object has', () => {
    expect(documentDiff({}, { toString: 'x' })).toEqual([{ pointer: '/toString', before: null, after: 'x' }]);
  });
});
