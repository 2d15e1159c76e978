import type { Carrier } from './carrier';
import type { CustomerSink, OfferCatalogue, PriceSource, ProductSource } from './catalogue';
import type { HealthCheck, WebhookReceiver } from './connection';
import type { EventReceiver } from './event-receiver';
import type { FulfilmentReporter } from './fulfilment-reporter';
import type { AudienceSink, EventSink, SalesRecorder } from './marketing';
import type { OrderSource } from './order-source';
import type { Payments } from './payments';
import type { SalesDocuments } from './sales-documents';
import type { StockSink, StockSource } from './stock';
import type { Warehouse } from './warehouse';

export * from './carrier';
export * from './catalogue';
export * from './common';
export * from './connection';
export * from './event-receiver';
export * from './fulfilment-reporter';
export * from './marketing';
export * from './order-source';
export * from './payments';
export * from './sales-documents';
export * from './stock';
export * from './warehouse';

/** Every port by its name. A connector implements those that its system has. */
export interface Ports {
  orderSource: OrderSource;
  fulfilmentReporter: FulfilmentReporter;
  offerCatalogue: OfferCatalogue;
  stockSink: StockSink;
  salesDocuments: SalesDocuments;
  customerSink: CustomerSink;
  stockSource: StockSource;
  priceSource: PriceSource;
  warehouse: Warehouse;
  productSource: ProductSource;
  carrier: Carrier;
  payments: Payments;
  salesRecorder: SalesRecorder;
  audienceSink: AudienceSink;
  eventSink: EventSink;
  eventReceiver: EventReceiver;
  webhookReceiver: WebhookReceiver;
  healthCheck: HealthCheck;
}

export const PORT_NAMES = [
  'orderSource',
  'fulfilmentReporter',
  'offerCatalogue',
  'stockSink',
  'salesDocuments',
  'customerSink',
  'stockSource',
  'priceSource',
  'warehouse',
  'productSource',
  'carrier',
  'payments',
  'salesRecorder',
  'audienceSink',
  'eventSink',
  'eventReceiver',
  'webhookReceiver',
  'healthCheck',
] as const satisfies readonly (keyof Ports)[];

export type PortName = keyof Ports;
