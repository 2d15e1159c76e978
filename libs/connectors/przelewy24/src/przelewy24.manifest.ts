import { secret, type ConnectorManifest } from '@crossdock/connector-kit';
import { z } from 'zod';
import { refundBody } from './api/refund';

const accountNumber = z.coerce.number().int().positive();

export const przelewy24Settings = z.object({
  baseUrl: z.url().default('https://secure.przelewy24.pl').meta({
    title: 'Address',
    description: 'The vendor’s own sandbox is https://sandbox.przelewy24.pl.',
  }),
  merchantId: accountNumber.meta({ title: 'Merchant id', description: 'Number of the account in Przelewy24.' }),
  posId: accountNumber.meta({
    title: 'Shop id (posId)',
    description: 'The same as the merchant id unless the account has several shops.',
  }),
  refundNotificationUrl: z.url().max(250).optional().meta({
    title: 'Address for refund notifications',
    description: 'This connection’s webhook address. Empty: the address set in the panel of Przelewy24, if any.',
  }),
  timeZone: z.string().refine(isTimeZone, 'not a time zone').default('Europe/Warsaw').meta({
    title: 'Time zone of dates',
    description: 'Dates in answers have no offset. Przelewy24 does not say which zone.',
  }),
});
export type Przelewy24Settings = z.output<typeof przelewy24Settings>;

export const przelewy24Credentials = z.object({
  apiKey: secret().meta({ title: 'API key', description: 'Panel, My data, API and configuration data.' }),
  crc: secret().meta({ title: 'CRC key', description: 'In the same place. Only for signatures.' }),
});
export type Przelewy24Credentials = z.output<typeof przelewy24Credentials>;

export const przelewy24Manifest: ConnectorManifest<typeof przelewy24Settings, typeof przelewy24Credentials> = {
  system: 'przelewy24',
  name: 'Przelewy24',
  category: 'payment',
  api: { version: 'REST v1 (1.0.16)', docs: 'https://developers.przelewy24.pl' },
  auth: 'basic',
  ports: ['payments', 'webhookReceiver', 'healthCheck'],
  settings: przelewy24Settings,
  credentials: przelewy24Credentials,
  // No limits are published; a few calls at a time is our own choice.
  limits: { requests: 3_000, perMs: 60_000, concurrency: 4 },
  operations: {
    refund: { title: 'Refund a payment', port: 'payments', target: refundBody },
  },
  lookupTables: {},
  // A second verification of the same is harmless; a second refund with the same ids is refused as a repetition.
  nativelyIdempotent: ['confirm-payment', 'refund'],
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
