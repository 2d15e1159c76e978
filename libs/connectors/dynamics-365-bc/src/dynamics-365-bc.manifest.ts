import { secret, type ConnectorManifest } from '@crossdock/connector-kit';
import { z } from 'zod';
import { customerBody } from './api/customer';
import { customerPaymentBody } from './api/sales-invoice';
import { salesOrderBody } from './api/sales-order';

export const dynamics365BcSettings = z.object({
  baseUrl: z.url().default('https://api.businesscentral.dynamics.com').meta({
    title: 'API address',
    description: 'Production and sandbox environments share it.',
  }),
  authUrl: z.url().default('https://login.microsoftonline.com').meta({ title: 'Sign-in address (Microsoft Entra ID)' }),
  tenantId: z
    .string()
    .regex(/^[\w.-]+$/)
    .meta({ title: 'Tenant', description: 'Id or domain of the Microsoft Entra tenant.' }),
  environment: z
    .string()
    .regex(/^[\w.-]+$/)
    .default('production')
    .meta({ title: 'Environment', description: 'Name of the Business Central environment, for example sandbox.' }),
  company: z.string().min(1).meta({ title: 'Company', description: 'Its name, or its id (GUID).' }),
  customerNumber: z.string().max(20).default('').meta({
    title: 'Customer of private buyers',
    description:
      'Number of one shared web customer: a call or two less for each order. Companies, and buyers who ask for an invoice, get a customer of their own all the same. Empty: one customer for each e-mail address, made when missing.',
  }),
  pricesIncludeTax: z.boolean().default(true).meta({
    title: 'Prices include tax',
    description:
      'Gross prices are sent as they are, so that totals agree to the smallest coin. Off where Business Central cannot do that (US sales tax): net prices are sent.',
  }),
  roundingAccount: z.string().max(20).default('').meta({
    title: 'G/L account of rounding',
    description:
      'Without tax. Takes the difference between the total of the order and that of Business Central. Empty: orders that differ wait for a person.',
  }),
  largestRounding: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .default('0.05')
    .meta({
      title: 'Largest rounding',
      description: 'A larger difference is no rounding: the order waits for a person.',
    }),
  deliveryLineType: z.enum(['Item', 'Account']).default('Item').meta({
    title: 'Delivery is',
    description: 'An item (a service) or a G/L account.',
  }),
  deliveryNumber: z.string().max(20).default('').meta({
    title: 'Item or account of delivery',
    description: 'For delivery methods without a row in the lookup table "delivery-charge".',
  }),
  locationId: z
    .union([z.guid(), z.literal('')])
    .default('')
    .meta({
      title: 'Location of order lines',
      description: 'Id (GUID) of a location. Empty: Business Central decides.',
    }),
  commentLine: z.boolean().default(true).meta({
    title: 'Delivery and payment method as a comment line',
    description: 'API v2.0 cannot write them into fields of the order.',
  }),
  cancelPostedInvoices: z.boolean().default(false).meta({
    title: 'Cancel posted invoices',
    description: 'Cancelling an order that is invoiced posts a corrective credit memo. Off: a person does it.',
  }),
  timeZone: z.string().default('Europe/Warsaw').meta({ title: 'Time zone of dates' }),
  paymentJournal: z.string().max(10).default('').meta({
    title: 'Customer payment journal',
    description: 'Code of a batch with a balancing account. Payments are entered there.',
  }),
  postPayments: z.boolean().default(false).meta({
    title: 'Post the payment journal at once',
    description: 'Posts every line of the batch. Off: people or a job queue do it.',
  }),
  noLocation: z.string().min(1).default('MAIN').meta({
    title: 'Warehouse of stock without a location',
  }),
  localCurrency: z.string().length(3).default('PLN').meta({
    title: 'Currency of item prices',
    description: 'The local currency of the company.',
  }),
  language: z.string().default('pl').meta({ title: 'Language of item names' }),
  pageSize: z.number().int().min(1).max(20_000).default(500).meta({
    title: 'Records per page',
    description: 'At most 20000.',
  }),
  notificationUrl: z
    .union([z.url(), z.literal('')])
    .default('')
    .meta({
      title: 'Address for notifications',
      description:
        'The hub’s address of this connection. Subscriptions are made and renewed when the connection is checked; they end after three days without a check.',
    }),
});
export type Dynamics365BcSettings = z.output<typeof dynamics365BcSettings>;

export const dynamics365BcCredentials = z.object({
  clientId: z.string().min(1).meta({ title: 'Application (client) id' }),
  clientSecret: secret().meta({ title: 'Client secret', secret: true }),
  /** Business Central repeats it in every notification; there is no signature. */
  clientState: secret().optional().meta({ title: 'Shared word of notifications', secret: true }),
});
export type Dynamics365BcCredentials = z.output<typeof dynamics365BcCredentials>;

export const dynamics365BcManifest: ConnectorManifest<typeof dynamics365BcSettings, typeof dynamics365BcCredentials> = {
  system: 'dynamics-365-bc',
  name: 'Microsoft Dynamics 365 Business Central',
  category: 'erp',
  api: {
    version: 'v2.0',
    docs: 'https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/',
  },
  auth: 'oauth2-client-credentials',
  ports: [
    'salesDocuments',
    'stockSource',
    'priceSource',
    'productSource',
    'customerSink',
    'webhookReceiver',
    'healthCheck',
  ],
  settings: dynamics365BcSettings,
  credentials: dynamics365BcCredentials,
  // 6000 in a sliding window of five minutes, five at once, for each application (fact sheet, section 5).
  limits: { requests: 6_000, perMs: 300_000, concurrency: 4 },
  operations: {
    'create-sales-order': { title: 'Create a sales order', port: 'salesDocuments', target: salesOrderBody },
    'create-customer': { title: 'Create a customer', port: 'salesDocuments', target: customerBody },
    'update-customer': { title: 'Bring a customer up to date', port: 'customerSink', target: customerBody },
    'register-payment': { title: 'Enter a payment', port: 'salesDocuments', target: customerPaymentBody },
  },
  lookupTables: {
    'delivery-charge': { title: 'Delivery method to the item or G/L account of its charge', defaults: {} },
    'tax-code': {
      title: 'VAT rate to tax code (VAT product posting group), where the item’s own is not right',
      defaults: {},
    },
    'shipment-method': { title: 'Delivery method to shipment method id (GUID)', defaults: {} },
    'payment-terms': { title: 'Payment method to payment terms id (GUID)', defaults: {} },
    'tax-rate': { title: 'Tax group of an item to its VAT rate, %', defaults: {} },
    warehouse: { title: 'Location code to warehouse, where their names differ', defaults: {} },
    'dimension-1': { title: 'Channel to code of global dimension 1', defaults: {} },
  },
  nativelyIdempotent: [],
};
