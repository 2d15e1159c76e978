import fc from 'fast-check';
import { countryFromName, isCountryCode } from './country';

const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountryCode);

describe('country code', () => {
  it('knows the 249 assigned codes', () => {
    expect(codes).toHaveLength(249);
  });

  it.each(['pl', 'POL', 'UK', 'XX', 'EU', 'XI', '', 'constructor'])('refuses %j', (code) => {
    expect(isCountryCode(code)).toBe(false);
  });
});

describe('country by name', () => {
  it.each([
    ['Poland', 'PL'],
    ['Polska', 'PL'],
    [' polska ', 'PL'],
    ['pl', 'PL'],
    ['Niemcy', 'DE'],
    ['Germany', 'DE'],
    ['Włochy', 'IT'],
    ['WLOCHY', 'IT'],
    ['Zjednoczone Królestwo', 'GB'],
    ['Wielka Brytania', 'GB'],
    ['United Kingdom', 'GB'],
    ['EIRE', 'IE'],
    ['RSA', 'ZA'],
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['Czech Republic', 'CZ'],
    ['Czechy', 'CZ'],
    ['Hong Kong', 'HK'],
    ['Holandia', 'NL'],
    ['The Netherlands', 'NL'],
    ['United Arab Emirates', 'AE'],
    ['Saudi Arabia', 'SA'],
    ['Bosnia & Herzegovina', 'BA'],
    ['Türkiye', 'TR'],
    ['Turcja', 'TR'],
    ['Jersey', 'JE'],
    ["Côte d'Ivoire", 'CI'],
    ['St. Lucia', 'LC'],
  ])('%s is %s', (name, code) => {
    expect(countryFromName(name)).toBe(code);
  });

  it.each(['Channel Islands', 'Unspecified', 'European Community', '', 'Atlantis'])(
    '%j is no country of its own',
    (name) => {
      expect(countryFromName(name)).toBeNull();
    },
  );

  it('finds every country by its English and its Polish name', () => {
    for (const language of ['en', 'pl']) {
      const names = new Intl.DisplayNames([language], { type: 'region' });
      expect(codes.filter((code) => countryFromName(names.of(code)!) !== code)).toEqual([]);
    }
  });

  it('answers for any text', () => {
    fc.assert(fc.property(fc.string(), (name) => [null, ...codes].includes(countryFromName(name))));
  });
});
