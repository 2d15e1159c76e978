import { describe, expect, it } from 'vitest';
import { discriminatorOf, emptyValue, fieldOf, kindOf, titleOf, withField } from './schema';

const kind = (word: string) => ({ type: 'object', properties: { kind: { const: word } } });
const auth = { oneOf: [kind('none'), kind('bearer')] };

describe('what a setting is entered with', () => {
  it.each([
    [{ type: 'string', format: 'uri' }, 'text'],
    [{ type: 'string', maxLength: 50_000 }, 'long-text'],
    [{ type: 'string', expression: true }, 'long-text'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'boolean' }, 'flag'],
    [{ type: 'string', enum: ['a', 'b'] }, 'choice'],
    [{ type: 'object', properties: {} }, 'group'],
    [{ type: 'object', additionalProperties: { type: 'string' } }, 'map'],
    [{ type: 'object', additionalProperties: {} }, 'json'],
    [{ type: 'array', items: { type: 'string' } }, 'list'],
    [{ type: 'array', items: { type: 'object' } }, 'json'],
    [auth, 'variants'],
    [{ oneOf: [{ type: 'string' }] }, 'json'],
    [{}, 'json'],
  ])('of %j is %s', (schema, expected) => {
    expect(kindOf(schema)).toBe(expected);
  });

  it('finds what tells variants apart', () => {
    expect(discriminatorOf(auth)?.name).toBe('kind');
    expect(emptyValue(auth)).toEqual({ kind: 'none' });
  });

  it('reads names as words where there is no title', () => {
    expect(titleOf('createShipment', {})).toBe('Create shipment');
    expect(titleOf('x', { title: 'Address' })).toBe('Address');
  });
});

describe('fields of a record', () => {
  it('are changed without touching the others, and leave when they are empty', () => {
    const before = { a: 1, b: 2 };
    expect(withField(before, 'a', 3)).toEqual({ b: 2, a: 3 });
    expect(withField(before, 'a', undefined)).toEqual({ b: 2 });
    expect(withField(undefined, 'a', 1)).toEqual({ a: 1 });
    expect(before).toEqual({ a: 1, b: 2 });
  });

  it('are never those that every object has', () => {
    expect(fieldOf({}, 'constructor')).toBeUndefined();
  });
});
