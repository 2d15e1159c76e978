import { defineConnector } from '@crossdock/connector-kit';
import { InpostHealthCheck } from './inpost-health-check';
import { InpostClient } from './inpost.client';
import { inpostManifest } from './inpost.manifest';
import { InpostWebhookReceiver } from './inpost.webhook';
import { InpostCarrier } from './shipments/inpost-carrier';

/** InPost parcel lockers and courier in Poland, over ShipX. */
export const inpostConnector = defineConnector({
  manifest: inpostManifest,
  open: (context) => {
    const client = new InpostClient(context);
    return {
      carrier: new InpostCarrier(client, context),
      webhookReceiver: new InpostWebhookReceiver(context.settings, context.credentials),
      healthCheck: new InpostHealthCheck(client),
    };
  },
});
