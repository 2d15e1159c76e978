import fc from 'fast-check';
import { isNewer, readingProblem, type Place } from './stock-reading';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const reading = { sku: 'MUG-1', warehouse: 'WAW-1', onHand: '5', observedAt: '2026-11-28T11:59:00Z' };

describe('a reading of stock', () => {
  it('is taken when it makes sense, also when it is below nothing', () => {
    expect(readingProblem(reading, NOW)).toBeNull();
    expect(readingProblem({ ...reading, onHand: '-3' }, NOW)).toBeNull();
  });

  it.each([
    ['quantity-absurd', { onHand: 'many' }],
    ['quantity-absurd', { onHand: '1000000001' }],
    ['sku-invalid', { sku: '' }],
    ['sku-invalid', { sku: ' MUG-1' }],
    ['sku-invalid', { sku: 'M'.repeat(201) }],
    ['time-invalid', { observedAt: 'yesterday' }],
    ['time-invalid', { observedAt: '0000-01-01T00:00:00Z' }],
    ['time-ahead', { observedAt: '2026-11-28T12:05:01Z' }],
  ])('is a problem (%s) with %o', (problem, changes) => {
    expect(readingProblem({ ...reading, ...changes }, NOW)).toBe(problem);
  });

  it('is newer by its sequence, of any length, whatever its time says', () => {
    const [old, young] = ['9007199254740993', '9007199254740994'];
    expect(isNewer({ sourceSequence: young, observedAt: 1 }, { sourceSequence: old, observedAt: 2 })).toBe(true);
    expect(isNewer({ sourceSequence: old, observedAt: 3 }, { sourceSequence: young, observedAt: 2 })).toBe(false);
    expect(isNewer({ sourceSequence: old, observedAt: 3 }, { sourceSequence: old, observedAt: 2 })).toBe(false);
  });

  it('is newer by its time where a sequence is missing', () => {
    expect(isNewer({ sourceSequence: null, observedAt: 3 }, { sourceSequence: '9', observedAt: 2 })).toBe(true);
    expect(isNewer({ sourceSequence: null, observedAt: 2 }, { sourceSequence: null, observedAt: 2 })).toBe(false);
  });
});

describe('readings in any order', () => {
  const places = fc.uniqueArray(fc.bigInt({ min: 0n, max: 10n ** 20n }), { minLength: 1, maxLength: 12 });
  const shuffled = places.chain((sequences) =>
    fc.shuffledSubarray(sequences, { minLength: sequences.length, maxLength: sequences.length }),
  );

  it('end in the newest, in 10,000 shuffles', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(11), (sequences, again) => {
        const told: Place[] = [...sequences, sequences[again % sequences.length]!].map((sequence, at) => ({
          sourceSequence: sequence.toString(),
          observedAt: at,
        }));
        const last = told.reduce<Place | null>((known, one) => (isNewer(one, known) ? one : known), null);
        const newest = sequences.reduce((best, one) => (one > best ? one : best));
        expect(last?.sourceSequence).toBe(newest.toString());
      }),
      { numRuns: 10_000 },
    );
  });
});
