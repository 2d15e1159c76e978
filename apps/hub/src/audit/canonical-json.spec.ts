import { canonicalJson } from './canonical-json';

describe('canonical JSON', () => {
  it('is the same text whatever the order of the keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'ż' }], a: true })).toBe('{"a":true,"b":[1,{"c":"ż","d":null}]}');
    expect(canonicalJson({ a: true, b: [1, { c: 'ż', d: null }] })).toBe('{"a":true,"b":[1,{"c":"ż","d":null}]}');
  });

  it('tells apart what differs', () => {
    expect(canonicalJson({ a: '1' })).not.toBe(canonicalJson({ a: 1 }));
    expect(canonicalJson([])).not.toBe(canonicalJson({}));
  });
});
