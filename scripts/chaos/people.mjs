// Invented buyers. Whatever is personal about them has a stem that nothing else has, so that one search finds it anywhere.
const FIRST_NAME = 'Bożymir';
const LAST_NAME = 'Gżegżółkowski';
const STREET = 'Rozbiegowa';
const MAIL_DOMAIN = 'kupujacy-probny.example';
const PHONE_STEM = '57755';

/** @param {number} number of the order in this run */
export function buyer(number) {
  return {
    email: `b${number}@${MAIL_DOMAIN}`,
    phone: `+48${PHONE_STEM}${String(number % 10_000).padStart(4, '0')}`,
    firstName: FIRST_NAME,
    lastName: `${LAST_NAME}-${number}`,
  };
}

export const ADDRESS = { street: `${STREET} 51`, city: 'Łódź', postalCode: '90-001', country: 'PL' };

// The simulated marketplace has buyers of its own.
const MARKETPLACE = ['allegromail\\.pl', 'zaneta_gesla', 'lukasz_sw', 'Gęślą-Jaźń', 'Święcicki', 'Źródlana'];
const PERSONAL = new RegExp(
  [MAIL_DOMAIN.replaceAll('.', '\\.'), FIRST_NAME, LAST_NAME, STREET, ...MARKETPLACE].join('|') +
    `|(?<!\\d)(?:\\+?48)?${PHONE_STEM}\\d{4}(?!\\d)`,
  'u',
);

/** The first personal value in a text, or null. */
export function personalValueIn(text) {
  return PERSONAL.exec(text)?.[0] ?? null;
}
