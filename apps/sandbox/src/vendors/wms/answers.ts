import type { FastifyReply } from 'fastify';
import type { FaultKind } from '../../control/faults';

export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly field?: string;
    readonly existingId?: string;
  };
}

export function errorOf(code: string, message: string, more: { field?: string; existingId?: string } = {}): ErrorBody {
  return { error: { code, message, ...more } };
}

export function answerError(reply: FastifyReply, status: number, body: ErrorBody): FastifyReply {
  return reply.code(status).send(body);
}

export function faultBody(kind: FaultKind): unknown {
  if (kind === 'auth') return errorOf('UNAUTHORIZED', 'Unknown or missing API key.');
  if (kind === 'http-429') return errorOf('TOO_MANY_REQUESTS', 'Slow down.');
  return errorOf('INTERNAL', 'Something went wrong on our side.');
}
