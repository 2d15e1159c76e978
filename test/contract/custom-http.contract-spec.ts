import { createHmac } from 'node:crypto';
import type { Fulfilment } from '@crossdock/canonical';
import { ConflictError, RejectedByVendorError, WebhookSignatureError, type RawWebhook } from '@crossdock/connector-kit';
import { aFulfilment, describeConnector, POLISH_LETTERS, sandboxVendor } from '@crossdock/connector-kit/testing';
import { customHttpConnector } from '@crossdock/connectors/custom-http';
import { wmsSystem } from '../../apps/sandbox/src/vendors/wms/wms.system';
import { waitFor } from '../support';
import { DemoSystem } from './custom-http-demo';

const SECRETS = ['magazyn-demo-key', 'magazyn-webhook-secret'];

let demo: DemoSystem;
const vendor = sandboxVendor(() => demo.sandboxUrl, 'wms');

beforeAll(async () => {
  demo = await DemoSystem.start(wmsSystem);
});
afterAll(async () => demo.stop());

const calls = async (webhookUrl: string | null): Promise<void> => {
  demo.inbox.received.length = 0;
  await vendor.settings({ automatic: false, webhookUrl });
};

async function packedWebhook(): Promise<RawWebhook> {
  await calls(demo.inbox.url);
  const fulfilment = aFulfilment();
  const connection = demo.connect();
  await connection.ports.warehouse!.createFulfilment(fulfilment, { key: 'key-1' });
  await connection.close();
  await vendor.advance({ action: 'pack', reference: fulfilment.reference });
  return demo.nextWebhook();
}

describeConnector({
  connector: customHttpConnector,
  open: (overrides) => demo.connect(overrides),
  vendor,
  prepare: async () => calls(null),
  only: {
    ports: ['warehouse', 'stockSource', 'webhookReceiver', 'healthCheck'],
    reason: 'The demo connection is configured for what a warehouse does.',
  },
  samples: {
    warehouse: {
      recordType: 'fulfilment',
      match: '/fulfilments',
      refused: () => fulfilmentOf('1001-F1', 'MUG-1', '1.5'),
      pack: async (reference) => {
        await vendor.advance({ action: 'pack', reference });
      },
    },
    stockSource: {
      expected: async () => [{ sku: 'MUG-1', warehouse: 'WAW-1', onHand: '500' }],
      change: async () => {
        await vendor.advance({ action: 'count', levels: [{ sku: 'LAMP-1', onHand: 77 }] });
        return { sku: 'LAMP-1', warehouse: 'WAW-1', onHand: '77' };
      },
    },
    webhookReceiver: {
      genuine: packedWebhook,
      genuineUnreadable: () => signedWebhook('{"type": ', Date.now()),
      unproved: (webhook) => ({ ...webhook, headers: { ...webhook.headers, 'x-magazyn-signature': '' } }),
    },
  },
  wrongCredentials: { apiKey: 'a-key-of-nobody', webhookSecret: SECRETS[1] },
  secrets: SECRETS,
});

describe('the demo warehouse over Custom HTTP', () => {
  beforeEach(async () => demo.reset({ automatic: false }));

  it('takes a fulfilment in its own words', async () => {
    const warehouse = demo.ports.warehouse!;
    const { shippingAddress, ...sample } = fulfilmentOf('1001-F1');
    const atCompany = {
      ...sample,
      shippingAddress: { ...shippingAddress, company: 'Żółć Sp. z o.o.', street2: 'm. 4' },
    };
    await warehouse.createFulfilment(atCompany, { key: 'k-1' });
    const [record] = await demo.records();
    expect(record).toMatchObject({
      reference: '1001',
      fulfilmentReference: '1001-F1',
      recipient: {
        name: `Żółć Sp. z o.o., Żaneta Jaźń-${POLISH_LETTERS}`,
        street: 'Źródlana 17/4, m. 4',
        city: 'Łódź',
      },
      lines: [{ sku: 'MUG-1', quantity: 2, name: 'Kubek żółty' }],
    });
  });

  it('picks and packs, with packages in grams and millimetres', async () => {
    const warehouse = demo.ports.warehouse!;
    const created = await warehouse.createFulfilment(fulfilmentOf('1002-F1'), { key: 'k-2' });
    await expect(warehouse.readFulfilment(created)).resolves.toMatchObject({ state: 'requested', packages: [] });
    await demo.advance('pick');
    await expect(warehouse.readFulfilment(created)).resolves.toMatchObject({ state: 'picking' });
    await demo.advance('pack', '1002');
    await expect(warehouse.readFulfilment(created)).resolves.toMatchObject({
      id: created.id,
      state: 'packed',
      packages: [{ weightGrams: 900, lengthMm: 380, widthMm: 320, heightMm: 190 }],
    });
  });

  it('packs by itself after a while', async () => {
    await demo.settings({ automatic: true, pickAfterMs: 10, packAfterMs: 30 });
    const warehouse = demo.ports.warehouse!;
    const created = await warehouse.createFulfilment(fulfilmentOf('1003-F1'), { key: 'k-3' });
    await waitFor(async () => (await warehouse.readFulfilment(created)).state === 'packed');
  });

  it('refuses what is not on the shelf, with the reason', async () => {
    const warehouse = demo.ports.warehouse!;
    const created = await warehouse.createFulfilment(fulfilmentOf('1004-F1', 'NOSTOCK-1'), { key: 'k-4' });
    await demo.advance('pack');
    await expect(warehouse.readFulfilment(created)).resolves.toMatchObject({
      state: 'refused',
      reason: 'SKU NOSTOCK-1 was not found on the shelf.',
    });
  });

  it('is a conflict for the same reference again, and a refusal with the field for wrong data', async () => {
    const warehouse = demo.ports.warehouse!;
    await warehouse.createFulfilment(fulfilmentOf('1006-F1'), { key: 'k-7' });
    await expect(warehouse.createFulfilment(fulfilmentOf('1006-F1'), { key: 'k-7' })).rejects.toThrow(ConflictError);
    const failure = warehouse.createFulfilment(fulfilmentOf('1007-F1', 'MUG-1', '1.5'), { key: 'k-8' });
    await expect(failure).rejects.toThrow(RejectedByVendorError);
    await expect(failure).rejects.toMatchObject({
      field: 'lines[0].quantity',
      vendorCode: 'VALIDATION',
      message: 'create-fulfilment: lines[0].quantity: The quantity must be a whole number above zero.',
    });
  });

  it('refuses more lines than the warehouse takes', async () => {
    const fulfilment = fulfilmentOf('1007-F2');
    const lines = Array.from({ length: 101 }, (_, index) => ({ ...fulfilment.lines[0]!, orderLineId: String(index) }));
    const failure = demo.ports.warehouse!.createFulfilment({ ...fulfilment, lines }, { key: 'k-8' });
    await expect(failure).rejects.toMatchObject({ errorClass: 'rejected', field: 'lines' });
  });

  it('reads stock page by page, then only what changed', async () => {
    const stockSource = demo.ports.stockSource!;
    const all = await stockSource.readStock(null);
    expect(all.levels).toHaveLength(8);
    expect(all.levels[0]).toMatchObject({ sku: 'MUG-1', warehouse: 'WAW-1', onHand: '500', sourceSequence: '1' });
    const nothingNew = await stockSource.readStock(all.next);
    expect(nothingNew).toEqual({ levels: [], next: all.next, more: false });
    await demo.ports.warehouse!.createFulfilment(fulfilmentOf('1011-F1'), { key: 'k-12' });
    await demo.advance('pack');
    const changed = await stockSource.readStock(all.next);
    expect(changed.levels).toMatchObject([{ sku: 'MUG-1', onHand: '498' }]);
    expect(changed.next).not.toEqual(all.next);
    await expect(stockSource.readStock('999999')).rejects.toThrow(RejectedByVendorError);
  });

  it('tells of a packed fulfilment by a webhook, and of nothing by an old one', async () => {
    const created = await demo.ports.warehouse!.createFulfilment(fulfilmentOf('1012-F1'), { key: 'k-13' });
    await demo.advance('pack');
    const parsed = await demo.ports.webhookReceiver!.receive(await demo.nextWebhook());
    expect(parsed.events).toEqual([{ type: 'fulfilment-changed', remoteId: created.id }]);
    expect(parsed.deduplicationKey).toMatch(/^[0-9a-f-]{36}$/);
    const old = signedWebhook('{}', Date.now() - 3_600_000);
    await expect(demo.ports.webhookReceiver!.receive(old)).rejects.toThrow(WebhookSignatureError);
  });
});

function signedWebhook(text: string, sentMs: number): RawWebhook {
  const timestamp = String(Math.floor(sentMs / 1_000));
  const signature = createHmac('sha256', 'magazyn-webhook-secret').update(`${timestamp}.${text}`).digest('hex');
  const headers = { 'x-magazyn-timestamp': timestamp, 'x-magazyn-signature': `sha256=${signature}` };
  return { method: 'POST', headers, query: {}, suffix: '', body: Buffer.from(text) };
}

function fulfilmentOf(reference: string, sku = 'MUG-1', quantity = '2'): Fulfilment {
  const sample = aFulfilment({ reference, orderReference: reference.replace(/-F.*/, '') });
  return { ...sample, lines: sample.lines.map((line) => ({ ...line, sku, quantity })) };
}
