import assert from 'node:assert/strict';
import { ConnectorError } from '../../errors/connector-error';
import type { Exchange } from '../../http/http-client';

export type ErrorConstructor<E extends Error> = abstract new (...facts: never[]) => E;

/** The error that a call ends with. It must be of the class, and carry a stable code. */
export async function failsWith<E extends Error>(call: () => Promise<unknown>, kind: ErrorConstructor<E>): Promise<E> {
  let outcome: unknown;
  try {
    outcome = await call();
  } catch (error) {
    if (!(error instanceof kind)) {
      const cause = error instanceof Error ? error : undefined;
      throw new assert.AssertionError({
        message: `Expected ${kind.name}, but ${nameOf(error)} was thrown.`,
        actual: nameOf(error),
        expected: kind.name,
        ...(cause === undefined ? {} : { stackStartFn: failsWith }),
      });
    }
    if (error instanceof ConnectorError) assert.match(error.code, /^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'the code is stable');
    return error;
  }
  return assert.fail(`Expected ${kind.name}, but the call went well: ${preview(outcome)}`);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function preview(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200);
}

export function assertInstant(text: string | null | undefined, what: string): void {
  assert.match(text ?? '', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/, `${what} is an instant in UTC`);
}

const PERSONAL_FIELDS = new Set([
  'email',
  'phone',
  'firstName',
  'lastName',
  'street',
  'street2',
  'postalCode',
  'taxId',
  'login',
]);

/** Every value of a canonical record that must not be kept, in the spellings that vendors use. */
export function personalValues(record: unknown): readonly string[] {
  const found = new Set<string>();
  collect(record, found);
  return [...found];
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && inner !== '' && PERSONAL_FIELDS.has(name)) {
      found.add(inner);
      // Many vendors want the nine digits of a Polish number only.
      if (name === 'phone') found.add(inner.replace(/\D/g, '').slice(-9));
      // Others want the street without its number.
      if (name === 'street') found.add(inner.replace(/\s+\d.*$/, ''));
    } else collect(inner, found);
  }
}

/** Words for a person: no dump of an object, no markup. */
export function assertPlainWords(text: string, what: string): void {
  assert.match(text, /\p{L}{2,}.*\s/u, `${what} is a sentence, not "${text}"`);
  assert.doesNotMatch(text, /\[object |undefined|NaN|<[a-z!/]|\{\s*"/i, `${what} is in plain words, not "${text}"`);
}

/** @throws when one of the values is seen in the transcript in plain, encoded for a URL or inside of JSON */
export function assertNotSeen(exchanges: readonly Exchange[], hidden: readonly string[]): void {
  assert.ok(exchanges.length > 0, 'the transcript holds the calls that were made');
  const transcript = JSON.stringify(exchanges);
  for (const value of hidden.filter(({ length }) => length >= 3)) {
    for (const spelling of new Set([value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])) {
      const place = exchanges.find((exchange) => JSON.stringify(exchange).includes(spelling));
      assert.ok(
        !transcript.includes(spelling),
        `"${value}" is seen in the transcript of ${place?.operation ?? 'a call'}`,
      );
    }
  }
}
