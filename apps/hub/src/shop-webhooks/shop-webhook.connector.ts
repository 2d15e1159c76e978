import {
  defineConnector,
  secret,
  TransientError,
  type Connector,
  type ErrorAnswer,
  type ShopEvent,
} from '@crossdock/connector-kit';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';

export const SHOP_WEBHOOK_SYSTEM = 'shop-webhook';
const DEADLINE_MS = 15_000;

/**
 * A shop's own endpoint, told what happens by Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`
 * (standardwebhooks.com). Every answer but 2xx is tried again, because shops answer anything while they are being deployed.
 */
export const shopWebhookConnector = defineConnector({
  manifest: {
    system: SHOP_WEBHOOK_SYSTEM,
    name: 'Webhook of a shop',
    category: 'shop',
    api: { version: '1', docs: 'https://www.standardwebhooks.com' },
    auth: 'api-key',
    ports: ['eventReceiver'],
    settings: z.object({ url: z.url({ protocol: /^https?$/ }).meta({ title: 'Address' }) }),
    credentials: z.object({ secret: secret() }),
    limits: { requests: 100, perMs: 1_000, concurrency: 8 },
    operations: {},
    lookupTables: {},
    nativelyIdempotent: ['deliver'],
  },
  open: ({ settings, credentials, http, clock }) => {
    const { origin, pathname, search } = new URL(settings.url);
    const client = http({ baseUrl: origin, deadlineMs: DEADLINE_MS, classify: tryAgain });
    const signer = new Webhook(credentials.secret);
    return {
      eventReceiver: {
        deliver: async (event: ShopEvent) => {
          const body = { type: event.type, timestamp: event.at, data: event.data };
          // The signature is over the very bytes that are sent; the client writes JSON the same way.
          const sentAt = new Date(clock.now());
          await client.request({
            operation: 'deliver',
            method: 'POST',
            path: `${pathname}${search}`,
            json: body,
            write: true,
            accept: 'nothing',
            headers: {
              'webhook-id': event.id,
              'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
              'webhook-signature': signer.sign(event.id, sentAt, JSON.stringify(body)),
            },
          });
        },
      },
    };
  },
}) as unknown as Connector;

function tryAgain({ status }: ErrorAnswer): TransientError {
  return new TransientError({
    code: 'webhook.refused',
    summary: `The shop's endpoint answered ${status}.`,
    fix: 'Mend the endpoint; the event is sent again by itself.',
    httpStatus: status,
  });
}
