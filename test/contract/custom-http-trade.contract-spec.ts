import { createHmac } from 'node:crypto';
import {
  AuthenticationError,
  ConflictError,
  RejectedByVendorError,
  type Ports,
  type RawWebhook,
} from '@crossdock/connector-kit';
import {
  anOrder,
  aRefundRequest,
  aSalesOrderRequest,
  aShipmentReport,
  describeConnector,
  nextOrderNumber,
  sandboxVendor,
} from '@crossdock/connector-kit/testing';
import { customHttpConnector } from '@crossdock/connectors/custom-http';
import { DemoSystem } from './custom-http-demo';
import { TRADE_CREDENTIALS, tradeSettings, WEBHOOK_SECRET } from './custom-http-trade.settings';
import { TOKEN, tradeSystem } from './custom-http-trade.system';

const KEY = { key: 'k' };
/** One character more than the system takes. */
const TOO_LONG = 'x'.repeat(41);
const pln = (amount: string) => ({ amount, currency: 'PLN' });

let demo: DemoSystem;
const vendor = sandboxVendor(() => demo.sandboxUrl, 'trade');
const port = <Name extends keyof Ports>(name: Name): Ports[Name] => demo.ports[name]!;

beforeAll(async () => {
  demo = await DemoSystem.configured(tradeSystem, (sandboxUrl) => ({
    settings: tradeSettings(sandboxUrl),
    credentials: TRADE_CREDENTIALS,
  }));
});
afterAll(async () => demo.stop());

async function place(changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const order = anOrder();
  await vendor.advance({ action: 'place', reference: order.externalId, order, ...changes });
  return order.externalId;
}

const tooLongSale = () => aSalesOrderRequest({ reference: TOO_LONG });

describeConnector({
  connector: customHttpConnector,
  open: (overrides) => demo.connect(overrides),
  vendor,
  only: {
    ports: [
      'orderSource',
      'fulfilmentReporter',
      'salesDocuments',
      'stockSource',
      'stockSink',
      'payments',
      'webhookReceiver',
      'healthCheck',
    ],
    reason:
      'The connection plays a shop, an ERP and a payment gateway; warehouse and courier are the demo connections.',
  },
  samples: {
    orderSource: {
      place,
      change: async (reference) => {
        await vendor.advance({ action: 'change', reference });
      },
      pageSize: 2,
      futureCursor: '999999',
      placeUnknownStatus: async () => ({ externalId: await place({ state: 'ON_THE_MOON' }), word: 'ON_THE_MOON' }),
    },
    fulfilmentReporter: {
      place,
      recordType: 'parcel',
      match: '/documents/parcel',
      statusMatch: '/state',
      refused: () => aShipmentReport('1001', { waybill: TOO_LONG }),
    },
    salesDocuments: {
      recordType: 'sale',
      match: '/documents/sale',
      refused: tooLongSale,
      invoiceRecordType: 'invoice',
      invoiceMatch: '/invoice',
      paymentRecordType: 'entry',
      paymentMatch: '/documents/entry',
      refusedPayment: () => ({
        reference: TOO_LONG,
        salesOrder: { id: 'sale-1' },
        invoice: { id: 'invoice-1', number: 'FV/1' },
        amount: pln('10.00'),
        paidAt: '2026-11-23T08:16:00Z',
        transactionId: null,
        method: 'transfer',
        order: anOrder(),
      }),
    },
    stockSource: {
      expected: async () => [{ sku: 'DESK-1', warehouse: 'MAIN', onHand: '9' }],
      change: async () => {
        await vendor.advance({ action: 'count', reference: 'MUG-2', pieces: 12 });
        return { sku: 'MUG-2', warehouse: 'MAIN', onHand: '12' };
      },
    },
    stockSink: {
      offers: async () => ['MUG-1', 'MUG-2', 'LAMP-1'].map((sku) => ({ sku, offerId: sku })),
      quantityAt: async (offerId) => {
        const offer = (await vendor.records('offer')).find(({ id }) => id === offerId);
        return typeof offer?.pieces === 'number' ? offer.pieces : null;
      },
      refusedOffer: { sku: 'GONE-1', offerId: 'GONE-1' },
      match: '/stock',
    },
    payments: {
      pay: async (amount) => {
        const reference = `P-${nextOrderNumber()}`;
        await vendor.advance({ action: 'pay', reference, ...amount });
        return reference;
      },
      confirmMatch: '/confirm',
      recordType: 'refund',
      match: '/documents/refund',
      refused: () =>
        aRefundRequest(
          { paymentReference: 'P-1', transactionId: 'charge-1', amount: pln('1.00') },
          { reference: TOO_LONG },
        ),
      completeRefund: async () => {
        await vendor.advance({ action: 'refund' });
      },
    },
    webhookReceiver: {
      genuine: () => signedWebhook(JSON.stringify({ changes: [{ kind: 'order', ref: '1001' }] })),
      genuineUnreadable: () => signedWebhook('{"changes": '),
      unproved: (webhook) => ({ ...webhook, headers: {} }),
    },
  },
  wrongCredentials: { ...TRADE_CREDENTIALS, clientSecret: 'a-secret-of-nobody' },
  secrets: [TRADE_CREDENTIALS.clientSecret, TOKEN, WEBHOOK_SECRET],
});

describe('a system of one’s own over Custom HTTP', () => {
  beforeEach(async () => demo.reset({}));

  it('has its orders cancelled by its own word', async () => {
    const externalId = await place({ state: 'CANCELLED' });
    await expect(port('orderSource').fetchOrder(externalId)).resolves.toMatchObject({ state: 'cancelled' });
  });

  it('is told the status in its own word', async () => {
    const externalId = await place();
    await port('fulfilmentReporter').reportStatus(externalId, 'shipped');
    await expect(demo.records('order')).resolves.toMatchObject([{ shopState: 'SHIPPED' }]);
  });

  it('gets amounts without tax, to the grosz, and says when a document is there already', async () => {
    const sales = port('salesDocuments');
    const request = aSalesOrderRequest();
    await sales.createSalesOrder(request, KEY);
    await expect(sales.createSalesOrder(request, KEY)).rejects.toThrow(ConflictError);
    const { gross } = request.order.totals;
    await expect(demo.records('sale')).resolves.toMatchObject([
      { total: gross, rows: [{ sku: 'MUG-1', qty: 2, net: '16.25' }, { sku: 'BOOK-7' }] },
    ]);
  });

  it('has stock set, each offer for itself', async () => {
    const items = ['MUG-1', 'GONE-1'].map((sku) => ({ sku, offerId: sku, quantity: 3, version: '7' }));
    await expect(port('stockSink').setStock(items, KEY)).resolves.toEqual([
      { key: 'MUG-1', ok: true },
      { key: 'GONE-1', ok: false, retryable: false, code: 'UNKNOWN_OFFER', message: 'The offer is not known.' },
    ]);
  });

  it('names the field of a payment that it does not confirm', async () => {
    await demo.advance('pay', 'P-1', { amount: '39.98', currency: 'PLN' });
    await expect(port('payments').confirmPayment({ reference: 'P-1', amount: pln('39.97') })).rejects.toMatchObject({
      constructor: RejectedByVendorError,
    });
  });

  it('is signed in to again after one 401, and not for ever', async () => {
    await port('stockSource').readStock(null);
    await demo.fault('auth', { match: '/stock' });
    await expect(port('stockSource').readStock(null)).resolves.toMatchObject({ more: true });
    await demo.fault('auth', { match: '/stock', times: 5 });
    await expect(port('stockSource').readStock(null)).rejects.toThrow(AuthenticationError);
  });

  it('may tell several things in one webhook', async () => {
    const changes = [
      { kind: 'order', ref: '1001' },
      { kind: 'payment', ref: 'P-1' },
    ];
    const parsed = await port('webhookReceiver').receive(signedWebhook(JSON.stringify({ changes })));
    expect(parsed).toEqual({
      deduplicationKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      events: [
        { type: 'order-changed', externalId: '1001' },
        { type: 'payment-changed', reference: 'P-1' },
      ],
    });
  });
});

function signedWebhook(text: string): RawWebhook {
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(text).digest('base64');
  const headers = { 'x-trade-signature': signature };
  return { method: 'POST', headers, query: {}, suffix: '', body: Buffer.from(text) };
}
