import { createHmac } from 'node:crypto';
import type { Fulfilment } from '@crossdock/canonical';
import {
  AuthenticationError,
  ConflictError,
  RateLimitedError,
  RejectedByVendorError,
  TransientError,
  UnexpectedResponseError,
  UnknownOutcomeError,
  WebhookSignatureError,
  type RawWebhook,
} from '@crossdock/connector-kit';
import { waitFor } from '../support';
import { DemoSystem } from './custom-http-demo';

const DEADLINE_MS = 400;

describe('the demo warehouse over Custom HTTP', () => {
  let demo: DemoSystem;
  beforeAll(async () => {
    demo = await DemoSystem.start('wms');
  });
  beforeEach(async () => demo.reset({ automatic: false }));
  afterAll(async () => demo.stop());

  it('says that it is well, and that it is not', async () => {
    await expect(demo.ports.healthCheck!.check()).resolves.toMatchObject({ ok: true });
    await demo.fault('auth');
    await expect(demo.ports.healthCheck!.check()).resolves.toMatchObject({ ok: false });
  });

  it('takes a fulfilment and is asked for it by our reference', async () => {
    const warehouse = demo.ports.warehouse!;
    await expect(warehouse.findFulfilment('1001-F1')).resolves.toBeNull();
    const created = await warehouse.createFulfilment(aFulfilment('1001-F1'), { key: 'k-1' });
    await expect(warehouse.findFulfilment('1001-F1')).resolves.toEqual(created);
    const [record] = await demo.records();
    expect(record).toMatchObject({
      reference: '1001',
      fulfilmentReference: '1001-F1',
      recipient: { name: 'Żółć Sp. z o.o., Jan Kowalski', street: 'Prosta 51, m. 4', city: 'Łódź' },
      lines: [{ sku: 'MUG-1', quantity: 2, name: 'Kubek żółty' }],
    });
  });

  it('picks and packs, with packages in grams and millimetres', async () => {
    const warehouse = demo.ports.warehouse!;
    const created = await warehouse.createFulfilment(aFulfilment('1002-F1'), { key: 'k-2' });
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
    const created = await warehouse.createFulfilment(aFulfilment('1003-F1'), { key: 'k-3' });
    await waitFor(async () => (await warehouse.readFulfilment(created)).state === 'packed');
  });

  it('refuses what is not on the shelf, with the reason', async () => {
    const warehouse = demo.ports.warehouse!;
    const created = await warehouse.createFulfilment(aFulfilment('1004-F1', 'NOSTOCK-1'), { key: 'k-4' });
    await demo.advance('pack');
    await expect(warehouse.readFulfilment(created)).resolves.toMatchObject({
      state: 'refused',
      reason: 'SKU NOSTOCK-1 was not found on the shelf.',
    });
  });

  it('cancels until it is packed, and then says why not', async () => {
    const warehouse = demo.ports.warehouse!;
    const first = await warehouse.createFulfilment(aFulfilment('1005-F1'), { key: 'k-5' });
    await expect(warehouse.cancelFulfilment(first)).resolves.toEqual({ cancelled: true });
    const second = await warehouse.createFulfilment(aFulfilment('1005-F2'), { key: 'k-6' });
    await demo.advance('pack');
    await expect(warehouse.cancelFulfilment(second)).resolves.toMatchObject({
      cancelled: false,
      reason: expect.stringContaining('cannot be cancelled any more'),
    });
  });

  it('is a conflict for the same reference again, and a refusal with the field for wrong data', async () => {
    const warehouse = demo.ports.warehouse!;
    await warehouse.createFulfilment(aFulfilment('1006-F1'), { key: 'k-7' });
    await expect(warehouse.createFulfilment(aFulfilment('1006-F1'), { key: 'k-7' })).rejects.toThrow(ConflictError);
    const failure = warehouse.createFulfilment(aFulfilment('1007-F1', 'MUG-1', '1.5'), { key: 'k-8' });
    await expect(failure).rejects.toThrow(RejectedByVendorError);
    await expect(failure).rejects.toMatchObject({ field: 'lines[0].quantity', vendorCode: 'VALIDATION' });
  });

  it('refuses more lines than the warehouse takes', async () => {
    const fulfilment = aFulfilment('1007-F2');
    const lines = Array.from({ length: 101 }, (_, index) => ({ ...fulfilment.lines[0]!, orderLineId: String(index) }));
    const failure = demo.ports.warehouse!.createFulfilment({ ...fulfilment, lines }, { key: 'k-8' });
    await expect(failure).rejects.toMatchObject({ errorClass: 'rejected', field: 'lines' });
  });

  it('does not know whether a create happened whose answer never came, and finds it', async () => {
    await demo.open(DEADLINE_MS);
    const warehouse = demo.ports.warehouse!;
    await demo.fault('timeout-after-commit');
    await expect(warehouse.createFulfilment(aFulfilment('1008-F1'), { key: 'k-9' })).rejects.toThrow(
      UnknownOutcomeError,
    );
    await expect(warehouse.findFulfilment('1008-F1')).resolves.toMatchObject({ id: expect.stringMatching(/^FUL-/) });
    await expect(demo.records()).resolves.toHaveLength(1);
  });

  it('tells the classes of trouble apart', async () => {
    const warehouse = demo.ports.warehouse!;
    await demo.fault('http-429', { retryAfter: 2 });
    const throttled = await warehouse.findFulfilment('x').catch((error: unknown) => error);
    expect(throttled).toBeInstanceOf(RateLimitedError);
    expect(throttled).toMatchObject({ retryAfterMs: 2_000 });
    await demo.open();
    await demo.fault('auth');
    await expect(demo.ports.warehouse!.findFulfilment('x')).rejects.toThrow(AuthenticationError);
    await demo.fault('malformed');
    await expect(demo.ports.warehouse!.findFulfilment('x')).rejects.toThrow(UnexpectedResponseError);
    await demo.fault('malformed');
    const create = demo.ports.warehouse!.createFulfilment(aFulfilment('1009-F1'), { key: 'k-10' });
    await expect(create).rejects.toThrow(UnknownOutcomeError);
    await demo.fault('http-500');
    await expect(demo.ports.warehouse!.findFulfilment('x')).rejects.toThrow(TransientError);
    await demo.fault('http-500');
    const again = demo.ports.warehouse!.createFulfilment(aFulfilment('1010-F1'), { key: 'k-11' });
    await expect(again).rejects.toThrow(UnknownOutcomeError);
  });

  it('reads stock page by page, then only what changed', async () => {
    const stockSource = demo.ports.stockSource!;
    const all = await stockSource.readStock(null);
    expect(all.levels).toHaveLength(8);
    expect(all.levels[0]).toMatchObject({ sku: 'MUG-1', warehouse: 'WAW-1', onHand: '500', sourceSequence: '1' });
    const nothingNew = await stockSource.readStock(all.next);
    expect(nothingNew).toEqual({ levels: [], next: all.next, more: false });
    await demo.ports.warehouse!.createFulfilment(aFulfilment('1011-F1'), { key: 'k-12' });
    await demo.advance('pack');
    const changed = await stockSource.readStock(all.next);
    expect(changed.levels).toMatchObject([{ sku: 'MUG-1', onHand: '498' }]);
    expect(changed.next).not.toEqual(all.next);
    await expect(stockSource.readStock('999999')).rejects.toThrow(RejectedByVendorError);
  });

  it('tells of a packed fulfilment by a signed webhook', async () => {
    const created = await demo.ports.warehouse!.createFulfilment(aFulfilment('1012-F1'), { key: 'k-13' });
    await demo.advance('pack');
    await waitFor(() => demo.inbox.received.length === 1);
    const [webhook] = demo.inbox.received;
    const parsed = await demo.ports.webhookReceiver!.receive(webhook!);
    expect(parsed.events).toEqual([{ type: 'fulfilment-changed', remoteId: created.id }]);
    expect(parsed.deduplicationKey).toMatch(/^[0-9a-f-]{36}$/);
    const forged = { ...webhook!, body: Buffer.from(webhook!.body.toString().replace('1012', '1013')) };
    await expect(demo.ports.webhookReceiver!.receive(forged)).rejects.toThrow(WebhookSignatureError);
    await expect(demo.ports.webhookReceiver!.receive(oldWebhook())).rejects.toThrow(WebhookSignatureError);
  });

  it('keeps no secret and nobody’s data in what is captured', async () => {
    await demo.ports.warehouse!.createFulfilment(aFulfilment('1014-F1'), { key: 'k-14' });
    const captured = demo.captured;
    expect(captured).toContain('MUG-1');
    for (const hidden of ['magazyn-demo-key', 'Kowalski', 'Prosta 51', '+48500600700', 'jan@example.com']) {
      expect(captured).not.toContain(hidden);
    }
  });
});

function oldWebhook(): RawWebhook {
  const body = Buffer.from('{}');
  const timestamp = String(Math.floor(Date.now() / 1_000) - 3_600);
  const signature = createHmac('sha256', 'magazyn-webhook-secret')
    .update(`${timestamp}.${body.toString()}`)
    .digest('hex');
  const headers = { 'x-magazyn-timestamp': timestamp, 'x-magazyn-signature': `sha256=${signature}` };
  return { method: 'POST', headers, query: {}, suffix: '', body };
}

function aFulfilment(reference: string, sku = 'MUG-1', quantity = '2'): Fulfilment {
  return {
    reference,
    orderReference: reference.replace(/-F.*/, ''),
    warehouse: 'WAW-1',
    deliveryMethod: 'inpost-locker',
    shippingAddress: {
      firstName: 'Jan',
      lastName: 'Kowalski',
      company: 'Żółć Sp. z o.o.',
      street: 'Prosta 51',
      street2: 'm. 4',
      city: 'Łódź',
      postalCode: '90-001',
      country: 'PL',
      phone: '+48500600700',
      email: 'jan@example.com',
    },
    lines: [{ orderLineId: '1', sku, ean: null, name: 'Kubek żółty', quantity }],
  };
}
