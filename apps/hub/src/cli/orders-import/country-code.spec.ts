import { countryCode } from './country-code';
import { importProfile } from './import-profile';

const profile = importProfile.parse({ name: 'test', countries: { Home: 'GB', Unspecified: null } });

describe('the country of a file', () => {
  it.each([
    ['Home', 'GB'],
    ['EIRE', 'IE'],
    ['United Kingdom', 'GB'],
    ['germany', 'DE'],
    ['Polska', 'PL'],
    ['PL', 'PL'],
  ])('%s is %s', (text, code) => {
    expect(countryCode(text, profile)).toEqual({ code });
  });

  it.each(['Unspecified'])('%s is none, says the profile', (text) => {
    expect(countryCode(text, profile)).toEqual({ problem: 'not-a-country' });
  });

  it.each(['Atlantis', 'XX', 'Channel Islands', ''])('"%s" is unknown', (text) => {
    expect(countryCode(text, profile)).toEqual({ problem: 'unknown' });
  });
});
