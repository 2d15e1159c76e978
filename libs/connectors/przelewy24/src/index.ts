import { defineConnector } from '@crossdock/connector-kit';
import { Przelewy24Payments } from './payments/przelewy24-payments';
import { Przelewy24Client } from './przelewy24.client';
import { przelewy24Manifest } from './przelewy24.manifest';
import { Przelewy24Webhook } from './przelewy24.webhook';

/** Przelewy24: the payment gateway of Polish shops. */
export const przelewy24Connector = defineConnector({
  manifest: przelewy24Manifest,
  open: (context) => {
    const client = new Przelewy24Client(context);
    return {
      payments: new Przelewy24Payments(client, context),
      webhookReceiver: new Przelewy24Webhook(context.settings, context.credentials.crc),
      healthCheck: {
        check: async () =>
          (await client.testAccess())
            ? { ok: true, detail: 'Przelewy24 accepts the credentials.' }
            : { ok: false, detail: 'Przelewy24 answers, but does not accept the credentials.' },
      },
    };
  },
});
