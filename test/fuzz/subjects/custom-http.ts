import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RawWebhook } from '@crossdock/connector-kit';
import { anOrder, aShipmentRequest, nextOrderNumber, type ConformanceVendor } from '@crossdock/connector-kit/testing';
import { customHttpConnector } from '@crossdock/connectors/custom-http';
import { shopWebhookConnector } from '../../../apps/hub/src/shop-webhooks/shop-webhook.connector';
import { TRADE_CREDENTIALS, tradeSettings, WEBHOOK_SECRET } from '../../contract/custom-http-trade.settings';
import { TOKEN } from '../../contract/custom-http-trade.system';
import * as results from '../canonical-results';
import {
  carrierOperations,
  feedOperations,
  healthOperations,
  orderSourceOperations,
  reporterOperations,
  stockSinkOperations,
  warehouseOperations,
} from './port-operations';
import { salesDocumentOperations, paymentOperations } from './sales-operations';
import { needed, type Subject } from './subject';
import { post } from './vendors';

interface Configuration {
  readonly settings: unknown;
  readonly credentials: unknown;
}

/** A demo connection of the hub. */
function demoConfiguration(slug: string): (url: string) => Configuration {
  const text = readFileSync(path.join(__dirname, `../../../apps/hub/src/demo/connections/${slug}.json`), 'utf8');
  return (url) => JSON.parse(text.replaceAll('{{sandboxUrl}}', url)) as Configuration;
}

const seconds = (): string => String(Math.floor(Date.now() / 1_000));
const hmac = (key: string | Buffer, ...parts: readonly (string | Uint8Array)[]): Buffer => {
  const sum = createHmac('sha256', key);
  for (const part of parts) sum.update(part);
  return sum.digest();
};
const withHeaders = (webhook: RawWebhook, headers: Readonly<Record<string, string>>): RawWebhook => ({
  ...webhook,
  headers: { ...webhook.headers, ...headers },
});

function signedByWarehouse(webhook: RawWebhook): RawWebhook {
  const timestamp = seconds();
  const signature = `sha256=${hmac('magazyn-webhook-secret', `${timestamp}.`, webhook.body).toString('hex')}`;
  return withHeaders(webhook, { 'x-magazyn-timestamp': timestamp, 'x-magazyn-signature': signature });
}

const PARCEL_SECRET = 'whsec_cGFyY2VsLXdvcmxkLXdlYmhvb2stc2VjcmV0';
function signedByCourier(webhook: RawWebhook): RawWebhook {
  const timestamp = seconds();
  const key = Buffer.from(PARCEL_SECRET.slice('whsec_'.length), 'base64');
  const signature = `v1,${hmac(key, `msg_1.${timestamp}.`, webhook.body).toString('base64')}`;
  return withHeaders(webhook, {
    'webhook-id': 'msg_1',
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  });
}

function signedByTrade(webhook: RawWebhook): RawWebhook {
  return withHeaders(webhook, { 'x-trade-signature': hmac(WEBHOOK_SECRET, webhook.body).toString('base64') });
}

const warehouse: Subject = {
  name: 'custom-http (warehouse)',
  connector: customHttpConnector,
  slug: 'wms',
  configuration: demoConfiguration('wms'),
  secrets: ['magazyn-demo-key', 'magazyn-webhook-secret'],
  prepareVendor: async (vendor) => vendor.settings({ automatic: false, webhookUrl: null }),
  operations: [
    ...warehouseOperations(async (vendor, reference) => {
      await vendor.advance({ action: 'pack', reference });
    }),
    ...feedOperations('stockSource'),
    ...healthOperations,
  ],
  webhooks: [
    {
      webhook: signedByWarehouse(
        post({
          id: 'e-1',
          type: 'fulfilment.packed',
          fulfilment: { id: 'w-1', reference: '1001-F1', status: 'PACKED' },
        }),
      ),
      sign: signedByWarehouse,
      signed: true,
    },
  ],
};

const courier: Subject = {
  name: 'custom-http (courier)',
  connector: customHttpConnector,
  slug: 'parcel',
  configuration: demoConfiguration('parcel'),
  secrets: ['parcel-demo-token', PARCEL_SECRET],
  prepareVendor: async (vendor) => vendor.settings({ automatic: false, confirmAfterMs: 600_000, webhookUrl: null }),
  operations: [
    ...carrierOperations(
      () => aShipmentRequest(),
      async (vendor, reference) => {
        await vendor.advance({ action: 'confirm', reference });
      },
      'Berlin',
    ),
    ...healthOperations,
  ],
  webhooks: [
    {
      webhook: signedByCourier(
        post({
          type: 'shipment.confirmed',
          timestamp: '2026-11-26T10:00:00Z',
          data: { id: 's-1', reference: '1001', status: 'CONFIRMED' },
        }),
      ),
      sign: signedByCourier,
      signed: true,
    },
  ],
};

async function place(vendor: ConformanceVendor): Promise<string> {
  const order = anOrder();
  await vendor.advance({ action: 'place', reference: order.externalId, order });
  return order.externalId;
}

const trade: Subject = {
  name: 'custom-http (trade)',
  connector: customHttpConnector,
  slug: 'trade',
  configuration: (url) => ({ settings: tradeSettings(url), credentials: TRADE_CREDENTIALS }),
  secrets: [TRADE_CREDENTIALS.clientSecret, WEBHOOK_SECRET],
  tokens: [TOKEN],
  operations: [
    ...orderSourceOperations(place),
    ...reporterOperations(place),
    ...salesDocumentOperations(),
    ...feedOperations('stockSource'),
    ...stockSinkOperations(async () => ['MUG-1', 'MUG-2', 'LAMP-1']),
    ...paymentOperations(async (vendor, amount) => {
      const reference = `P-${nextOrderNumber()}`;
      await vendor.advance({ action: 'pay', reference, ...amount });
      return reference;
    }),
    ...healthOperations,
  ],
  webhooks: [
    {
      webhook: signedByTrade(
        post({
          changes: [
            { kind: 'order', ref: '1001' },
            { kind: 'payment', ref: 'P-1' },
          ],
        }),
      ),
      sign: signedByTrade,
      signed: true,
    },
  ],
};

const SHOP_SECRET = 'whsec_ZGVtby1zaG9wLXdlYmhvb2stc2VjcmV0LTAx';
const shopWebhook: Subject = {
  name: 'shop-webhook',
  connector: shopWebhookConnector,
  slug: 'shop',
  configuration: (url) => ({ settings: { url: `${url}/shop/webhooks` }, credentials: { secret: SHOP_SECRET } }),
  secrets: [SHOP_SECRET, SHOP_SECRET.slice('whsec_'.length)],
  operations: [
    {
      name: 'eventReceiver.deliver',
      write: true,
      result: results.nothing,
      prepare: async () => async (ports) =>
        needed(ports, 'eventReceiver').deliver({
          id: 'evt-1',
          type: 'order.shipped',
          at: new Date().toISOString(),
          data: { externalId: '1001', waybill: '620000000000000000000001' },
        }),
    },
  ],
};

export const configuredSubjects: readonly Subject[] = [warehouse, courier, trade, shopWebhook];
