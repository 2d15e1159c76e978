import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '@crossdock/flow-engine';
import { AppModule } from './app.module';
import { ConnectionGateway } from './connections/connection-gateway';
import { Metrics } from './engine/metrics';
import { WorkSignal } from './engine/work-signal';
import { installHooks } from './hooks/hooks';
import { NestLogger, type Logger } from './platform/logging/logger';
import { installProblems } from './platform/problem/install-problems';
import type { Settings } from './platform/settings/settings';
import { installOpenApi } from './shop-api/documentation/install-open-api';

/** Largest body anywhere, bytes; the shop API takes less. */
const BODY_LIMIT = 2 * 1024 * 1024;

/** The hub as an application that has not begun to listen. */
export async function createHub(
  settings: Settings,
  logger: Logger,
  { withDocumentation = true }: { readonly withDocumentation?: boolean } = {},
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // Behind a proxy the address of the caller is the proxy's word.
    trustProxy: true,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings, logger), adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  installProblems(app, logger);
  if (settings.role === 'all' || settings.role === 'api') {
    installHooks(adapter.getInstance(), {
      database: app.get(Database),
      gateway: app.get(ConnectionGateway),
      metrics: app.get(Metrics),
      signal: app.get(WorkSignal),
      logger,
    });
    if (withDocumentation) installOpenApi(app);
  }
  return app;
}
