import { Module, type DynamicModule } from '@nestjs/common';
import { AdminApiModule } from './admin-api/admin-api.module';
import { EngineModule } from './engine/engine.module';
import { HealthModule } from './health/health.module';
import type { Logger } from './platform/logging/logger';
import { PlatformModule } from './platform/platform.module';
import type { Settings } from './platform/settings/settings';
import { ShopApiModule } from './shop-api/shop-api.module';
import { ShopWebhooksModule } from './shop-webhooks/shop-webhooks.module';

/** The whole hub; a process that only works or only schedules has no doors but its health. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings, logger: Logger): DynamicModule {
    const hasDoors = settings.role === 'all' || settings.role === 'api';
    const doors = hasDoors ? [ShopApiModule, ShopWebhooksModule, AdminApiModule] : [];
    return {
      module: AppModule,
      imports: [PlatformModule.forRoot(settings, logger), EngineModule, HealthModule, ...doors],
    };
  }
}
