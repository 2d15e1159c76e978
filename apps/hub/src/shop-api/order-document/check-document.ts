import { MOST_ORDER_LINES, pointerTo } from '@crossdock/canonical';
import type { ProblemDetail } from '../../platform/problem/problem';

/** Levels below the body. An order itself has three, and its attributes five. */
const DEEPEST_DOCUMENT = 12;
const DEEPEST_ATTRIBUTES = 5;
/** UTF-8 bytes of JSON. */
const LARGEST_ATTRIBUTES = 8_192;
/** Fields of one object or elements of one list. */
const MOST_VALUES = 4_096;
/** More is not read: the first problems say enough. */
export const MOST_PROBLEMS = 100;

// Every JavaScript object has these names already (`constructor`, `toString`, `__proto__` ...): as data they are dangerous,
// or would be dropped without a word.
const RESERVED = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

interface Place {
  readonly value: unknown;
  readonly pointer: string;
  readonly depth: number;
}

/**
 * What is wrong with a JSON document before anybody looks at its fields: nested too deep, names that JavaScript keeps to
 * itself, numbers that were changed by reading them, attributes that are too large. No recursion, so no depth can hurt.
 */
export function checkDocument(document: unknown): ProblemDetail[] {
  const problems: ProblemDetail[] = [];
  const places: Place[] = [{ value: document, pointer: '', depth: 0 }];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    problems.push(...checkPlace(place));
    if (problems.length >= MOST_PROBLEMS) return problems.slice(0, MOST_PROBLEMS);
    for (const inner of inside(place)) places.push(inner);
  }
  return problems.length > 0 ? problems : checkAttributes(document);
}

/** Said before every line is checked by itself. */
export function checkLineCount(document: unknown): ProblemDetail[] {
  const lines = fieldOf(document, 'lines');
  if (!Array.isArray(lines) || lines.length <= MOST_ORDER_LINES) return [];
  const message = `The order has ${lines.length} lines; at most ${MOST_ORDER_LINES} are allowed.`;
  return [{ pointer: '/lines', code: 'lines.too_many', message }];
}

function checkPlace({ value, pointer, depth }: Place): ProblemDetail[] {
  if (typeof value === 'number' && isChanged(value)) {
    const message = 'This number is too large to be read exactly; send it as text.';
    return [{ pointer, code: 'number.inexact', message }];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (depth >= DEEPEST_DOCUMENT) {
    const message = `Values may be nested at most ${DEEPEST_DOCUMENT} deep.`;
    return [{ pointer, code: 'value.too_deep', message }];
  }
  if (Object.keys(value).length > MOST_VALUES) {
    return [{ pointer, code: 'value.too_many', message: `At most ${MOST_VALUES} values are allowed here.` }];
  }
  const names = Array.isArray(value) ? [] : Object.keys(value).filter((name) => RESERVED.has(name));
  return names.map((name) => ({
    pointer: pointerTo(pointer, name),
    code: 'field.reserved',
    message: `A field cannot be named "${name}".`,
  }));
}

function isChanged(value: number): boolean {
  return !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value));
}

function inside({ value, pointer, depth }: Place): Place[] {
  if (typeof value !== 'object' || value === null || depth >= DEEPEST_DOCUMENT) return [];
  return Object.entries(value).map(([name, inner]: [string, unknown]) => ({
    value: inner,
    pointer: pointerTo(pointer, name),
    depth: depth + 1,
  }));
}

function checkAttributes(document: unknown): ProblemDetail[] {
  const lines = fieldOf(document, 'lines');
  const ofLines = Array.isArray(lines)
    ? lines.map((line: unknown, index): [string, unknown] => [
        `/lines/${index}/attributes`,
        fieldOf(line, 'attributes'),
      ])
    : [];
  const all: [string, unknown][] = [['/attributes', fieldOf(document, 'attributes')], ...ofLines];
  return all.flatMap(([pointer, attributes]) => checkSize(pointer, attributes)).slice(0, MOST_PROBLEMS);
}

function checkSize(pointer: string, attributes: unknown): ProblemDetail[] {
  if (typeof attributes !== 'object' || attributes === null) return [];
  if (levels(attributes) > DEEPEST_ATTRIBUTES) {
    const message = `Attributes may be nested at most ${DEEPEST_ATTRIBUTES} deep.`;
    return [{ pointer, code: 'attributes.too_deep', message }];
  }
  const bytes = Buffer.byteLength(JSON.stringify(attributes));
  if (bytes <= LARGEST_ATTRIBUTES) return [];
  const message = `The attributes have ${bytes} bytes; at most ${LARGEST_ATTRIBUTES} are allowed.`;
  return [{ pointer, code: 'attributes.too_large', message }];
}

/** Bounded: the whole document has been found shallow enough. */
function levels(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((deepest: number, inner: unknown) => Math.max(deepest, 1 + levels(inner)), 1);
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([field]) => field === name)?.[1];
}
