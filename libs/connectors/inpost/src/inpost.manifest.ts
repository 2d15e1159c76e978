import { secret, type ConnectorManifest } from '@crossdock/connector-kit';
import { z } from 'zod';
import { createShipmentBody, SENDING_METHODS, TEMPLATES } from './api/create-shipment';

const millimetres = z.number().int().positive().optional();

export const inpostSettings = z.object({
  baseUrl: z.url().default('https://api-shipx-pl.easypack24.net').meta({
    title: 'ShipX address',
    description: 'The vendor’s sandbox is https://sandbox-api-shipx-pl.easypack24.net.',
  }),
  pointsBaseUrl: z.url().optional().meta({
    title: 'Points address',
    description: 'Where pickup points are read. Empty: the ShipX address. The newer one is https://api.inpost.pl.',
  }),
  organizationId: z
    .string()
    .regex(/^\d+$/)
    .meta({ title: 'Organization id', description: 'Manager, My account, API.' }),
  sendingMethod: z.enum(SENDING_METHODS).default('dispatch_order').meta({
    title: 'How parcels are handed over',
    description: 'dispatch_order: the courier comes for them. parcel_locker, pop, pok: posted by your own people.',
  }),
  dropoffPoint: z
    .string()
    .optional()
    .meta({ title: 'Posting point', description: 'Locker or counter where parcels are posted, where that is how.' }),
  defaultTemplate: z.enum(TEMPLATES).default('small').meta({
    title: 'Locker size when the warehouse measured nothing',
    description: 'small A, medium B, large C.',
  }),
  defaultLengthMm: millimetres.meta({
    title: 'Courier parcel: default length, mm',
    description: 'Used when the warehouse gave no dimensions; without defaults such a shipment is refused.',
  }),
  defaultWidthMm: millimetres.meta({ title: 'Courier parcel: default width, mm', description: 'As for the length.' }),
  defaultHeightMm: millimetres.meta({ title: 'Courier parcel: default height, mm', description: 'As for the length.' }),
  defaultWeightGrams: z
    .number()
    .int()
    .positive()
    .optional()
    .meta({ title: 'Courier parcel: default weight, g', description: 'Used when the warehouse gave no weight.' }),
  insureCashOnDelivery: z.boolean().default(true).meta({
    title: 'Insure cash on delivery',
    description: 'Raises the insurance to the amount to collect, which InPost normally requires.',
  }),
  pdfLabel: z
    .enum(['normal', 'A6'])
    .default('A6')
    .meta({ title: 'PDF label', description: 'normal is A4. Courier labels are always A6.' }),
  zplLabel: z
    .enum(['normal', 'dpi300'])
    .default('normal')
    .meta({ title: 'ZPL label', description: 'dpi300 is not available for courier services.' }),
  tracking: z.enum(['shipment', 'public']).default('shipment').meta({
    title: 'Tracking',
    description: 'shipment: the present status only. public: the whole history, not available on the vendor’s sandbox.',
  }),
  webhookSource: z.string().optional().meta({
    title: 'Network that webhooks come from',
    description: 'For example 91.216.25.0/24, read from X-Forwarded-For. Empty: not checked.',
  }),
});
export type InpostSettings = z.output<typeof inpostSettings>;

export const inpostCredentials = z.object({
  token: secret(),
  /** In the path of the webhook's address. ShipX wants that address in lower case. */
  webhookSecret: secret(),
});
export type InpostCredentials = z.output<typeof inpostCredentials>;

export const inpostManifest: ConnectorManifest<typeof inpostSettings, typeof inpostCredentials> = {
  system: 'inpost',
  name: 'InPost',
  category: 'courier',
  api: { version: 'ShipX v1', docs: 'https://dokumentacja-inpost.atlassian.net' },
  auth: 'api-key',
  ports: ['carrier', 'webhookReceiver', 'healthCheck'],
  settings: inpostSettings,
  credentials: inpostCredentials,
  // No limits are published for ShipX; five calls at a time is our own choice (fact sheet, section 6).
  limits: { requests: 600, perMs: 60_000, concurrency: 5 },
  operations: {
    'create-shipment': { title: 'Create a shipment', port: 'carrier', target: createShipmentBody },
  },
  lookupTables: {
    service: {
      title: 'Delivery method to InPost service',
      defaults: {
        'inpost-locker': 'inpost_locker_standard',
        'inpost-courier': 'inpost_courier_standard',
      },
    },
  },
  nativelyIdempotent: [],
};
