import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';

export type Json = Record<string, unknown>;

export const textOr = <T>(value: unknown, fallback: T): string | T => (typeof value === 'string' ? value : fallback);
export const objectOr = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const listOr = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** A refusal with the code and text of Business Central; the dispatcher turns it into an answer. */
export class BcError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function errorBody(code: string, message: string): Json {
  return { error: { code, message: `${message}  CorrelationId:  ${randomUUID()}.` } };
}

export function refuse(reply: FastifyReply, { status, code, message }: BcError): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send(errorBody(code, message));
}

export const badRequest = (message: string): BcError => new BcError(400, 'BadRequest', message);

export const missing = (field: string): BcError =>
  new BcError(400, 'BadRequest_RequiredParamNotProvided', `A value is required for ${field}.`);

export const tooLong = (value: string, longest: number): BcError =>
  new BcError(
    400,
    'Application_StringExceededLength',
    `The length of the string is ${value.length}, but it must be less than or equal to ${longest} characters. Value: ${value}`,
  );

export const noRelation = (field: string, table: string, value: string, related: string): BcError =>
  new BcError(
    400,
    'Internal_InvalidTableRelation',
    `The field ${field} of table ${table} contains a value (${value}) that cannot be found in the related table (${related}).`,
  );

export const notFound = (entity: string, id: string): BcError =>
  new BcError(
    404,
    'Internal_RecordNotFound',
    `The ${entity} does not exist. Identification fields and values: Id='{${id}}'`,
  );

export const noResource = (path: string): BcError =>
  new BcError(404, 'BadRequest_ResourceNotFound', `Resource not found for the segment '${path}'.`);

export const changed = (): BcError =>
  new BcError(409, 'Request_EntityChanged', 'Another user has already changed the record.');

export const dialog = (message: string): BcError => new BcError(400, 'Application_DialogException', message);

export const unauthorized = (): BcError =>
  new BcError(401, 'Authentication_InvalidCredentials', 'The server has rejected the client credentials.');
