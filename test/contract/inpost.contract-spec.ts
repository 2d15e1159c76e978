import type { ShipmentRequest } from '@crossdock/canonical';
import { AmbiguousMatchError, type Ports, type RawWebhook, type RemoteRecord } from '@crossdock/connector-kit';
import {
  aShipmentRequest,
  describeConnector,
  json,
  openTestConnection,
  sandboxVendor,
  startTestServer,
  type OpenOverrides,
  type TestConnection,
  type TestServer,
} from '@crossdock/connector-kit/testing';
import { inpostConnector } from '@crossdock/connectors/inpost';
import { createSandbox, type Sandbox } from '../../apps/sandbox/src';
import { inpostSystem } from '../../apps/sandbox/src/vendors/inpost/inpost.system';
import { waitFor } from '../support';

const CREDENTIALS = { token: 'inpost-sandbox-token', webhookSecret: 'inpost-webhook-path-secret' };
const SECRETS = Object.values(CREDENTIALS);
const NEVER_MS = 3_600_000;

let sandbox: Sandbox;
let address: string;
let hub: TestServer;
const vendor = sandboxVendor(() => address, 'inpost');

beforeAll(async () => {
  sandbox = createSandbox({ file: null, systems: [inpostSystem] });
  address = await sandbox.listen(0);
  hub = await startTestServer(json({}));
});
afterAll(async () => {
  await hub.close();
  await sandbox.close();
});

function open(overrides: OpenOverrides = {}): TestConnection {
  return openTestConnection(inpostConnector, {
    settings: {
      baseUrl: `${address}/inpost`,
      organizationId: '1234',
      defaultLengthMm: 380,
      defaultWidthMm: 320,
      defaultHeightMm: 190,
      defaultWeightGrams: 1_000,
    },
    credentials: overrides.credentials ?? CREDENTIALS,
    ...(overrides.deadlineMs === undefined ? {} : { deadlineMs: overrides.deadlineMs }),
  });
}

const byCourier = (): ShipmentRequest => aShipmentRequest({ deliveryMethod: 'inpost-courier' });
const toLocker = (id: string): ShipmentRequest =>
  aShipmentRequest({ deliveryMethod: 'inpost-locker', pickupPoint: { carrier: 'inpost', id } });

/** What ShipX posts when a shipment gets its waybill, as the hub would be given it. */
async function confirmationCall(): Promise<RawWebhook> {
  hub.requests.length = 0;
  await vendor.settings({ webhookUrl: hub.baseUrl });
  const connection = open();
  const request = byCourier();
  await connection.ports.carrier!.createShipment(request, { key: 'key-1' });
  await connection.close();
  await vendor.advance({ action: 'confirm', reference: request.reference });
  await waitFor(() => hub.requests.length >= 3);
  await vendor.settings({ webhookUrl: null });
  const [call] = hub.requests.filter(({ body }) => body.includes('shipment_confirmed'));
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    query: {},
    body: Buffer.from(call!.body),
    suffix: CREDENTIALS.webhookSecret,
  };
}

/** Nothing happens by itself, and the search finds parts of a reference too: ShipX does not say how it compares. */
const standStill = async (): Promise<void> => {
  await vendor.settings({
    confirmAfterMs: NEVER_MS,
    collectAfterMs: NEVER_MS,
    deliverAfterMs: NEVER_MS,
    webhookUrl: null,
    looseSearch: true,
  });
};

describeConnector({
  connector: inpostConnector,
  open,
  vendor,
  prepare: standStill,
  samples: {
    carrier: {
      recordType: 'shipment',
      match: '/v1/organizations/1234/shipments',
      request: byCourier,
      // The sandbox has no point whose id begins with XXX.
      refused: () => toLocker('XXX01'),
      confirm: async (reference) => {
        await vendor.advance({ action: 'confirm', reference });
      },
      deliver: async (reference) => {
        await vendor.advance({ action: 'deliver', reference });
      },
      pickupPointCity: 'Kraków',
    },
    webhookReceiver: {
      genuine: confirmationCall,
      genuineUnreadable: async () => ({
        ...(await confirmationCall()),
        body: Buffer.from('{"event":"shipment_confirmed"}'),
      }),
      unproved: (webhook) => ({ ...webhook, suffix: '' }),
    },
  },
  skip: {
    'a changed byte is refused': 'ShipX signs nothing; the proof is the secret in the address that it was told.',
  },
  wrongCredentials: { ...CREDENTIALS, token: 'a-token-of-nobody' },
  secrets: SECRETS,
});

describe('InPost over HTTP', () => {
  let connection: TestConnection;

  beforeEach(async () => {
    await vendor.reset();
    await standStill();
    connection = open();
  });
  afterEach(async () => connection.close());

  const carrier = (): Ports['carrier'] => connection.ports.carrier!;
  const create = async (request: ShipmentRequest): Promise<RemoteRecord> =>
    carrier().createShipment(request, { key: 'key-1' });

  it('sends a parcel to a locker with the amount to collect, insured for as much', async () => {
    const cashOnDelivery = { amount: '123.45', currency: 'PLN' };
    const request = { ...toLocker('KRA010'), cashOnDelivery };
    await create(request);
    expect(await vendor.records('shipment')).toMatchObject([
      {
        reference: request.orderReference,
        externalCustomerId: request.reference,
        service: 'inpost_locker_standard',
        targetPoint: 'KRA010',
        parcels: [{ template: 'medium' }],
        cashOnDelivery: { amount: 123.45, currency: 'PLN' },
        insurance: { amount: 123.45, currency: 'PLN' },
      },
    ]);
  });

  it('has neither waybill nor label before the shipment is confirmed', async () => {
    const made = await create(byCourier());
    expect(await carrier().readShipment(made)).toMatchObject({ state: 'created', waybill: null, problem: null });
    expect(await carrier().readLabel(made, 'pdf')).toBeNull();
  });

  it('says why a shipment that could not be paid for has no waybill', async () => {
    const request = byCourier();
    const made = await create(request);
    await vendor.advance({ action: 'failPurchase', reference: request.reference });
    expect(await carrier().readShipment(made)).toMatchObject({
      state: 'exception',
      waybill: null,
      problem: expect.stringContaining('blocked because of a debt'),
    });
  });

  it('does not find a cancelled shipment, so that the same reference may be shipped again', async () => {
    const request = byCourier();
    const first = await create(request);
    expect(await carrier().cancelShipment(first)).toEqual({ cancelled: true });
    expect(await carrier().findShipment(request.reference)).toBeNull();
    const second = await create(request);
    expect(await carrier().findShipment(request.reference)).toEqual(second);
  });

  it('leaves it to a person when two shipments have the same reference', async () => {
    const request = byCourier();
    await create(request);
    await create(request);
    await expect(carrier().findShipment(request.reference)).rejects.toBeInstanceOf(AmbiguousMatchError);
  });

  it('takes an unknown status for no news', async () => {
    const request = byCourier();
    const made = await create(request);
    await vendor.advance({ action: 'confirm', reference: request.reference });
    await vendor.advance({ action: 'status', status: 'teleported', reference: request.reference });
    expect(await carrier().readShipment(made)).toMatchObject({ state: 'confirmed', problem: null });
  });

  it('names the delivery method that has no InPost service', async () => {
    const unknown = create(aShipmentRequest({ deliveryMethod: 'drone' }));
    await expect(unknown).rejects.toMatchObject({ table: 'service', key: 'drone' });
  });
});
