import type { ExpressionFunctions } from './expression-functions';

/** Longest text that a function of an expression may build, characters. */
export const LONGEST_TEXT = 2_000_000;
// A picture may make JSONata build a native regular expression with many variable parts: texts of times are short.
const LONGEST_TIME_TEXT = 40;
const MOST_VAGUE_PARTS = 2;

/**
 * JSONata's own functions that could build a text or take a time out of all proportion to their input, with a limit; and
 * refusals in place of those that have no place in a mapping (code made at run time, chance).
 */
export const LIMITED_FUNCTIONS: Readonly<Record<string, { run: ExpressionFunctions[string]; signature: string }>> = {
  pad: { run: (value, width, filler) => pad(value, Number(width), filler), signature: '<s-ns?:s>' },
  join: { run: (parts, separator) => join(parts, separator), signature: '<a<s>s?:s>' },
  string: { run: (value, pretty) => asText(value, pretty === true), signature: '<x-b?:s>' },
  distinct: { run: distinct, signature: '<x:x>' },
  eval: { run: refuse('$eval'), signature: '<sx?:x>' },
  random: { run: refuse('$random'), signature: '<:n>' },
  shuffle: { run: refuse('$shuffle'), signature: '<a:a>' },
};

/** @throws {RangeError} when a time to be read is longer than any time, or its picture could be matched in many ways */
export function checkTimePicture(given: unknown, picture: unknown): void {
  if (typeof given !== 'string' || typeof picture !== 'string') return;
  if (given.length > LONGEST_TIME_TEXT) throw new RangeError(`A time has at most ${LONGEST_TIME_TEXT} characters.`);
  const parts = [...picture.matchAll(/\[([^\]]*)\]([^[]*)/g)].map(([, part = '', gap = '']) => ({ part, gap }));
  const vague = parts.slice(0, -1).filter(({ part, gap }) => !hasClearEnd(part, gap));
  const inWords = parts.some(({ part }) => /[wW]/.test(part.slice(1)));
  if (inWords || vague.length > MOST_VAGUE_PARTS) throw new RangeError('The picture of the time is too vague.');
}

// A part ends clearly by its fixed width, by a sign after it, or by a letter after digits.
function hasClearEnd(part: string, gap: string): boolean {
  if (/\d\d$/.test(part) || /[^\p{L}\p{N}]/u.test(gap)) return true;
  return /\p{L}/u.test(gap) && !/[nNiIaA]/.test(part.slice(1));
}

function pad(value: unknown, width: number, filler: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  if (Math.abs(width) > LONGEST_TEXT) throw tooLong();
  const missing = Math.trunc(Math.abs(width)) - Array.from(value).length;
  if (missing <= 0) return value;
  const filling = typeof filler === 'string' && filler !== '' ? Array.from(filler) : [' '];
  const padding = Array.from({ length: missing }, (_, index) => filling[index % filling.length]).join('');
  return width > 0 ? value + padding : padding + value;
}

function join(parts: unknown, separator: unknown): unknown {
  if (!Array.isArray(parts)) return undefined;
  const between = typeof separator === 'string' ? separator : '';
  let length = 0;
  for (const part of parts) {
    length += String(part).length + between.length;
    if (length > LONGEST_TEXT) throw tooLong();
  }
  return parts.join(between);
}

function asText(value: unknown, pretty: boolean): unknown {
  if (value === undefined || typeof value === 'string') return value;
  if (isFunction(value)) return '';
  if (measure(value, LONGEST_TEXT) > LONGEST_TEXT) throw tooLong();
  return JSON.stringify(value, (_key, part: unknown) => textPart(part), pretty ? 2 : 0);
}

// Fifteen digits, as JSONata writes numbers: 0.1 + 0.2 is "0.3".
function textPart(part: unknown): unknown {
  if (typeof part === 'number' && !Number.isInteger(part)) return Number(part.toPrecision(15));
  return isFunction(part) ? '' : part;
}

function isFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && ('_jsonata_function' in value || '_jsonata_lambda' in value);
}

/** A lower bound of the length as JSON; stops counting once it is over the limit. */
function measure(value: unknown, limit: number): number {
  let length = 0;
  const waiting: unknown[] = [value];
  for (let part = waiting.pop(); part !== undefined && length <= limit; part = waiting.pop()) {
    length += typeof part === 'string' ? part.length : 1;
    if (typeof part === 'object' && part !== null) for (const inner of Object.values(part)) waiting.push(inner ?? 0);
  }
  return length;
}

function distinct(given: unknown): unknown {
  if (!Array.isArray(given)) return given;
  const values: readonly unknown[] = given;
  const seen = new Map<unknown, unknown>();
  for (const value of values) {
    const identity = typeof value === 'object' && value !== null ? `json:${asKey(value)}` : value;
    if (!seen.has(identity)) seen.set(identity, value);
  }
  return [...seen.values()];
}

// Equal objects have equal keys whatever the order of their fields.
function asKey(value: object): string {
  if (measure(value, LONGEST_TEXT) > LONGEST_TEXT) throw tooLong();
  return JSON.stringify(value, (_key, part: unknown) => sortedFields(part));
}

function sortedFields(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([first], [second]) => (first < second ? -1 : 1)));
}

function refuse(name: string): () => never {
  return () => {
    throw new TypeError(`${name} is not allowed in a mapping.`);
  };
}

function tooLong(): RangeError {
  return new RangeError(`A text of more than ${LONGEST_TEXT} characters was to be made.`);
}
