import { HttpException } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import { isDatabaseAway } from './database-away';
import { Problem, type ProblemOptions } from './problem';

/** A database that restarts is back within seconds. */
const DATABASE_BACK_S = 5;

// Codes of Fastify 5 (its reference, "Errors") that say more than their status.
const FASTIFY: Readonly<Record<string, ProblemOptions>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'body-too-large',
    detail: 'The body is larger than this call takes.',
    errors: [{ pointer: '', code: 'body.too_large', message: 'The document is too large; send less at a time.' }],
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'unsupported-media-type',
    detail: 'The body must be JSON; send it with "Content-Type: application/json".',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: malformed('The body is empty, but its content type says JSON.'),
  FST_ERR_CTP_INVALID_JSON_BODY: malformed('The body is not JSON.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: malformed('The length of the body is not what Content-Length says.'),
  FST_ERR_BAD_URL: { status: 400, code: 'bad-url', detail: 'The address is not a valid URL.' },
  FST_ERR_MAX_PARAM_LENGTH: { status: 404, code: 'not-found', detail: 'There is nothing at this address.' },
};

/** What the caller is told about an error, whatever it is. Anything unknown is a 500 that gives nothing away. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // Nest wraps what comes from Fastify and keeps it as the cause.
  const inner = error instanceof HttpException ? (error.cause ?? error) : error;
  const known = fastifyProblem(inner);
  if (known !== null) return known;
  if (isDatabaseAway(inner)) return databaseAway(inner);
  const status = statusOf(error);
  return status === null || status >= 500 ? internal(error) : httpProblem(status, messageOf(error));
}

function fastifyProblem(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  const known = Object.hasOwn(FASTIFY, code) ? FASTIFY[code] : undefined;
  if (known !== undefined) return new Problem(known, error);
  // secure-json-parse, which Fastify reads bodies with, refuses keys that would change a prototype.
  return error instanceof SyntaxError ? new Problem(malformed(jsonDetail(error))) : null;
}

function jsonDetail(error: SyntaxError): string {
  return error.message.includes('forbidden prototype')
    ? 'The body has a field "__proto__" or "constructor", which is not allowed.'
    : 'The body is not JSON.';
}

function malformed(detail: string): ProblemOptions {
  const errors = [{ pointer: '', code: 'body.malformed', message: detail }];
  return { status: 400, code: 'malformed-body', detail, errors };
}

function httpProblem(status: number, message: string): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  const code = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  if (status === 404) return new Problem({ status, code, detail: 'There is nothing at this address.' });
  return new Problem({ status, code, detail: message === '' ? title : message });
}

function internal(cause: unknown): Problem {
  const detail = 'Something went wrong on our side. Try again; if it stays, tell us the traceId.';
  return new Problem({ status: 500, code: 'internal', detail }, cause);
}

function databaseAway(cause: unknown): Problem {
  return new Problem(
    {
      status: 503,
      code: 'try-later',
      detail: 'The hub cannot reach its database right now. Nothing was stored; send the request again.',
      headers: { 'retry-after': String(DATABASE_BACK_S) },
    },
    cause,
  );
}

/** The 4xx or 5xx that an error of Nest or Fastify asks for. */
function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : null;
  return typeof status === 'number' && status >= 400 ? status : null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
