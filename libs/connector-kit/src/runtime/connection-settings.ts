import { z } from 'zod';
import { ConfigurationError } from '../errors/connector-error';
import { HTTP_ERROR_CODES } from '../http/http-error-codes';

/** Settings or credentials as the manifest's schema wants them. @throws {ConfigurationError} naming the field */
export function checkedAgainst<S extends z.ZodType>(
  schema: S,
  value: unknown,
  what: 'settings' | 'credentials',
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new ConfigurationError({
    code: what === 'settings' ? HTTP_ERROR_CODES.settingsInvalid : HTTP_ERROR_CODES.credentialsInvalid,
    summary: `The ${what} of the connection are not right: ${field === '' ? '' : `"${field}": `}${issue?.message ?? 'wrong'}.`,
    fix: `Correct the ${what} of the connection.`,
    field,
  });
}

/**
 * Values that may not appear in anything that is kept: the fields made by `secret()`. Where the schema is no plain
 * object, every text in the credentials counts.
 */
export function secretValues(schema: z.ZodType, credentials: unknown): readonly string[] {
  if (!(schema instanceof z.ZodObject)) return textsIn(credentials);
  return Object.entries(schema.shape).flatMap(([name, field]) => {
    const value = valueOf(credentials, name);
    if (isSecret(field)) return textsIn(value);
    return typeof value === 'object' && field instanceof z.ZodType ? secretValues(unwrapped(field), value) : [];
  });
}

function isSecret(field: unknown): boolean {
  if (!(field instanceof z.ZodType)) return false;
  if (field.meta()?.secret === true) return true;
  const inner = unwrapped(field);
  return inner !== field && isSecret(inner);
}

function unwrapped(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodOptional || field instanceof z.ZodNullable || field instanceof z.ZodDefault) {
    const inner: unknown = field.unwrap();
    return inner instanceof z.ZodType ? inner : field;
  }
  return field;
}

function valueOf(record: unknown, name: string): unknown {
  return typeof record === 'object' && record !== null ? new Map(Object.entries(record)).get(name) : undefined;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
