import { describe, expect, it } from 'vitest';
import { formatFor } from './format';

/** Intl puts spaces that do not break. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('formats', () => {
  it('write amounts in Polish with a comma and the sign behind', () => {
    expect(plain(formatFor('pl').money({ amount: '1234.5', currency: 'PLN' }))).toMatch(/^1 ?234,50 zł$/);
  });

  it('write amounts in English with a point and the code before', () => {
    expect(plain(formatFor('en').money({ amount: '52.97', currency: 'PLN' }))).toBe('PLN 52.97');
  });

  it('say how long ago in the largest unit that fits', () => {
    const now = Date.parse('2026-11-26T12:00:00Z');
    expect(formatFor('en').ago('2026-11-26T11:57:10Z', now)).toBe('2 minutes ago');
    expect(formatFor('pl').ago('2026-11-26T10:00:00Z', now)).toBe('2 godziny temu');
  });

  it('write the day before the month', () => {
    expect(formatFor('en').date('2026-11-26T12:00:00Z')).toContain('26 Nov 2026');
  });
});
