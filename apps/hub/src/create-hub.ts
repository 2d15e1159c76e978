import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '@crossdock/flow-engine';
import { installAdmin } from './admin-api/panel/install-admin';
import { AppModule } from './app.module';
import { ConnectionGateway } from './connections/connection-gateway';
import { Metrics } from './engine/metrics';
import { WorkSignal } from './engine/work-signal';
import { installHooks } from './hooks/hooks';
import { NestLogger, type Logger } from './platform/logging/logger';
import { installProblems } from './platform/problem/install-problems';
import { PROBLEM_SERVER_OPTIONS } from './platform/problem/send-problem';
import type { Settings } from './platform/settings/settings';
import { installOpenApi } from './shop-api/documentation/install-open-api';
import { ShopWebhooksModule } from './shop-webhooks/shop-webhooks.module';

/** Largest body anywhere, bytes; the shop API takes less. */
const BODY_LIMIT = 2 * 1024 * 1024;

/** The hub as an application that has not begun to listen. */
export async function createHub(
  settings: Settings,
  logger: Logger,
  { withDocumentation = true }: { readonly withDocumentation?: boolean } = {},
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    ...PROBLEM_SERVER_OPTIONS,
    bodyLimit: BODY_LIMIT,
    // Anybody can invent an address; only a known proxy is believed.
    trustProxy: settings.trustedProxies ?? false,
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
    installAdmin(app, { publicUrl: settings.publicUrl });
    if (withDocumentation) installOpenApi(app, [ShopWebhooksModule]);
  }
  return app;
}
