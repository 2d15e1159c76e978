import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export const FAULT_KINDS = [
  'http-500',
  'http-429',
  'timeout',
  'timeout-after-commit',
  'slow',
  'malformed',
  'reset',
  'auth',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  times: number;
  readonly match: string | null;
  /** Seconds, for the `Retry-After` of `http-429`; null sends no such header. */
  readonly retryAfter: number | null;
  readonly delayMs: number;
}

const STATUS: Partial<Record<FaultKind, number>> = { 'http-500': 500, 'http-429': 429, auth: 401 };

const faultOf = new WeakMap<FastifyRequest, Fault>();

/** Waiting faults of one system, first in, first used. */
export class Faults {
  readonly waiting: Fault[] = [];
  readonly used: Partial<Record<FaultKind, number>> = {};

  add(fault: Fault): void {
    this.waiting.push(fault);
  }

  clear(): void {
    this.waiting.length = 0;
  }

  take(url: string): Fault | null {
    const index = this.waiting.findIndex((fault) => fault.match === null || url.includes(fault.match));
    const fault = this.waiting[index];
    if (fault === undefined) return null;
    fault.times -= 1;
    if (fault.times <= 0) this.waiting.splice(index, 1);
    this.used[fault.kind] = (this.used[fault.kind] ?? 0) + 1;
    return fault;
  }
}

/** The fault that was used on this call, for the record of calls. */
export function usedFault(request: FastifyRequest): FaultKind | null {
  return faultOf.get(request)?.kind ?? null;
}

/**
 * `timeout`, `http-*`, `auth` and `reset` happen before the vendor does anything; `timeout-after-commit` and `malformed`
 * happen after it has done what was asked: the caller cannot tell.
 */
export function applyFaults(app: FastifyInstance, faults: Faults, errorBody: (kind: FaultKind) => unknown): void {
  app.addHook('preHandler', async (request, reply) => {
    const fault = faults.take(request.url);
    if (fault === null) return;
    faultOf.set(request, fault);
    await before(fault, request, reply, errorBody);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const fault = faultOf.get(request);
    if (fault?.kind === 'timeout-after-commit') await silence(request);
    if (fault?.kind === 'malformed') {
      void reply.code(200).header('content-type', 'application/json');
      reply.removeHeader('content-length');
      return '{"value": [ {"id": "12';
    }
    return payload;
  });
}

async function before(
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
  errorBody: (kind: FaultKind) => unknown,
): Promise<void> {
  if (fault.kind === 'timeout') await silence(request);
  if (fault.kind === 'slow') await sleep(fault.delayMs, undefined, { ref: false });
  if (fault.kind === 'reset') request.raw.socket.destroy();
  const status = STATUS[fault.kind];
  if (status === undefined) return;
  if (status === 429 && fault.retryAfter !== null) void reply.header('retry-after', String(fault.retryAfter));
  await reply.code(status).send(errorBody(fault.kind) ?? `simulated ${fault.kind}`);
}

/** Says nothing until the caller hangs up. */
async function silence(request: FastifyRequest): Promise<void> {
  const { socket } = request.raw;
  if (!socket.destroyed) await once(socket, 'close');
}
