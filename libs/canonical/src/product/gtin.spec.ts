import fc from 'fast-check';
import { gtinCheckDigit, isGtin } from './gtin';

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));
const bodies = fc.oneof(...[7, 11, 12, 13].map(digits));

describe('GTIN', () => {
  it.each(['5901234123457', '96385074', '036000291452', '10012345678902'])('accepts %s', (gtin) => {
    expect(isGtin(gtin)).toBe(true);
  });

  it.each([
    '5901234123456',
    '590123412345',
    '',
    '590123412345X',
    ' 5901234123457',
    '59012341234570',
    '5901234123457\n',
  ])('refuses %j', (text) => {
    expect(isGtin(text)).toBe(false);
  });

  it('accepts every body with its check digit, and with no other digit', () => {
    fc.assert(
      fc.property(bodies, fc.integer({ min: 1, max: 9 }), (body, shift) => {
        const right = gtinCheckDigit(body);
        return isGtin(`${body}${right}`) && !isGtin(`${body}${(right + shift) % 10}`);
      }),
    );
  });

  it('notices every single mistyped digit', () => {
    fc.assert(
      fc.property(bodies, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, place, shift) => {
        const gtin = `${body}${gtinCheckDigit(body)}`;
        const at = place % gtin.length;
        return !isGtin(gtin.slice(0, at) + String((Number(gtin[at]) + shift) % 10) + gtin.slice(at + 1));
      }),
    );
  });
});
