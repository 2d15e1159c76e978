import type { ShipmentRequest } from '@crossdock/canonical';
import { ConflictError, UnknownOutcomeError, WebhookSignatureError } from '@crossdock/connector-kit';
import { waitFor } from '../support';
import { DemoSystem } from './custom-http-demo';

const DEADLINE_MS = 400;

describe('the demo courier over Custom HTTP', () => {
  let demo: DemoSystem;
  beforeAll(async () => {
    demo = await DemoSystem.start('parcel');
  });
  beforeEach(async () => demo.reset({ automatic: false, confirmAfterMs: 600_000 }));
  afterAll(async () => demo.stop());

  it('takes a shipment and is asked for it by our reference', async () => {
    const carrier = demo.ports.carrier!;
    await expect(carrier.findShipment('1001-F1-S1')).resolves.toBeNull();
    const created = await carrier.createShipment(aShipment('1001-F1-S1'), { key: 'k-1' });
    await expect(carrier.findShipment('1001-F1-S1')).resolves.toMatchObject({ id: created.id });
    await expect(demo.records()).resolves.toMatchObject([
      {
        reference: '1001',
        service: 'WORLD-STANDARD',
        consignee: { name: 'Zażółć Gęślą', countryCode: 'DE', zip: '10119' },
        pieces: [{ weightGrams: 900, lengthMm: 380 }],
        cod: { value: '52.90', currency: 'EUR' },
      },
    ]);
  });

  it('has a waybill and labels once it has confirmed, and tracks the parcel home', async () => {
    const carrier = demo.ports.carrier!;
    const created = await carrier.createShipment(aShipment('1002-F1-S1'), { key: 'k-2' });
    await expect(carrier.readShipment(created)).resolves.toMatchObject({ state: 'created', waybill: null });
    await expect(carrier.readLabel(created, 'pdf')).resolves.toBeNull();
    await demo.advance('confirm');
    const confirmed = await carrier.readShipment(created);
    expect(confirmed).toMatchObject({ state: 'confirmed', waybill: expect.stringMatching(/^PW\d{10}XX$/) });
    const pdf = await carrier.readLabel(created, 'pdf');
    expect(Buffer.from(pdf!.content).toString('latin1')).toMatch(/^%PDF-1\.4[\s\S]*%%EOF/);
    const zpl = await carrier.readLabel(created, 'zpl');
    expect(Buffer.from(zpl!.content).toString()).toMatch(/^\^XA[\s\S]*\^XZ/);
    await demo.advance('deliver', '1002');
    await expect(carrier.readShipment(created)).resolves.toMatchObject({
      state: 'delivered',
      events: [{ carrierStatus: 'CREATED' }, { state: 'confirmed' }, { state: 'shipped' }, { state: 'delivered' }],
    });
  });

  it('cancels until it is collected, and then says why not', async () => {
    const carrier = demo.ports.carrier!;
    const first = await carrier.createShipment(aShipment('1003-F1-S1'), { key: 'k-3' });
    await expect(carrier.cancelShipment(first)).resolves.toEqual({ cancelled: true });
    const second = await carrier.createShipment(aShipment('1003-F1-S2'), { key: 'k-4' });
    await demo.advance('collect', '1003-F1-S2');
    await expect(carrier.cancelShipment(second)).resolves.toMatchObject({
      cancelled: false,
      reason: expect.stringContaining('has been collected'),
    });
  });

  it('names the field it refuses', async () => {
    const shipment = aShipment('1004-F1-S1');
    const failure = demo.ports.carrier!.createShipment(
      { ...shipment, receiver: { ...shipment.receiver, city: 'x'.repeat(51) } },
      { key: 'k-5' },
    );
    await expect(failure).rejects.toMatchObject({ errorClass: 'rejected', field: 'consignee.city' });
    await demo.ports.carrier!.createShipment(aShipment('1004-F1-S2'), { key: 'k-6' });
    const again = demo.ports.carrier!.createShipment(aShipment('1004-F1-S2'), { key: 'k-6' });
    await expect(again).rejects.toThrow(ConflictError);
  });

  it('does not know whether a create happened whose answer never came, and finds it', async () => {
    await demo.open(DEADLINE_MS);
    await demo.fault('timeout-after-commit');
    const create = demo.ports.carrier!.createShipment(aShipment('1005-F1-S1'), { key: 'k-7' });
    await expect(create).rejects.toThrow(UnknownOutcomeError);
    await expect(demo.ports.carrier!.findShipment('1005-F1-S1')).resolves.not.toBeNull();
    await expect(demo.records()).resolves.toHaveLength(1);
  });

  it('finds pickup points, and sends a parcel to one', async () => {
    const carrier = demo.ports.carrier!;
    const [point] = await carrier.findPickupPoints({ city: 'Berlin', limit: 10 });
    expect(point).toMatchObject({ id: 'PW-BER-01', latitude: 52.5286, acceptsCashOnDelivery: false, open: true });
    const pickupPoint = { carrier: 'parcel', id: point!.id };
    await carrier.createShipment({ ...aShipment('1006-F1-S1'), pickupPoint }, { key: 'k-8' });
    await expect(demo.records()).resolves.toMatchObject([{ service: 'WORLD-PICKUP', pickupPointId: 'PW-BER-01' }]);
  });

  it('makes a hand-over list', async () => {
    const created = await demo.ports.carrier!.createShipment(aShipment('1007-F1-S1'), { key: 'k-9' });
    const manifest = await demo.ports.carrier!.createManifest([created]);
    expect(Buffer.from(manifest).toString('latin1')).toContain(created.id);
  });

  it('tells of every state by a webhook signed as Standard Webhooks', async () => {
    const created = await demo.ports.carrier!.createShipment(aShipment('1008-F1-S1'), { key: 'k-10' });
    await demo.advance('confirm');
    await waitFor(() => demo.inbox.received.length === 1);
    const [webhook] = demo.inbox.received;
    await expect(demo.ports.webhookReceiver!.receive(webhook!)).resolves.toEqual({
      deduplicationKey: webhook!.headers['webhook-id'],
      events: [{ type: 'shipment-changed', remoteId: created.id }],
    });
    const forged = { ...webhook!, body: Buffer.concat([webhook!.body, Buffer.from(' ')]) };
    await expect(demo.ports.webhookReceiver!.receive(forged)).rejects.toThrow(WebhookSignatureError);
  });

  it('keeps no secret and nobody’s data in what is captured', async () => {
    await demo.ports.carrier!.createShipment(aShipment('1009-F1-S1'), { key: 'k-11' });
    const captured = demo.captured;
    for (const hidden of ['parcel-demo-token', 'Zażółć', 'Torstraße', '+4930123456', 'ola@example.com']) {
      expect(captured).not.toContain(hidden);
    }
  });
});

function aShipment(reference: string): ShipmentRequest {
  return {
    reference,
    orderReference: reference.replace(/-F.*/, ''),
    deliveryMethod: 'parcel-world',
    receiver: {
      firstName: 'Zażółć',
      lastName: 'Gęślą',
      street: 'Torstraße 1',
      city: 'Berlin',
      postalCode: '10119',
      country: 'DE',
      phone: '+4930123456',
      email: 'ola@example.com',
    },
    packages: [{ reference: 'WZ/1', weightGrams: 900, lengthMm: 380, widthMm: 320, heightMm: 190 }],
    cashOnDelivery: { amount: '52.9', currency: 'EUR' },
  };
}
