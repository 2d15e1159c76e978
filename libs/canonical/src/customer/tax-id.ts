// Weights of the first nine digits of a NIP (Polish tax identification rules, Dz.U. 1995 no. 142 item 702 and later).
const NIP_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7];

// Structure of VAT numbers by member state, without the country prefix, as the VIES FAQ of the European Commission lists
// it ("What is the structure of VAT numbers"). Northern Ireland (XI) keeps the British structure.
const VAT_FORMATS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  ES: /^([A-Z]\d{7}[A-Z\d]|\d{8}[A-Z])$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z\d]{2}\d{9}$/,
  GR: /^\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-Z]{1,2}|\d[A-Z+*]\d{5}[A-Z])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z\d+*]{9}B[A-Z\d+*]{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
};

const LONGEST_TAX_ID = 20;

/** Without the spaces, dashes, dots and slashes that people write, in capitals: `"PL 526-000-12-46"` -> `"PL5260001246"`. */
export function normaliseTaxId(text: string): string {
  return text.replace(/[\s\-./]/gu, '').toUpperCase();
}

/** True for a Polish NIP with the right check digit; a `PL` in front, spaces and dashes are allowed. */
export function isNip(text: string): boolean {
  const digits = stripPrefix(normaliseTaxId(text), 'PL');
  if (!/^\d{10}$/.test(digits) || digits === '0000000000') return false;
  // A sum that leaves ten has no check digit: such numbers are never given out.
  const sum = NIP_WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return sum % 11 === Number(digits[9]);
}

/** True when the country is in the EU VAT area (with Northern Ireland as `XI`), by ISO 3166-1 alpha-2; Greece is `GR`. */
export function isVatCountry(country: string): boolean {
  return Object.hasOwn(VAT_FORMATS, country);
}

/**
 * True when the text can be a tax id of a buyer from this country: the NIP check digit for Poland, the structure of the
 * VAT number for other members of the EU, any short text without spaces for the rest of the world. A prefix of another
 * member state (`"DE..."` on a Polish address) counts as that state's number.
 * @param country ISO 3166-1 alpha-2
 */
export function isPlausibleTaxId(text: string, country: string): boolean {
  const taxId = normaliseTaxId(text);
  if (taxId === '' || taxId.length > LONGEST_TAX_ID) return false;
  if (isPlausibleIn(taxId, country)) return true;
  const stated = vatCountryOf(taxId);
  return stated !== null && isPlausibleIn(taxId, stated);
}

function isPlausibleIn(taxId: string, country: string): boolean {
  const format = Object.hasOwn(VAT_FORMATS, country) ? VAT_FORMATS[country] : undefined;
  if (format === undefined) return /^[A-Z\d]+$/.test(taxId);
  return country === 'PL' ? isNip(taxId) : format.test(stripPrefix(taxId, country));
}

function vatCountryOf(taxId: string): string | null {
  const prefix = taxId.slice(0, 2);
  const country = prefix === 'EL' ? 'GR' : prefix;
  return isVatCountry(country) ? country : null;
}

/** Greek VAT numbers begin with `EL`; some people write `GR`. */
function stripPrefix(taxId: string, country: string): string {
  const prefixes = country === 'GR' ? ['EL', 'GR'] : [country];
  return prefixes.some((prefix) => taxId.startsWith(prefix)) ? taxId.slice(2) : taxId;
}
