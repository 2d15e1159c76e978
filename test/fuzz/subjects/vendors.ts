import { createHash } from 'node:crypto';
import { toMinorUnits } from '@crossdock/canonical';
import type { RawWebhook } from '@crossdock/connector-kit';
import { aShipmentRequest, nextOrderNumber, type ConformanceVendor } from '@crossdock/connector-kit/testing';
import { allegroConnector } from '@crossdock/connectors/allegro';
import { dynamics365BcConnector } from '@crossdock/connectors/dynamics-365-bc';
import { inpostConnector } from '@crossdock/connectors/inpost';
import { przelewy24Connector } from '@crossdock/connectors/przelewy24';
import { CREDENTIALS as ALLEGRO } from '../../contract/allegro-demo';
import { CREDENTIALS as BC } from '../../contract/dynamics-365-bc-demo';
import { BASIC, CREDENTIALS as P24 } from '../../contract/przelewy24-demo';
import {
  carrierOperations,
  catalogueOperations,
  feedOperations,
  healthOperations,
  orderSourceOperations,
  reporterOperations,
  stockSinkOperations,
} from './port-operations';
import { customerOperations, salesDocumentOperations, paymentOperations } from './sales-operations';
import type { Subject } from './subject';

const BC_ID = 'b6f4017a-b749-ee11-ad0b-a1422c0f7f1f';
const INPOST = { token: 'inpost-sandbox-token', webhookSecret: 'inpost-webhook-path-secret' };
const unsigned = (webhook: RawWebhook): RawWebhook => webhook;

export const post = (body: unknown, more: Partial<RawWebhook> = {}): RawWebhook => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  query: {},
  suffix: '',
  body: Buffer.from(JSON.stringify(body)),
  ...more,
});

const placeAtAllegro = async (vendor: ConformanceVendor): Promise<string> => {
  const placed = (await vendor.advance({ action: 'place-order' })) as { readonly id: string };
  return placed.id;
};
const allegroOffers = async (vendor: ConformanceVendor): Promise<readonly string[]> =>
  (await vendor.records('offer')).map(({ id }) => id);

const allegro: Subject = {
  name: 'allegro',
  connector: allegroConnector,
  slug: 'allegro',
  configuration: (url) => ({
    settings: {
      baseUrl: `${url}/allegro`,
      authUrl: `${url}/allegro`,
      userAgent: 'Crossdock/1.0 (+https://crossdock.example)',
      startDate: '2020-01-01T00:00:00Z',
      commandPollMs: 10,
    },
    credentials: ALLEGRO,
  }),
  secrets: [ALLEGRO.clientSecret, ALLEGRO.refreshToken],
  prepareVendor: async (vendor) =>
    vendor.settings({ commandMs: 0, offerEditMs: 0, callsPerMinute: 1_000_000, firstRefreshTokenReusable: true }),
  operations: [
    ...orderSourceOperations(placeAtAllegro),
    ...reporterOperations(placeAtAllegro),
    ...catalogueOperations(['MUG-1', 'TEA-100'], allegroOffers),
    ...stockSinkOperations(allegroOffers),
    ...healthOperations,
  ],
};

const dynamics: Subject = {
  name: 'dynamics-365-bc',
  connector: dynamics365BcConnector,
  slug: 'dynamics-365-bc',
  configuration: (url) => ({
    settings: {
      baseUrl: `${url}/dynamics-365-bc`,
      authUrl: `${url}/dynamics-365-bc`,
      tenantId: '9f1d3a52-1c1f-4a5e-8f6a-4b7a0c2e5d11',
      company: 'CRONUS PL',
      deliveryNumber: 'DOSTAWA',
      paymentJournal: 'HUB',
    },
    credentials: BC,
  }),
  secrets: [BC.clientSecret, BC.clientState],
  prepareVendor: async (vendor) => vendor.settings({ jobQueueMs: null, callsPerWindow: 1_000_000, batchMs: 0 }),
  operations: [
    ...salesDocumentOperations(),
    ...customerOperations(),
    ...feedOperations('stockSource', 'priceSource', 'productSource'),
    ...healthOperations,
  ],
  webhooks: [
    {
      webhook: post({
        value: [
          {
            subscriptionId: 's',
            clientState: BC.clientState,
            resource: `companies(${BC_ID})/salesOrders(${BC_ID})`,
            changeType: 'deleted',
            expirationDateTime: '2026-12-01T00:00:00Z',
          },
        ],
      }),
      sign: unsigned,
      signed: false,
    },
    { webhook: post('', { query: { validationToken: 'a-token-to-repeat' } }), sign: unsigned, signed: false },
  ],
};

const inpost: Subject = {
  name: 'inpost',
  connector: inpostConnector,
  slug: 'inpost',
  configuration: (url) => ({
    settings: {
      baseUrl: `${url}/inpost`,
      organizationId: '1234',
      defaultLengthMm: 380,
      defaultWidthMm: 320,
      defaultHeightMm: 190,
      defaultWeightGrams: 1_000,
    },
    credentials: INPOST,
  }),
  secrets: [INPOST.token, INPOST.webhookSecret],
  prepareVendor: async (vendor) =>
    vendor.settings({
      confirmAfterMs: 3_600_000,
      collectAfterMs: 3_600_000,
      deliverAfterMs: 3_600_000,
      webhookUrl: null,
    }),
  operations: [
    ...carrierOperations(
      () => aShipmentRequest({ deliveryMethod: 'inpost-courier' }),
      async (vendor, reference) => {
        await vendor.advance({ action: 'confirm', reference });
      },
      'Kraków',
    ),
    ...healthOperations,
  ],
  webhooks: [
    {
      webhook: post(
        {
          event_ts: '2026-11-26T10:00:00+01:00',
          event: 'shipment_status_changed',
          organization_id: 1234,
          payload: { shipment_id: 49, status: 'delivered', tracking_number: '602677439331630337653846' },
        },
        { suffix: INPOST.webhookSecret },
      ),
      sign: unsigned,
      signed: false,
    },
  ],
};

/** Signs again what has the fields of a notification, as P24 itself would. */
function signedByP24(fields: readonly string[]): (webhook: RawWebhook) => RawWebhook {
  return (webhook) => {
    try {
      const body = JSON.parse(Buffer.from(webhook.body).toString('utf8')) as Record<string, unknown>;
      const covered = Object.fromEntries(fields.map((name) => [name, body[name]]));
      const sign = createHash('sha384')
        .update(JSON.stringify({ ...covered, crc: P24.crc }))
        .digest('hex');
      return { ...webhook, body: Buffer.from(JSON.stringify({ ...body, sign })) };
    } catch {
      return webhook;
    }
  };
}

const PAYMENT = {
  merchantId: 999_999,
  posId: 999_999,
  sessionId: '1001-a',
  amount: 12_345,
  originAmount: 12_345,
  currency: 'PLN',
  orderId: 3_000_000_123,
  methodId: 181,
  statement: 'p24-A1-B2-C3',
};
const REFUND = {
  orderId: 3_000_000_123,
  sessionId: '1001-a',
  refundsUuid: '1001-R1',
  merchantId: 999_999,
  amount: 2_000,
  currency: 'PLN',
  status: 0,
};

const przelewy24: Subject = {
  name: 'przelewy24',
  connector: przelewy24Connector,
  slug: 'przelewy24',
  configuration: (url) => ({
    settings: {
      baseUrl: `${url}/przelewy24`,
      merchantId: 999999,
      posId: '999999',
      refundNotificationUrl: 'https://hub.example/hooks/p24',
    },
    credentials: P24,
  }),
  secrets: [...Object.values(P24), BASIC],
  prepareVendor: async (vendor) =>
    vendor.settings({ unknownSessions: 'paid', refundAfterMs: null, availableFunds: null, webhookUrl: null }),
  // The sandbox takes every session that it does not know for paid.
  operations: [
    ...paymentOperations(async (vendor, amount) => {
      const sessionId = `${nextOrderNumber()}-a`;
      await vendor.advance({ action: 'pay', sessionId, amount: toMinorUnits(amount) });
      return sessionId;
    }),
    ...healthOperations,
  ],
  webhooks: [PAYMENT, REFUND].map((fields) => {
    const sign = signedByP24(Object.keys(fields));
    return { webhook: sign(post(fields)), sign, signed: false };
  }),
};

export const vendorSubjects: readonly Subject[] = [allegro, dynamics, inpost, przelewy24];
