import { countryFromName } from '@crossdock/canonical';
import type { ImportProfile } from './import-profile';

/** ISO 3166-1 alpha-2; `unknown` when nobody knows the name, `not-a-country` when the profile says that it is none. */
export type CountryAnswer = { readonly code: string } | { readonly problem: 'unknown' | 'not-a-country' };

/** The country a file means: the profile's own names first, then ISO codes and common names. */
export function countryCode(text: string, profile: Pick<ImportProfile, 'countries'>): CountryAnswer {
  const own = profile.countries[text];
  if (own === null) return { problem: 'not-a-country' };
  const code = own ?? countryFromName(text);
  return code === null ? { problem: 'unknown' } : { code };
}
