import { createHash } from 'node:crypto';
import { toMinorUnits } from '@crossdock/canonical';
import type { RawWebhook } from '@crossdock/connector-kit';
import { aRefundRequest, describeConnector, nextOrderNumber, sandboxVendor } from '@crossdock/connector-kit/testing';
import { przelewy24Connector } from '@crossdock/connectors/przelewy24';
import { waitFor } from '../support';
import { BASIC, CREDENTIALS, pln, Przelewy24Demo } from './przelewy24-demo';

let demo: Przelewy24Demo;
const vendor = sandboxVendor(() => demo.address, 'przelewy24');

beforeAll(async () => {
  demo = await Przelewy24Demo.start();
});
afterAll(async () => demo.stop());

const newSession = (): string => `${nextOrderNumber()}-a`;

async function paymentNotification(): Promise<RawWebhook> {
  demo.shop.requests.length = 0;
  await demo.pay(newSession(), 12_345);
  await waitFor(() => demo.shop.requests.length > 0, { what: 'a notification' });
  return demo.takeWebhook();
}

/** A refund notification that is rightly signed. */
function refundNotification(status: number): RawWebhook {
  const signed = {
    orderId: 3_000_000_123,
    sessionId: '1001-a',
    refundsUuid: '1001-R1',
    merchantId: 999_999,
    amount: 2_000,
    currency: 'PLN',
    status,
  };
  const sign = createHash('sha384')
    .update(JSON.stringify({ ...signed, crc: CREDENTIALS.crc }))
    .digest('hex');
  const body = Buffer.from(JSON.stringify({ ...signed, sign }));
  return { method: 'POST', headers: {}, query: {}, suffix: '', body };
}

function withoutSign(webhook: RawWebhook): RawWebhook {
  const fields = JSON.parse(Buffer.from(webhook.body).toString()) as Record<string, unknown>;
  return { ...webhook, body: Buffer.from(JSON.stringify({ ...fields, sign: undefined })) };
}

describeConnector({
  connector: przelewy24Connector,
  open: (overrides) => demo.open(overrides),
  vendor,
  prepare: async () => demo.prepare(),
  samples: {
    payments: {
      pay: async (amount) => {
        const sessionId = newSession();
        await demo.pay(sessionId, toMinorUnits(amount));
        return sessionId;
      },
      unknownReference: 'UNKNOWN-1',
      confirmMatch: '/verify',
      recordType: 'refund',
      match: '/transaction/refund',
      refused: () => aRefundRequest({ paymentReference: '1001-a', transactionId: '1', amount: pln('1.00') }),
      completeRefund: async (sessionId) => {
        await vendor.advance({ action: 'refundDone', sessionId });
      },
    },
    webhookReceiver: {
      genuine: paymentNotification,
      genuineUnreadable: () => refundNotification(7),
      unproved: withoutSign,
    },
  },
  wrongCredentials: { ...CREDENTIALS, apiKey: 'a-key-of-nobody' },
  secrets: [...Object.values(CREDENTIALS), BASIC],
});
