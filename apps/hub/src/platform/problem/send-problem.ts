import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { newTraceId } from '@crossdock/flow-engine';
import { PROBLEM_JSON, problemBody, Problem } from './problem';
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

// Node's codes for what its HTTP parser could not read; anything else is a 400.
const UNREADABLE: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** There is no request and no reply yet, only the socket. */
function refuseUnreadable(code: string, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const status = (Object.hasOwn(UNREADABLE, code) ? UNREADABLE[code] : undefined) ?? 400;
  const problem = new Problem({ status, code: 'unreadable', detail: 'This is no HTTP request that can be read.' });
  const body = JSON.stringify(problemBody(problem, { url: '/', traceId: newTraceId() }));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: ${PROBLEM_JSON}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/**
 * For `new FastifyAdapter(...)`: what the router refuses before any hook or filter runs (an address that cannot be
 * decoded, a part of it that is too long) is answered as a problem too.
 */
export const PROBLEM_SERVER_OPTIONS = {
  frameworkErrors: (error, request, reply) => {
    sendProblem(problemOf(error), request, reply);
  },
  clientErrorHandler: (error, socket) => {
    refuseUnreadable(error.code, socket);
  },
} satisfies FastifyServerOptions;
