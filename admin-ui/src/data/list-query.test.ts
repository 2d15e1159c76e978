import { describe, expect, it } from 'vitest';
import { extentOf, listQuery } from './list-query';

function read(query: string): Record<string, unknown> {
  return Object.fromEntries([...new URLSearchParams(query)].map(([name, value]) => [name, JSON.parse(value)]));
}

describe('the query of a list', () => {
  it('says places instead of pages', () => {
    expect(read(listQuery({ pagination: { page: 3, perPage: 25 } }))).toEqual({ range: [50, 74] });
  });

  it('names the field and direction of the sort', () => {
    expect(read(listQuery({ sort: { field: 'receivedAt', order: 'DESC' } }))).toEqual({ sort: ['receivedAt', 'DESC'] });
  });

  it('leaves out filters that are empty or off', () => {
    const filter = { q: '', status: undefined, channel: null, attention: false };
    expect(listQuery({ filter })).toBe('');
  });

  it('keeps Polish letters of a search', () => {
    expect(read(listQuery({ filter: { q: 'Łódź & spółka', attention: true } }))).toEqual({
      filter: { q: 'Łódź & spółka', attention: true },
    });
  });
});

describe('the extent of a list', () => {
  it('is the number after the slash', () => {
    expect(extentOf(new Headers({ 'content-range': 'orders 0-24/319' }))).toEqual({ total: 319, estimated: false });
  });

  it('is known for an empty page too', () => {
    expect(extentOf(new Headers({ 'content-range': 'orders */0' }))).toEqual({ total: 0, estimated: false });
  });

  it('is marked when the hub stopped counting', () => {
    const headers = new Headers({ 'content-range': 'orders 0-24/10000', 'x-total-estimated': '1' });
    expect(extentOf(headers)).toEqual({ total: 10_000, estimated: true });
  });

  it('is unknown without the header', () => {
    expect(extentOf(new Headers())).toBeNull();
  });
});
