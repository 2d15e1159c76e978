import { defineConnector } from '@crossdock/connector-kit';
import { CustomerRegister } from './customers/customer-register';
import { Dynamics365BcCustomerSink } from './customers/dynamics-365-bc-customer-sink';
import { Dynamics365BcHealthCheck } from './dynamics-365-bc-health-check';
import { Dynamics365BcClient } from './dynamics-365-bc.client';
import { dynamics365BcManifest } from './dynamics-365-bc.manifest';
import { Dynamics365BcPriceSource, Dynamics365BcProductSource } from './items/dynamics-365-bc-item-sources';
import { ItemFeed } from './items/item-feed';
import { Dynamics365BcWebhook } from './notifications/dynamics-365-bc.webhook';
import { Subscriptions } from './notifications/subscriptions';
import { Dynamics365BcSalesDocuments } from './sales/dynamics-365-bc-sales-documents';
import { SalesDocumentsClient } from './sales/sales-documents.client';
import { SalesPayments } from './sales/sales-payments';
import { Dynamics365BcStockSource } from './stock/dynamics-365-bc-stock-source';

/** Microsoft Dynamics 365 Business Central: the ERP that used to be Navision. */
export const dynamics365BcConnector = defineConnector({
  manifest: dynamics365BcManifest,
  open: (context) => {
    const client = new Dynamics365BcClient(context);
    const documents = new SalesDocumentsClient(client);
    const customers = new CustomerRegister(client, context);
    const payments = new SalesPayments(documents, context);
    const feed = new ItemFeed(client, context);
    return {
      salesDocuments: new Dynamics365BcSalesDocuments(documents, customers, payments, context),
      stockSource: new Dynamics365BcStockSource(client, context),
      priceSource: new Dynamics365BcPriceSource(feed, context),
      productSource: new Dynamics365BcProductSource(feed, context),
      customerSink: new Dynamics365BcCustomerSink(customers),
      webhookReceiver: new Dynamics365BcWebhook(context.credentials.clientState),
      healthCheck: new Dynamics365BcHealthCheck(client, new Subscriptions(client, context)),
    };
  },
});
