import { createHmac } from 'node:crypto';
import type { ShipmentRequest } from '@crossdock/canonical';
import { ConflictError, type RawWebhook } from '@crossdock/connector-kit';
import { aShipmentRequest, describeConnector, POLISH_LETTERS, sandboxVendor } from '@crossdock/connector-kit/testing';
import { customHttpConnector } from '@crossdock/connectors/custom-http';
import { parcelSystem } from '../../apps/sandbox/src/vendors/parcel/parcel.system';
import { DemoSystem } from './custom-http-demo';

const WEBHOOK_SECRET = 'whsec_cGFyY2VsLXdvcmxkLXdlYmhvb2stc2VjcmV0';
const SECRETS = ['parcel-demo-token', WEBHOOK_SECRET];
const STAND_STILL = { automatic: false, confirmAfterMs: 600_000 };

let demo: DemoSystem;
const vendor = sandboxVendor(() => demo.sandboxUrl, 'parcel');

beforeAll(async () => {
  demo = await DemoSystem.start(parcelSystem);
});
afterAll(async () => demo.stop());

const calls = async (webhookUrl: string | null): Promise<void> => {
  demo.inbox.received.length = 0;
  await vendor.settings({ ...STAND_STILL, webhookUrl });
};

async function confirmationWebhook(): Promise<RawWebhook> {
  await calls(demo.inbox.url);
  const shipment = aShipmentRequest();
  const connection = demo.connect();
  await connection.ports.carrier!.createShipment(shipment, { key: 'key-1' });
  await connection.close();
  await vendor.advance({ action: 'confirm', reference: shipment.reference });
  return demo.nextWebhook();
}

describeConnector({
  connector: customHttpConnector,
  open: (overrides) => demo.connect(overrides),
  vendor,
  prepare: async () => calls(null),
  only: {
    ports: ['carrier', 'webhookReceiver', 'healthCheck'],
    reason: 'The demo connection is configured for what a courier does.',
  },
  samples: {
    carrier: {
      recordType: 'shipment',
      match: '/shipments',
      refused: () => inTown('x'.repeat(51)),
      confirm: async (reference) => {
        await vendor.advance({ action: 'confirm', reference });
      },
      deliver: async (reference) => {
        await vendor.advance({ action: 'deliver', reference });
      },
      pickupPointCity: 'Berlin',
    },
    webhookReceiver: {
      genuine: confirmationWebhook,
      genuineUnreadable: () => signedWebhook('{"type": '),
      unproved: (webhook) => ({ ...webhook, headers: { ...webhook.headers, 'webhook-signature': '' } }),
    },
  },
  wrongCredentials: { token: 'a-token-of-nobody', webhookSecret: WEBHOOK_SECRET },
  secrets: SECRETS,
});

describe('the demo courier over Custom HTTP', () => {
  beforeEach(async () => demo.reset(STAND_STILL));

  it('takes a shipment in its own words, amounts with two digits', async () => {
    const carrier = demo.ports.carrier!;
    const cashOnDelivery = { amount: '52.9', currency: 'EUR' };
    await carrier.createShipment({ ...aShipment('1001-F1-S1'), cashOnDelivery }, { key: 'k-1' });
    await expect(demo.records()).resolves.toMatchObject([
      {
        reference: '1001',
        service: 'WORLD-STANDARD',
        consignee: { name: `Żaneta Jaźń-${POLISH_LETTERS}`, countryCode: 'PL', zip: '90-743' },
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

  it('names the field it refuses', async () => {
    const failure = demo.ports.carrier!.createShipment(inTown('x'.repeat(51)), { key: 'k-5' });
    await expect(failure).rejects.toMatchObject({
      errorClass: 'rejected',
      field: 'consignee.city',
      message: expect.stringContaining('consignee.city'),
    });
    await demo.ports.carrier!.createShipment(aShipment('1004-F1-S2'), { key: 'k-6' });
    const again = demo.ports.carrier!.createShipment(aShipment('1004-F1-S2'), { key: 'k-6' });
    await expect(again).rejects.toThrow(ConflictError);
  });

  it('sends a parcel to a pickup point', async () => {
    const carrier = demo.ports.carrier!;
    const [point] = await carrier.findPickupPoints({ city: 'Berlin', limit: 10 });
    expect(point).toMatchObject({ id: 'PW-BER-01', latitude: 52.5286, acceptsCashOnDelivery: false, open: true });
    const pickupPoint = { carrier: 'parcel', id: point!.id };
    await carrier.createShipment({ ...aShipment('1006-F1-S1'), pickupPoint }, { key: 'k-8' });
    await expect(demo.records()).resolves.toMatchObject([{ service: 'WORLD-PICKUP', pickupPointId: 'PW-BER-01' }]);
  });
});

function aShipment(reference: string): ShipmentRequest {
  return aShipmentRequest({ reference, orderReference: reference.replace(/-F.*/, '') });
}

function inTown(city: string): ShipmentRequest {
  const { receiver, ...shipment } = aShipmentRequest();
  return { ...shipment, receiver: { ...receiver, city } };
}

/** As Standard Webhooks has it. */
function signedWebhook(text: string): RawWebhook {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const key = Buffer.from(WEBHOOK_SECRET.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`msg_1.${timestamp}.${text}`).digest('base64');
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  return { method: 'POST', headers, query: {}, suffix: '', body: Buffer.from(text) };
}
