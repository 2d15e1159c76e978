import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RouteOptions } from 'fastify';
import type { Logger } from '../logging/logger';
import { KnownRoutes } from './known-routes';
import { ProblemFilter } from './problem-filter';
import { installTracing } from './tracing';

/** Largest body of the shop API, bytes: an order of a thousand lines has a third of it. */
export const SHOP_BODY_LIMIT = 1_048_576;
const SHOP_PREFIX = '/api/v1/';

/**
 * Trace ids, and RFC 9457 problem details for every error. Call it once, after the application is created and before
 * `init` or `listen`.
 */
export function installProblems(app: NestFastifyApplication, logger: Logger): void {
  const fastify = app.getHttpAdapter().getInstance();
  const routes = new KnownRoutes();
  installTracing(fastify);
  fastify.addHook('onRoute', (route: RouteOptions) => {
    routes.add(route.url, typeof route.method === 'string' ? [route.method] : route.method);
    // Whatever the server takes elsewhere, for example vendors' webhooks.
    if (route.url.startsWith(SHOP_PREFIX)) route.bodyLimit = SHOP_BODY_LIMIT;
  });
  app.useGlobalFilters(new ProblemFilter(logger, routes));
}
