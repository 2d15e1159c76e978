import 'reflect-metadata';
import { Database } from '@crossdock/flow-engine';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConnectorCatalogue } from './connections/connector-catalogue';
import { createHub } from './create-hub';
import { seedDemo } from './demo/seed-demo';
import { migrate } from './migrate';
import { createLogger, type Logger } from './platform/logging/logger';
import { SecretBox } from './platform/secrets/secret-box';
import { readSettings, WrongSettings, type Settings } from './platform/settings/settings';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const logger = createLogger(settings.logLevel);
  const migrations = await migrate(settings.databaseUrl);
  if (migrations.length > 0) logger.info({ migrations }, 'The database was brought up to date.');
  const app = await createHub(settings, logger);
  await seedIfDemo(app, settings);
  await app.listen(settings.port, settings.host);
  logger.info({ port: settings.port, role: settings.role }, 'The hub is ready.');
  stopOnSignals(app, logger);
}

async function seedIfDemo(app: NestFastifyApplication, settings: Settings): Promise<void> {
  if (settings.sandboxUrl === null || settings.role === 'worker' || settings.role === 'scheduler') return;
  await seedDemo({
    database: app.get(Database),
    box: app.get(SecretBox),
    catalogue: app.get(ConnectorCatalogue),
    dataDir: settings.dataDir,
    sandboxUrl: settings.sandboxUrl,
    hubUrl: settings.publicUrl,
  });
}

function stopOnSignals(app: NestFastifyApplication, logger: Logger): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'The hub stops.');
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ reason: String(error) }, 'The hub did not stop in good order.');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const text =
    error instanceof WrongSettings ? error.message : error instanceof Error ? (error.stack ?? error.message) : '';
  process.stderr.write(`The hub cannot start.\n${text}\n`);
  process.exit(1);
});
