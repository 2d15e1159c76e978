import { pointerTo } from '@crossdock/canonical';
import type { ValidationError } from '@nestjs/common';
import type { ProblemDetail } from '../../platform/problem/problem';
import { MOST_PROBLEMS } from './check-document';

interface Rule {
  readonly code: string;
  readonly message: string | null;
}

// Names of class-validator's constraints; those that are not here keep their own message. The first one found is told:
// a field that is missing is also no text.
const RULES: Readonly<Record<string, Rule>> = {
  whitelistValidation: { code: 'field.unknown', message: 'This field is unknown.' },
  isDefined: { code: 'field.missing', message: 'This field is missing.' },
  isArray: { code: 'type.array', message: 'This must be a list.' },
  isObject: { code: 'type.object', message: null },
  nestedValidation: { code: 'type.object', message: 'This must be an object.' },
  isBoolean: { code: 'type.boolean', message: 'This must be true or false.' },
  isIn: { code: 'value.unknown', message: null },
  isInt: { code: 'type.integer', message: 'This must be a whole number.' },
  isString: { code: 'type.string', message: null },
};
const OTHER: Rule = { code: 'value.invalid', message: null };

/** class-validator's tree of errors as a flat list with JSON pointers. */
export function validationDetails(errors: readonly ValidationError[]): ProblemDetail[] {
  return errors.flatMap((error) => detailsOf(error, '')).slice(0, MOST_PROBLEMS);
}

function detailsOf({ property, constraints, children }: ValidationError, parent: string): ProblemDetail[] {
  const pointer = pointerTo(parent, property);
  const own = constraints === undefined ? [] : [detailOf(pointer, property, constraints)];
  return [...own, ...(children ?? []).flatMap((child) => detailsOf(child, pointer))];
}

function detailOf(pointer: string, property: string, constraints: Record<string, string>): ProblemDetail {
  const known = Object.entries(RULES).find(([name]) => Object.hasOwn(constraints, name));
  const [name, rule] = known ?? [Object.keys(constraints)[0] ?? '', OTHER];
  const message = rule.message ?? sentence(property, constraints[name] ?? '');
  return { pointer, code: rule.code, message };
}

/** class-validator begins its messages with the name of the property: `status must be ...`. */
function sentence(property: string, message: string): string {
  const text = message.startsWith(`${property} `) ? `This ${message.slice(property.length + 1)}` : message;
  return text.endsWith('.') ? text : `${text}.`;
}
