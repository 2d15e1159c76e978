import { newTraceId } from '@crossdock/flow-engine';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** 32 hexadecimal digits: the caller's trace where it sent a valid `traceparent`, else a new one. */
    traceId: string;
  }
}

// W3C Trace Context, 3.2: version-traceid-parentid-flags; version ff and a trace id of zeros are invalid.
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-|$)/;

/** Gives every request its trace id and every answer the header `trace-id`. Call it before routes are registered. */
export function installTracing(fastify: FastifyInstance): void {
  fastify.decorateRequest('traceId', '');
  fastify.addHook('onRequest', (request, reply, done) => {
    request.traceId = traceIdFrom(request.headers.traceparent);
    void reply.header('trace-id', request.traceId);
    done();
  });
}

const TRACE_ID = /^[0-9a-f]{32}$/;

/** The trace id of the request. Errors that come before any hook get a new one. */
export function traceIdOf(request: FastifyRequest): string {
  if (!TRACE_ID.test(request.traceId)) request.traceId = newTraceId();
  return request.traceId;
}

export function traceIdFrom(traceparent: string | string[] | undefined): string {
  const match = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent) : null;
  return match?.[1] ?? newTraceId();
}
