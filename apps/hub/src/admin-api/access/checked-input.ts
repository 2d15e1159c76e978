import { z } from 'zod';
import { Problem, type ProblemDetail } from '../../platform/problem/problem';

// PostgreSQL cannot store NUL, and control characters are never meant.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** A line or two that a person typed. */
export function typedText(maxLength: number): z.ZodString {
  return z
    .string()
    .trim()
    .min(1, 'is needed')
    .max(maxLength, `has more than ${maxLength} characters`)
    .refine((text) => !CONTROL.test(text) && text.isWellFormed(), 'has characters that cannot be stored');
}

/** Why somebody does something; kept in the audit. */
export const reasonBody = z.strictObject({ reason: typedText(500) });

/** @throws {Problem} 400 that points at what is wrong */
export function checked<S extends z.ZodType>(schema: S, value: unknown, pointer = ''): z.output<S> {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw badInput(
    result.error.issues.map(({ path, message, code }) => ({
      pointer: [pointer, ...path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/'),
      code: `field.${code}`,
      message,
    })),
  );
}

export function badInput(errors: readonly ProblemDetail[]): Problem {
  const [first] = errors;
  const detail = first === undefined ? 'The request is wrong.' : `${first.pointer} ${first.message}`.trim();
  return new Problem({ status: 400, code: 'invalid-input', detail, errors });
}

export function nothingThere(what: string): Problem {
  return new Problem({ status: 404, code: 'not-found', detail: `There is no such ${what}.` });
}
