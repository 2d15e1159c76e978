/** Street and number taken apart, as ShipX wants them. */
export interface StreetParts {
  readonly street: string;
  readonly buildingNumber: string;
}

// 51, 15A, 12 A; never the beginning of a word, so the 3 of "3 Maja" is none.
const NUMBER = String.raw`\d{1,5}(?:\s?\p{L})?(?![\p{L}\d])`;
// 5/7, 65/79, 12-14, 12/A
const NUMBERS = String.raw`${NUMBER}(?:\s*[-/]\s*(?:${NUMBER}|\p{L}(?!\p{L})))*`;
// m. 12, lok. 3, mieszkanie 4
const FLAT = String.raw`(?:,?\s*(?:m|mieszk|mieszkanie|lok|lokal)\b\.?\s*${NUMBER})?`;

const LINE = new RegExp(String.raw`^(?<street>.*?\p{L}.*?),?\s+(?:nr\.?\s*)?(?<building>${NUMBERS}${FLAT})$`, 'iu');

/**
 * Splits a street line as people write it in Poland. The building number, with the flat number, is what stands at the end;
 * numbers inside the name (`3 Maja`, `Jana Pawła II`, `1000-lecia`) stay with the street. Villages have the place's name
 * for a street (`Kraków 12`).
 * @returns null when there is no name or no number at the end
 */
export function splitStreet(line: string): StreetParts | null {
  const match = LINE.exec(line.trim().replace(/\s+/g, ' '));
  const { street, building } = match?.groups ?? {};
  return street === undefined || building === undefined ? null : { street, buildingNumber: building };
}
