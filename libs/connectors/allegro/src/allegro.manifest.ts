import { secret, type ConnectorManifest } from '@crossdock/connector-kit';
import { z } from 'zod';
import { priceCommand, publicationCommand, quantityCommand } from './api/command';
import { fulfilmentBody } from './api/fulfilment';
import { newOffer, offerEdit, stockEdit } from './api/offer';
import { shipmentBody } from './api/shipment';
import { DELIVERY_METHODS } from './orders/delivery-methods';

const taxRate = z
  .string()
  .regex(/^(\d{1,2}(\.\d{1,2})?)?$/)
  .default('');

export const allegroSettings = z.object({
  baseUrl: z.url().default('https://api.allegro.pl').meta({
    title: 'API address',
    description: 'The vendor’s sandbox is https://api.allegro.pl.allegrosandbox.pl.',
  }),
  authUrl: z.url().default('https://allegro.pl').meta({
    title: 'Sign-in address',
    description: 'The vendor’s sandbox is https://allegro.pl.allegrosandbox.pl.',
  }),
  // Mandatory since 1 July 2026; default agents are blocked (fact sheet, section 2).
  userAgent: z
    .string()
    .regex(/^[^/]+\/\S+ \(\+https?:\/\/\S+\)$/)
    .meta({
      title: 'User-Agent',
      description:
        'Name/version (+address), for example "Acme Hub/1.0 (+https://acme.example)". The name is that of the application registered at Allegro.',
    }),
  startDate: z.iso.datetime({ offset: true }).optional().meta({
    title: 'Orders from',
    description:
      'Orders that changed before this time are not read. Empty: from the first reading on. Allegro keeps changes for 60 days.',
  }),
  pageSize: z.number().int().min(1).max(1000).default(200).meta({
    title: 'Changes per page',
    description: 'At most 1000.',
  }),
  otherDeliveryMethod: z.string().default('courier-international').meta({
    title: 'Delivery method of all other couriers',
    description:
      'For methods without a row in the lookup table, unless they lead to a pickup point. Empty: such orders wait for a row.',
  }),
  deliveryTaxRate: taxRate.default('23').meta({
    title: 'VAT rate of delivery, %',
    description: 'Allegro gives none. Empty: not known.',
  }),
  defaultTaxRate: taxRate.meta({
    title: 'VAT rate of offers that declare none, %',
    description: 'Empty: not known.',
  }),
  offerLanguage: z.string().default('pl-PL').meta({
    title: 'Language of offers',
    description: 'Which name of a product becomes the title.',
  }),
  reactivateSoldOut: z.boolean().default(true).meta({
    title: 'Bring sold-out offers back',
    description:
      'An offer that ended because its stock was empty is activated when there is stock again. Offers ended by a person never are.',
  }),
  commandPollMs: z.number().int().min(10).max(10_000).default(500).meta({
    title: 'Pause between looks at a running command, ms',
    description: 'Stock and prices are changed by commands that Allegro works off in its own time.',
  }),
});
export type AllegroSettings = z.output<typeof allegroSettings>;

export const allegroCredentials = z.object({
  clientId: z.string().min(1).meta({ title: 'Client ID' }),
  clientSecret: secret().meta({ secret: true, title: 'Client secret' }),
  refreshToken: secret().optional().meta({
    secret: true,
    title: 'Refresh token',
    description:
      'Only to take over a sign-in that was made elsewhere: it is used up at once, and the hub keeps its successors. Empty: the seller lets the hub in on the page of the connection.',
  }),
});
export type AllegroCredentials = z.output<typeof allegroCredentials>;

export const allegroManifest: ConnectorManifest<typeof allegroSettings, typeof allegroCredentials> = {
  system: 'allegro',
  name: 'Allegro',
  category: 'marketplace',
  api: { version: 'public.v1', docs: 'https://developer.allegro.pl/documentation' },
  auth: 'oauth2-refresh-token',
  ports: ['orderSource', 'fulfilmentReporter', 'offerCatalogue', 'stockSink', 'healthCheck'],
  settings: allegroSettings,
  credentials: allegroCredentials,
  // 9000 a minute for all sellers of the application together (fact sheet, section 6): a third for one connection.
  limits: { requests: 3_000, perMs: 60_000, concurrency: 10 },
  operations: {
    'report-status': { title: 'Set the status of an order', port: 'fulfilmentReporter', target: fulfilmentBody },
    'report-shipment': { title: 'Add a tracking number', port: 'fulfilmentReporter', target: shipmentBody },
    'set-stock': { title: 'Set the quantity of offers', port: 'stockSink', target: quantityCommand },
    'edit-stock': { title: 'Set the quantity of one offer, or end it', port: 'stockSink', target: stockEdit },
    'activate-offers': { title: 'Bring offers back', port: 'stockSink', target: publicationCommand },
    'set-price': { title: 'Set the price of offers', port: 'offerCatalogue', target: priceCommand },
    'create-offer': { title: 'Create a draft offer', port: 'offerCatalogue', target: newOffer },
    'edit-offer': { title: 'Edit an offer', port: 'offerCatalogue', target: offerEdit },
  },
  lookupTables: {
    'delivery-method': { title: 'Allegro delivery method id to delivery method', defaults: DELIVERY_METHODS },
    'pickup-point-carrier': {
      title: 'Delivery method to the carrier of its pickup points',
      defaults: { 'inpost-locker': 'inpost' },
    },
    // Ids of GET /order/carriers as the vendor's news and specification name them; "OTHER:name" for carriers not listed.
    carrier: {
      title: 'Courier to Allegro carrier id',
      defaults: {
        inpost: 'INPOST',
        dpd: 'DPD',
        ups: 'UPS',
        dhl: 'DHL',
        orlen: 'ORLEN',
        'poczta-polska': 'POCZTA_POLSKA',
        'custom-http': 'OTHER',
        'custom-files': 'OTHER',
      },
    },
    'offer-sku': { title: 'Allegro offer id to SKU, for offers without an external id', defaults: {} },
    'additional-service': { title: 'Additional service id (or DEPOSIT) to SKU', defaults: {} },
  },
  nativelyIdempotent: ['set-stock', 'set-price', 'activate-offers'],
};
