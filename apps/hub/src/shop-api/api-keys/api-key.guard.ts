import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../platform/problem/problem';
import { bearerKey, type ApiRight } from './api-key';
import { ApiKeys, type Caller } from './api-keys';
import './caller';
import { rateHeaders, RequestRate } from './request-rate';

/** The right that a route needs. A route of the shop API without one is refused to everybody. */
export const NeedsRight = Reflector.createDecorator<ApiRight>();

const CHALLENGE = 'Bearer realm="crossdock"';

/** Lets a request through whose API key is known, has the route's right and is within its rate. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly keys: ApiKeys,
    private readonly rate: RequestRate,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const caller = await this.identify(request);
    await this.checkRate(caller, http.getResponse<FastifyReply>());
    const right = this.reflector.getAllAndOverride(NeedsRight, [context.getHandler(), context.getClass()]);
    this.checkRight(caller, right);
    request.caller = caller;
    return true;
  }

  private async identify(request: FastifyRequest): Promise<Caller> {
    const { authorization } = request.headers;
    const key = bearerKey(authorization);
    const caller = key === null ? null : await this.keys.callerOf(key);
    if (caller !== null) return caller;
    const missing = authorization === undefined;
    throw new Problem({
      status: 401,
      code: missing ? 'key-missing' : 'key-unknown',
      detail: missing
        ? 'This call needs an API key: "Authorization: Bearer cdk_...".'
        : 'This API key does not exist or was revoked.',
      headers: { 'www-authenticate': missing ? CHALLENGE : `${CHALLENGE}, error="invalid_token"` },
    });
  }

  private async checkRate(caller: Caller, reply: FastifyReply): Promise<void> {
    const state = await this.rate.count(caller.keyId);
    void reply.headers(rateHeaders(state));
    if (state.allowed) return;
    throw new Problem({
      status: 429,
      code: 'too-many-requests',
      detail: `This key may send ${state.limit} requests a minute. Go on in ${state.resetS} s.`,
      headers: { 'retry-after': String(state.resetS) },
    });
  }

  private checkRight(caller: Caller, right: ApiRight | undefined): void {
    if (right !== undefined && caller.rights.includes(right)) return;
    const detail = right === undefined ? 'Nobody may call this.' : `This API key does not have the right "${right}".`;
    throw new Problem({
      status: 403,
      code: 'right-missing',
      detail,
      headers: { 'www-authenticate': `${CHALLENGE}, error="insufficient_scope"` },
    });
  }
}
