import { describe, expect, it } from 'vitest';
import { exportPath } from './export-path';

const queryOf = (path: string): URLSearchParams => new URL(path, 'http://hub').searchParams;

describe('the file of a list', () => {
  it('holds what the list is filtered by, in the language of the person', () => {
    const query = queryOf(exportPath('xlsx', { q: 'Łódź & co', attention: true }, 'pl'));
    expect(query.get('format')).toBe('xlsx');
    expect(query.get('lang')).toBe('pl');
    expect(JSON.parse(query.get('filter') ?? '')).toEqual({ q: 'Łódź & co', attention: true });
  });

  it('holds every order when nothing is filtered', () => {
    expect(queryOf(exportPath('csv', { q: '' }, 'en')).has('filter')).toBe(false);
  });
});
