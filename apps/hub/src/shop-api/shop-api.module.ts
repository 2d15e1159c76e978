import { Database } from '@crossdock/flow-engine';
import { Module } from '@nestjs/common';
import { DecisionsModule } from '../decisions/decisions.module';
import { OrderReader } from '../orders/order-reader';
import { SETTINGS, type Settings } from '../platform/settings/settings';
import { ApiKeyGuard } from './api-keys/api-key.guard';
import { ApiKeys } from './api-keys/api-keys';
import { RequestRate } from './api-keys/request-rate';
import { OrdersController } from './orders.controller';
import { OrderPlacement } from './placing/order-placement';
import { Configurations } from './configurations/configurations';
import { ConfigurationsController } from './configurations/configurations.controller';
import { Quotes } from './quotes/quotes';
import { QuotesController } from './quotes/quotes.controller';
import { StockController } from './stock/stock.controller';

/** The REST API of shops. Platform and order modules are global. */
@Module({
  imports: [DecisionsModule],
  controllers: [OrdersController, QuotesController, ConfigurationsController, StockController],
  providers: [
    { provide: ApiKeys, useFactory: (database: Database) => new ApiKeys(database), inject: [Database] },
    { provide: OrderReader, useFactory: (database: Database) => new OrderReader(database), inject: [Database] },
    {
      provide: RequestRate,
      useFactory: (settings: Settings) => new RequestRate(settings.apiRequestsPerMinute),
      inject: [SETTINGS],
    },
    ApiKeyGuard,
    OrderPlacement,
    Quotes,
    Configurations,
  ],
  exports: [ApiKeys, ApiKeyGuard, RequestRate, OrderReader],
})
export class ShopApiModule {}
