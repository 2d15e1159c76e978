import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { SignedIn } from '../session/session-store';

const known = new WeakMap<FastifyRequest, SignedIn>();

export function rememberSignedIn(request: FastifyRequest, signedIn: SignedIn): void {
  known.set(request, signedIn);
}

/** Parameter of a route: who is signed in. */
export const WhoIsSignedIn = createParamDecorator((_data: unknown, context: ExecutionContext): SignedIn => {
  const signedIn = known.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (signedIn === undefined) throw new Error('This route was reached without a session.');
  return signedIn;
});
