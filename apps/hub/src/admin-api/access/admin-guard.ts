import { timingSafeEqual } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../platform/problem/problem';
import { sessionIdOf } from '../session/session-cookie';
import { SessionStore, type SignedIn } from '../session/session-store';
import { NEEDS, type Need } from './needs';
import { ROLE_RIGHTS } from './rights';
import { rememberSignedIn } from './signed-in';

const CSRF_HEADER = 'x-csrf-token';
const READING = new Set(['GET', 'HEAD']);

/** Lets nobody in but those who are signed in, may do what the route does, and call it from our own page. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionStore,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const need = this.reflector.get<Need | undefined>(NEEDS, context.getHandler());
    if (need === undefined) throw forbidden('Nobody may do this.');
    refuseOtherSites(request);
    if (need === 'nothing') return true;
    const signedIn = await this.sessions.find(sessionIdOf(request));
    if (signedIn === null) {
      throw new Problem({ status: 401, code: 'not-signed-in', detail: 'Sign in first.' });
    }
    refuseForgery(request, signedIn);
    if (!ROLE_RIGHTS[signedIn.user.role].has(need)) {
      throw forbidden(`The role ${signedIn.user.role} may not do this.`);
    }
    rememberSignedIn(request, signedIn);
    return true;
  }
}

/** Browsers say where a request comes from (Fetch Metadata); programs do not, and have no cookie to steal. */
function refuseOtherSites(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (READING.has(request.method) || site === undefined || site === 'same-origin' || site === 'none') return;
  throw forbidden('This request was sent by a page of another site.');
}

function refuseForgery(request: FastifyRequest, { csrfToken }: SignedIn): void {
  if (READING.has(request.method)) return;
  const given = Buffer.from(String(request.headers[CSRF_HEADER] ?? ''));
  const expected = Buffer.from(csrfToken);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw new Problem({
    status: 403,
    code: 'csrf',
    detail: `The header ${CSRF_HEADER} is missing or wrong. Read the session again and send its csrfToken.`,
  });
}

function forbidden(detail: string): Problem {
  return new Problem({ status: 403, code: 'forbidden', detail });
}
