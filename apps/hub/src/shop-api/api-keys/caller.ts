import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from './api-keys';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard of the shop API. */
    caller?: Caller;
  }
}

/** The caller of this request, as a handler's parameter. */
export const CalledBy = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (caller === undefined) throw new Error('This route has no guard that knows the caller.');
  return caller;
});
