import { RejectedByVendorError, type Expression, type Expressions } from '@crossdock/connector-kit';

/** What fills a template: its input, and the functions that an expression may call. */
export type Filling = Readonly<Record<string, unknown>>;

/** A text of the configuration made ready. */
export interface Template {
  /** A text, a list of texts (from an expression), or null when there is nothing to put in. */
  fill(input: Filling, functions: Filling): Promise<string | readonly string[] | null>;
}

const PLACEHOLDER = /\{([A-Za-z_][\w]*(?:\.[\w]+)*)\}/g;

/**
 * `/orders/{record.id}` with every value passed through `encode`; a text that begins with `=` is an expression whose result
 * is taken as it is. A template that is one placeholder and nothing else gives null for a missing value.
 */
export function compileTemplate(text: string, expressions: Expressions, encode: (value: string) => string): Template {
  if (text.startsWith('=')) return expressionTemplate(expressions.compile(text.slice(1)));
  const parts = text.split(PLACEHOLDER);
  if (parts.length === 1) return { fill: async () => text };
  const alone = parts.length === 3 && parts[0] === '' && parts[2] === '';
  const paths = parts.map((part, index) => (index % 2 === 1 ? part.split('.') : null));
  return {
    fill: async (input) => {
      const values = parts.map((part, index) => {
        const path = paths[index] ?? null;
        return path === null ? part : valueAt(input, path);
      });
      if (alone) return values[1] === null || values[1] === undefined ? null : encode(values[1]);
      const missing = values.findIndex((value) => value === null);
      if (missing >= 0) throw nothingFor(text, parts[missing] ?? '');
      return values.map((value, index) => (index % 2 === 1 ? encode(value ?? '') : value)).join('');
    },
  };
}

function expressionTemplate(expression: Expression): Template {
  return {
    fill: async (input, functions) => {
      const value = await expression.evaluate(input, functions);
      if (Array.isArray(value)) return value.map(String);
      return asText(value);
    },
  };
}

function valueAt(input: unknown, path: readonly string[]): string | null {
  let value = input;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
    value = Reflect.get(value, name);
  }
  return asText(value);
}

function asText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** One step of a path. @throws {RejectedByVendorError} when the value would climb or vanish */
export function encodePathStep(value: string): string {
  if (value === '' || value === '.' || value === '..') throw nothingFor('path', value);
  return encodeURIComponent(value);
}

/** A header's value. @throws {RejectedByVendorError} when it would begin another header */
export function plainHeader(value: string): string {
  // Headers carry Latin-1; a line end would begin another header.
  if (/[^\t\x20-\x7e\xa0-\xff]/.test(value))
    throw nothingFor('header', 'a value with signs that a header cannot carry');
  return value;
}

function nothingFor(template: string, name: string): RejectedByVendorError {
  return new RejectedByVendorError({
    code: 'mapping.failed',
    summary: `There is no usable value for "${name}" in "${template}".`,
    fix: 'Correct the configuration of the operation or the record, then retry.',
    field: name,
  });
}
