import type { FastifyInstance } from 'fastify';
import { usedFault, type FaultKind } from './faults';

export interface ReceivedCall {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly fault: FaultKind | null;
  readonly requestBody: unknown;
}

const KEPT = 2_000;

/** The last calls of one system, and how many there were in all. */
export class Calls {
  total = 0;
  readonly last: ReceivedCall[] = [];

  add(call: ReceivedCall): void {
    this.total += 1;
    this.last.push(call);
    if (this.last.length > KEPT) this.last.shift();
  }

  clear(): void {
    this.total = 0;
    this.last.length = 0;
  }
}

export function recordCalls(app: FastifyInstance, calls: Calls): void {
  app.addHook('onRequestAbort', async (request) => {
    calls.add({
      at: new Date().toISOString(),
      method: request.method,
      path: request.url,
      status: null,
      fault: usedFault(request),
      requestBody: request.body ?? null,
    });
  });
  app.addHook('onResponse', async (request, reply) => {
    calls.add({
      at: new Date().toISOString(),
      method: request.method,
      path: request.url,
      status: reply.statusCode,
      fault: usedFault(request),
      requestBody: request.body ?? null,
    });
  });
}
