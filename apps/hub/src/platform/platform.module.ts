import { Global, Module, type DynamicModule, type OnApplicationShutdown, Inject } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import { createPool } from './database/pool';
import { LOGGER, type Logger } from './logging/logger';
import { SecretBox } from './secrets/secret-box';
import { SETTINGS, type Settings } from './settings/settings';

/** What every part of the hub needs: settings, log, database, secrets. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  static forRoot(settings: Settings, logger: Logger): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: LOGGER, useValue: logger },
        {
          provide: Database,
          useFactory: () =>
            new Database(
              createPool(settings.databaseUrl, settings.poolSize, (error) => {
                logger.warn({ reason: error.message }, 'A connection to the database was lost.');
              }),
            ),
        },
        { provide: SecretBox, useFactory: () => new SecretBox(settings.secretKey) },
      ],
      exports: [SETTINGS, LOGGER, Database, SecretBox],
    };
  }

  // Global modules are shut down last, so whoever still writes can do so.
  async onApplicationShutdown(): Promise<void> {
    await this.database.pool.end();
  }
}
