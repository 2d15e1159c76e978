import { Module } from '@nestjs/common';
import { ShopApiModule } from '../shop-api/shop-api.module';
import { WebhookEndpointsController } from './webhook-endpoints.controller';

/** What shops are told. */
@Module({ imports: [ShopApiModule], controllers: [WebhookEndpointsController] })
export class ShopWebhooksModule {}
