import { describe, expect, it } from 'vitest';
import { differences, valueAt, withValue } from './document';

const order = {
  note: null,
  lines: [
    { id: '1', sku: 'A' },
    { id: '2', sku: 'B' },
  ],
};

describe('a document', () => {
  it('is read by a path', () => {
    expect(valueAt(order, ['lines', 1, 'sku'])).toBe('B');
    expect(valueAt(order, ['pickupPoint', 'id'])).toBeNull();
    expect(valueAt(order, ['toString'])).toBeNull();
  });

  it('is changed in one place, and the old one stays', () => {
    const changed = withValue(order, ['lines', 1, 'sku'], 'C');
    expect(valueAt(changed, ['lines', 1, 'sku'])).toBe('C');
    expect(valueAt(changed, ['lines', 0])).toBe(order.lines[0]);
    expect(order.lines[1]?.sku).toBe('B');
  });

  it('gets what was not there', () => {
    expect(withValue(order, ['pickupPoint', 'id'], 'WAW01A')).toEqual({ ...order, pickupPoint: { id: 'WAW01A' } });
  });
});

describe('the differences of two documents', () => {
  it('are the fields that differ', () => {
    expect(differences(order, withValue(order, ['lines', 0, 'sku'], 'Z'))).toEqual([
      { place: 'lines/0/sku', before: 'A', after: 'Z' },
    ]);
  });

  it('are none where a field is missing or null', () => {
    expect(differences({ a: 1 }, { a: 1, b: null })).toEqual([]);
  });

  it('tell a list from an object', () => {
    expect(differences({ a: [] }, { a: {} })).toHaveLength(1);
  });
});
