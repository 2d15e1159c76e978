import type { CustomerRecord, PaymentRegistration, RawWebhook } from '@crossdock/connector-kit';
import {
  aCustomer,
  anAddress,
  aSalesOrderRequest,
  anOrder,
  anOrderLine,
  describeConnector,
  openTestConnection,
  sandboxVendor,
  type ConformanceVendor,
} from '@crossdock/connector-kit/testing';
import type { StockLevel } from '@crossdock/canonical';
import { dynamics365BcConnector } from '@crossdock/connectors/dynamics-365-bc';
import { createSandbox } from '../../apps/sandbox/src';
import { dynamics365BcSystem } from '../../apps/sandbox/src/vendors/dynamics-365-bc/dynamics-365-bc.system';
import { CREDENTIALS } from './dynamics-365-bc-demo';

const CUSTOMERS = '/customers';
const ID = 'b6f4017a-b749-ee11-ad0b-a1422c0f7f1f';

const sandbox = createSandbox({ file: null, systems: [dynamics365BcSystem] });
let address = '';

beforeAll(async () => {
  address = await sandbox.listen(0);
});
afterAll(async () => sandbox.close());

const simulated = sandboxVendor(() => address, 'dynamics-365-bc');
const vendor: ConformanceVendor = {
  ...simulated,
  // Looking a customer up and making one have the same address but for the filter: the look-up is let through.
  fault: async (fault) => {
    if (fault.match === CUSTOMERS) await simulated.fault({ kind: 'slow', delayMs: 0, match: CUSTOMERS });
    await simulated.fault(fault);
  },
};

const refusedRequest = (): ReturnType<typeof aSalesOrderRequest> =>
  aSalesOrderRequest({ order: anOrder({ lines: [anOrderLine({ sku: 'UNKNOWN-1' })] }) });

const refusedCustomer = (): CustomerRecord => ({
  reference: 'C-1',
  customer: aCustomer(),
  billingAddress: anAddress({ city: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch' }),
});

/** For an invoice that Business Central does not have. */
const refusedPayment = (): PaymentRegistration => {
  const { reference, order } = aSalesOrderRequest();
  const invoice = { id: ID, number: 'PS-INV1' };
  const paid = { amount: order.payment.amount, paidAt: order.placedAt, method: 'przelewy24', transactionId: null };
  return { reference, salesOrder: { id: ID, number: 'S-ORD1' }, invoice, order, ...paid };
};

type Level = Pick<StockLevel, 'sku' | 'warehouse' | 'onHand'>;

describeConnector({
  connector: dynamics365BcConnector,
  vendor,
  open: ({ credentials, deadlineMs } = {}) =>
    openTestConnection(dynamics365BcConnector, {
      settings: {
        baseUrl: `${address}/dynamics-365-bc`,
        authUrl: `${address}/dynamics-365-bc`,
        tenantId: '9f1d3a52-1c1f-4a5e-8f6a-4b7a0c2e5d11',
        company: 'CRONUS PL',
        deliveryNumber: 'DOSTAWA',
        paymentJournal: 'HUB',
      },
      credentials: credentials ?? CREDENTIALS,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    }),
  prepare: async () => vendor.settings({ jobQueueMs: null, callsPerWindow: 100_000 }),
  wrongCredentials: { ...CREDENTIALS, clientSecret: 'wrong' },
  secrets: [CREDENTIALS.clientSecret, CREDENTIALS.clientState],
  samples: {
    salesDocuments: {
      recordType: 'sales-order',
      match: '/salesOrders',
      refused: refusedRequest,
      invoiceRecordType: 'invoice',
      invoiceMatch: 'shipAndInvoice',
      paymentRecordType: 'payment',
      paymentMatch: '/customerPayments',
      refusedPayment,
    },
    customerSink: { recordType: 'customer', match: CUSTOMERS, refused: refusedCustomer },
    stockSource: {
      expected: async (): Promise<Level[]> => [{ sku: 'MUG-1', warehouse: 'MAIN', onHand: '100000' }],
      change: async (): Promise<Level> => {
        await vendor.advance({ action: 'adjust-stock', sku: 'MUG-1', quantity: -5 });
        return { sku: 'MUG-1', warehouse: 'MAIN', onHand: '99995' };
      },
    },
    priceSource: { skus: async () => ['MUG-1', 'TEA-100'] },
    productSource: { skus: async () => ['MUG-1', 'TEA-100'] },
    webhookReceiver: {
      genuine: () =>
        notification({ subscriptionId: 's', resource: `companies(${ID})/salesOrders(${ID})`, changeType: 'deleted' }),
      genuineUnreadable: () => notification({ subscriptionId: 's', changeType: 'merged' }),
      unproved: (webhook) => ({
        ...webhook,
        body: Buffer.from(Buffer.from(webhook.body).toString('utf8').replaceAll(CREDENTIALS.clientState, 'guess')),
      }),
    },
  },
  skip: {
    'a changed byte is refused':
      'Business Central signs nothing; the proof is the shared word that every notification repeats.',
  },
});

function notification(entry: object): RawWebhook {
  const value = [{ ...entry, clientState: CREDENTIALS.clientState }];
  return { method: 'POST', headers: {}, query: {}, body: Buffer.from(JSON.stringify({ value })), suffix: '' };
}
