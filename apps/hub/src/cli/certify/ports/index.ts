import type { PortName } from '@crossdock/connector-kit';
import type { Bench } from './bench';
import {
  certifyAudienceSink,
  certifyEventReceiver,
  certifyEventSink,
  certifyFulfilmentReporter,
  certifyOfferCatalogue,
  certifyOrderSource,
  certifySalesRecorder,
  certifyStockSink,
} from './channel';
import { certifyHealthCheck, certifyWebhookReceiver } from './connection';
import {
  certifyCustomerSink,
  certifyPriceSource,
  certifyProductSource,
  certifySalesDocuments,
  certifyStockSource,
} from './erp';
import { certifyCarrier, certifyWarehouse } from './logistics';
import { certifyPayments } from './payments';

export type { Bench } from './bench';

/** The checks of every port, in the order in which a connection is tried: what later ones use is found first. */
export const PORT_CERTIFIERS: { readonly [P in PortName]: (bench: Bench<P>) => Promise<void> } = {
  healthCheck: certifyHealthCheck,
  webhookReceiver: certifyWebhookReceiver,
  orderSource: certifyOrderSource,
  fulfilmentReporter: certifyFulfilmentReporter,
  offerCatalogue: certifyOfferCatalogue,
  stockSink: certifyStockSink,
  productSource: certifyProductSource,
  priceSource: certifyPriceSource,
  stockSource: certifyStockSource,
  customerSink: certifyCustomerSink,
  salesDocuments: certifySalesDocuments,
  warehouse: certifyWarehouse,
  carrier: certifyCarrier,
  payments: certifyPayments,
  salesRecorder: certifySalesRecorder,
  audienceSink: certifyAudienceSink,
  eventSink: certifyEventSink,
  eventReceiver: certifyEventReceiver,
};
