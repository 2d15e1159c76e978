import fc from 'fast-check';
import { checkDocument, checkLineCount } from './check-document';

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = { a: value };
  return value;
}

describe('a document before its fields are looked at', () => {
  it('is right when it is flat enough and has ordinary names', () => {
    expect(checkDocument({ externalId: '1', lines: [{ attributes: nested(5) }], attributes: {} })).toEqual([]);
  });

  it('may not be nested without end', () => {
    expect(checkDocument({ note: nested(1_000) })).toEqual([expect.objectContaining({ code: 'value.too_deep' })]);
  });

  it('names attributes that are too deep where they are', () => {
    expect(checkDocument({ lines: [{}, { attributes: nested(6) }] })).toEqual([
      expect.objectContaining({ pointer: '/lines/1/attributes', code: 'attributes.too_deep' }),
    ]);
  });

  it('counts the bytes of attributes, not their letters', () => {
    expect(checkDocument({ attributes: { a: 'a'.repeat(8_000) } })).toEqual([]);
    expect(checkDocument({ attributes: { a: 'ż'.repeat(5_000) } })).toEqual([
      expect.objectContaining({ pointer: '/attributes', code: 'attributes.too_large' }),
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'prototype'])('may have no field named %s', (name) => {
    expect(checkDocument({ attributes: JSON.parse(`{"${name}":1}`) })).toEqual([
      expect.objectContaining({ pointer: `/attributes/${name}`, code: 'field.reserved' }),
    ]);
  });

  it('escapes names in pointers', () => {
    expect(checkDocument({ 'a/b~c': Infinity })).toEqual([expect.objectContaining({ pointer: '/a~1b~0c' })]);
  });

  it('has at most a thousand lines', () => {
    expect(checkLineCount({ lines: Array(1_000).fill({}) })).toEqual([]);
    expect(checkLineCount({ lines: Array(1_001).fill({}) })).toEqual([expect.objectContaining({ pointer: '/lines' })]);
    expect(checkLineCount({ lines: 'x' })).toEqual([]);
  });

  it('never makes it throw, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        expect(Array.isArray(checkDocument(document))).toBe(true);
      }),
    );
  });
});
