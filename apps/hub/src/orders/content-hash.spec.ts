import fc from 'fast-check';
import { contentHash } from './content-hash';
import { anOrder } from './testing/an-order-in-progress';

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, shuffled(inner)]),
  );
}

describe('the hash of a document', () => {
  it('is the same whatever the order of its fields, at every depth', () => {
    expect(contentHash(shuffled(anOrder()))).toBe(contentHash(anOrder()));
    fc.assert(fc.property(fc.jsonValue(), (value) => contentHash(shuffled(value)) === contentHash(value)));
  });

  it('takes a field that is null or undefined as left out', () => {
    const { note, ...without } = anOrder({ note: null });
    expect(note).toBeNull();
    expect(contentHash(without)).toBe(contentHash(anOrder({ note: null })));
    expect(contentHash({ ...without, note: undefined })).toBe(contentHash(without));
    expect(contentHash({ ...without, note: '' })).not.toBe(contentHash(without));
  });

  it('differs when a value, or the order of a list, differs', () => {
    const [line] = anOrder().lines;
    const lines = [line!, { ...line!, id: '2' }];
    const hashes = [
      anOrder(),
      anOrder({ currency: 'EUR' }),
      anOrder({ lines }),
      anOrder({ lines: [...lines].reverse() }),
      anOrder({ lines: [{ ...line!, quantity: '4.0' }] }),
    ].map(contentHash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('is the SHA-256 of the sorted JSON, so that it stays the same over versions', () => {
    expect(contentHash({ b: [1, { d: 'Łódź', c: null }], a: true })).toBe(
      '55782bb8b621cebe795daff995569f40278ebb24348d3c043c6bd038172d194a',
    );
  });

  it('keeps a field with the name of a prototype', () => {
    const strange = JSON.parse('{"__proto__": {"a": 1}, "constructor": "x"}') as unknown;
    expect(contentHash(strange)).not.toBe(contentHash({}));
  });
});
