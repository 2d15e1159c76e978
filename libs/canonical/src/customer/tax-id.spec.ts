import fc from 'fast-check';
import { isNip, isPlausibleTaxId, normaliseTaxId } from './tax-id';

const WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7];
const nips = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
  .map((digits) => ({ digits, check: digits.reduce((sum, digit, at) => sum + digit * (WEIGHTS[at] ?? 0), 0) % 11 }))
  .filter(({ digits, check }) => check < 10 && digits.some((digit) => digit !== 0))
  .map(({ digits, check }) => digits.join('') + String(check));

describe('NIP', () => {
  it.each(['5260001246', 'PL 526-000-12-46', '526-000-12-46', 'pl5260001246', '526 000 12 46'])(
    'accepts %j',
    (text) => {
      expect(isNip(text)).toBe(true);
    },
  );

  it.each(['5260001247', '526000124', '52600012466', '', 'PL', '0000000000', 'DE5260001246', 'abcdefghij'])(
    'refuses %j',
    (text) => {
      expect(isNip(text)).toBe(false);
    },
  );

  it('accepts every number with its check digit, however it is written', () => {
    fc.assert(
      fc.property(nips, fc.constantFrom('', 'PL', 'pl ', 'PL-'), (nip, prefix) =>
        isNip(`${prefix}${nip.slice(0, 3)}-${nip.slice(3, 6)} ${nip.slice(6, 8)}-${nip.slice(8)}`),
      ),
    );
  });

  it('notices every single mistyped digit', () => {
    fc.assert(
      fc.property(nips, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (nip, at, shift) => {
        return !isNip(nip.slice(0, at) + String((Number(nip[at]) + shift) % 10) + nip.slice(at + 1));
      }),
    );
  });
});

describe('a tax id', () => {
  it('loses blanks, dashes and points', () => {
    expect(normaliseTaxId(' pl 526-000.12/46 ')).toBe('PL5260001246');
  });

  it.each([
    ['DE123456789', 'DE'],
    ['123456789', 'DE'],
    ['ATU12345678', 'AT'],
    ['EL123456789', 'GR'],
    ['FRXX123456789', 'FR'],
    ['NL123456789B01', 'NL'],
    ['ESB12345678', 'ES'],
    ['B12345678', 'ES'],
    ['IE1234567FA', 'IE'],
    ['DE123456789', 'PL'],
    ['PL 526-000-12-46', 'DE'],
    ['GB123456789', 'GB'],
    ['CHE-123.456.789', 'CH'],
  ])('%s is plausible for a buyer in %s', (taxId, country) => {
    expect(isPlausibleTaxId(taxId, country)).toBe(true);
  });

  it.each([
    ['DE12345678', 'DE'],
    ['5260001247', 'PL'],
    ['PL5260001247', 'DE'],
    ['', 'PL'],
    ['?', 'US'],
    ['123456789012345678901', 'US'],
    ['constructor', 'PL'],
  ])('%j is refused for a buyer in %s', (taxId, country) => {
    expect(isPlausibleTaxId(taxId, country)).toBe(false);
  });

  it('never makes a check fail with an exception', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (taxId, country) => typeof isPlausibleTaxId(taxId, country) === 'boolean'),
    );
  });
});
