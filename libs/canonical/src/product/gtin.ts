/** A GS1 number of a trade item: GTIN-8, GTIN-12 (UPC-A), GTIN-13 (EAN) or GTIN-14. */
export type Gtin = string;

const GTIN = /^(\d{8}|\d{12}|\d{13}|\d{14})$/;

/** True for 8, 12, 13 or 14 digits whose last one is the right check digit (GS1 General Specifications, 7.9). */
export function isGtin(text: string): text is Gtin {
  return GTIN.test(text) && Number(text.at(-1)) === gtinCheckDigit(text.slice(0, -1));
}

/** Check digit of the digits before it. From the right they weigh 3, 1, 3, 1 ...; the sum is filled up to a multiple of ten. */
export function gtinCheckDigit(digits: string): number {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}
