import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/logger';
import type { Problem } from './problem';
import { problemOf } from './problem-of';
import { otherMethods, type KnownRoutes } from './known-routes';
import { sendProblem } from './send-problem';
import { traceIdOf } from './tracing';

/** Answers every error as RFC 9457 problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: KnownRoutes,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const found = problemOf(error);
    const problem = found.status === 404 ? otherMethods(found, request, this.routes) : found;
    const traceId = traceIdOf(request);
    if (problem.status >= 500) this.log(problem, request, traceId);
    sendProblem(problem, request, reply);
  }

  private log(problem: Problem, request: FastifyRequest, traceId: string): void {
    const { cause } = problem;
    const reason = cause instanceof Error ? { name: cause.name, stack: cause.stack } : { name: typeof cause };
    const line = { traceId, method: request.method, route: request.routeOptions.url ?? null, reason };
    if (problem.status === 503) this.logger.warn({ ...line, reason: { name: reason.name } }, problem.message);
    else this.logger.error(line, 'A request failed.');
  }
}
