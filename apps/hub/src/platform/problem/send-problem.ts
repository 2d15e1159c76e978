import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { PROBLEM_JSON, problemBody, type Problem } from './problem';
import { problemOf } from './problem-of';
import { traceIdOf } from './tracing';

export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent) return;
  const traceId = traceIdOf(request);
  void reply
    .status(problem.status)
    .headers({ ...problem.headers, 'trace-id': traceId, 'content-type': PROBLEM_JSON })
    .send(JSON.stringify(problemBody(problem, { url: request.url, traceId })));
}

/**
 * For `new FastifyAdapter(...)`: what the router refuses before any hook or filter runs (an address that cannot be
 * decoded, a part of it that is too long) is answered as a problem too.
 */
export const PROBLEM_SERVER_OPTIONS = {
  frameworkErrors: (error, request, reply) => {
    sendProblem(problemOf(error), request, reply);
  },
} satisfies FastifyServerOptions;
