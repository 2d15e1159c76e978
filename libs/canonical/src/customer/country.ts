/** ISO 3166-1 alpha-2 code, for example `"PL"`. */
export type CountryCode = string;

// ISO 3166-1, officially assigned codes (249).
const COUNTRIES = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
    'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO ' +
    'JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR ' +
    'MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO ' +
    'RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV ' +
    'TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

// What shops and marketplaces write besides the English and Polish names of the CLDR. Keys are normalised.
const VARIANTS: Readonly<Record<string, CountryCode>> = {
  'america': 'US', 'united states of america': 'US', 'usa': 'US', 'u s a': 'US', 'stany zjednoczone ameryki': 'US',
  'uk': 'GB', 'u k': 'GB', 'great britain': 'GB', 'britain': 'GB', 'england': 'GB', 'scotland': 'GB', 'wales': 'GB',
  'northern ireland': 'GB', 'anglia': 'GB', 'szkocja': 'GB', 'zjednoczone krolestwo': 'GB',
  'eire': 'IE', 'republic of ireland': 'IE', 'rsa': 'ZA', 'republic of south africa': 'ZA', 'uae': 'AE',
  'emiraty arabskie': 'AE', 'czech republic': 'CZ', 'republika czeska': 'CZ', 'slovak republic': 'SK',
  'holland': 'NL', 'holandia': 'NL', 'deutschland': 'DE', 'federal republic of germany': 'DE', 'turkey': 'TR',
  'macedonia': 'MK', 'fyrom': 'MK', 'swaziland': 'SZ', 'burma': 'MM', 'myanmar': 'MM', 'birma': 'MM',
  'ivory coast': 'CI', 'wybrzeze kosci sloniowej': 'CI', 'cape verde': 'CV', 'east timor': 'TL', 'hong kong': 'HK',
  'hongkong': 'HK', 'macau': 'MO', 'macao': 'MO', 'makau': 'MO', 'korea': 'KR', 'republic of korea': 'KR',
  'korea poludniowa': 'KR', 'russian federation': 'RU', 'federacja rosyjska': 'RU', 'viet nam': 'VN',
  'vatican': 'VA', 'holy see': 'VA', 'palestine': 'PS', 'moldova republic of': 'MD', 'republic of moldova': 'MD',
  'congo': 'CG', 'democratic republic of the congo': 'CD', 'lao': 'LA', 'syrian arab republic': 'SY',
  'rzeczpospolita polska': 'PL', 'republic of poland': 'PL', 'espana': 'ES', 'italia': 'IT', 'osterreich': 'AT',
  'schweiz': 'CH', 'suisse': 'CH', 'magyarorszag': 'HU', 'sverige': 'SE', 'norge': 'NO', 'danmark': 'DK',
  'suomi': 'FI', 'ceska republika': 'CZ', 'cesko': 'CZ', 'slovensko': 'SK', 'lietuva': 'LT', 'latvija': 'LV',
  'eesti': 'EE', 'belgique': 'BE', 'belgie': 'BE', 'nederland': 'NL', 'hrvatska': 'HR', 'slovenija': 'SI',
}; // prettier-ignore

let names: ReadonlyMap<string, CountryCode> | null = null;

/** True for an officially assigned ISO 3166-1 alpha-2 code in capital letters. */
export function isCountryCode(code: string): boolean {
  return COUNTRIES.has(code);
}

/**
 * The country that people mean by a name, in English or Polish, or by its code: `"Polska"`, `"EIRE"`, `"RSA"`, `"pl"`.
 * Null where the name is no country with a code of its own: `"Channel Islands"` (Jersey or Guernsey), `"Unspecified"`,
 * `"European Community"`.
 */
export function countryFromName(name: string): CountryCode | null {
  const code = name.trim().toUpperCase();
  if (COUNTRIES.has(code)) return code;
  names ??= namesOfCountries();
  return names.get(normalise(name)) ?? null;
}

function namesOfCountries(): ReadonlyMap<string, CountryCode> {
  const known = new Map<string, CountryCode>();
  for (const language of ['en', 'pl']) {
    const display = new Intl.DisplayNames([language], { type: 'region' });
    for (const code of COUNTRIES) known.set(normalise(display.of(code) ?? code), code);
  }
  for (const [variant, code] of Object.entries(VARIANTS)) known.set(variant, code);
  return known;
}

/** Small letters without accents, punctuation and a leading article, so that spellings meet. */
function normalise(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[łŁ]/gu, 'l')
    .replace(/&/gu, ' and ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /u, '')
    .replace(/^st /u, 'saint ');
}
