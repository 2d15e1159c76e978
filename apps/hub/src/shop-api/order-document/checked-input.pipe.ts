import { ValidationPipe, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { Problem, type ProblemDetail } from '../../platform/problem/problem';
import { checkDocument, checkLineCount } from './check-document';
import { validationDetails } from './validation-details';

function refuse(errors: readonly ProblemDetail[]): Problem {
  const detail =
    errors.length === 1 ? (errors[0]?.message ?? '') : 'Some fields are missing, unknown or of a wrong type.';
  return new Problem({ status: 400, code: 'malformed-request', detail, errors });
}

const validation = new ValidationPipe({
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  transform: true,
  exceptionFactory: (errors) => refuse(validationDetails(errors)),
});

/** Checks a body or a query against its class; every unknown field is refused. */
export class CheckedInput implements PipeTransform {
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') refuseAny(checkShape(value));
    refuseAny(checkDocument(value));
    const checked: unknown = await validation.transform(value, metadata);
    return checked;
  }
}

function checkShape(body: unknown): ProblemDetail[] {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return checkLineCount(body);
  return [{ pointer: '', code: 'type.object', message: 'The body must be a JSON object.' }];
}

function refuseAny(errors: readonly ProblemDetail[]): void {
  if (errors.length > 0) throw refuse(errors);
}

/** The same for a body that may be left out. */
export class OptionalBody extends CheckedInput {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return super.transform(value ?? {}, metadata);
  }
}
