import type { FastifyReply } from 'fastify';
import type { FaultKind } from '../../control/faults';

export interface Violation {
  readonly path: string;
  readonly message: string;
}

export interface Problem {
  readonly type: string;
  readonly detail: string;
  readonly violations?: readonly Violation[];
  readonly existing?: { readonly shipmentId: string };
}

export function answerProblem(reply: FastifyReply, status: number, problem: Problem): FastifyReply {
  return reply.code(status).send({ status, ...problem });
}

export const UNAUTHORIZED: Problem = { type: 'unauthorized', detail: 'The access token is missing or not valid.' };

export function faultBody(kind: FaultKind): unknown {
  if (kind === 'auth') return { status: 401, ...UNAUTHORIZED };
  if (kind === 'http-429') return { status: 429, type: 'too-many-requests', detail: 'The quota is used up.' };
  return { status: 500, type: 'internal', detail: 'Unexpected failure.' };
}
