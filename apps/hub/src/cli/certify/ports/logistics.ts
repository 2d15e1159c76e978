import type { LabelFormat } from '@crossdock/canonical';
import type { PickupPointDetails, RemoteRecord, ShipmentSnapshot } from '@crossdock/connector-kit';
import { NotAsExpected, type Expectation } from '../check';
import { nothingUnder, sameRecord, undone, written } from '../expectations';
import { settled } from '../settled';
import type { Bench } from './bench';

type CarrierBench = Bench<'carrier'>;

const NEEDS_SHIPMENT = ['findShipment', 'readShipment', 'readLabel', 'createManifest', 'cancelShipment'];
const POINTS = 3;
const PDF = '%PDF';

export async function certifyWarehouse({ port, checks, samples }: Bench<'warehouse'>): Promise<void> {
  const fulfilment = samples.fulfilment();
  const { reference } = fulfilment;
  await checks.run('findFulfilment', async () => port.findFulfilment(samples.unknown), nothingUnder(samples.unknown));
  const created = await checks.run(
    'createFulfilment',
    async () => port.createFulfilment(fulfilment, samples.key('create-fulfilment')),
    written,
  );
  if (!created.ok) {
    for (const operation of ['readFulfilment', 'cancelFulfilment'])
      checks.notRun(
        operation,
        'there is no fulfilment; samples.sku and samples.warehouse say what the warehouse knows.',
      );
    return;
  }
  const record = created.result;
  await checks.run('findFulfilment', async () => port.findFulfilment(reference), sameRecord(record));
  await checks.run('readFulfilment', async () => port.readFulfilment(record), {
    describe: ({ state, packages }) => `${state}, ${packages.length} packages`,
  });
  await checks.run('cancelFulfilment', async () => port.cancelFulfilment(record), undone);
}

export async function certifyCarrier(bench: CarrierBench): Promise<void> {
  const { port, checks, samples } = bench;
  const pointId = await pickupPoint(bench);
  await checks.run('findShipment', async () => port.findShipment(samples.unknown), nothingUnder(samples.unknown));
  const request = samples.shipment(pointId);
  const created = await checks.run(
    'createShipment',
    async () => port.createShipment(request, samples.key('create-shipment')),
    written,
  );
  if (!created.ok) {
    for (const operation of NEEDS_SHIPMENT)
      checks.notRun(operation, 'there is no shipment; samples.deliveryMethod says which service to use.');
    return;
  }
  await checks.run('findShipment', async () => port.findShipment(request.reference), sameRecord(created.result));
  await followShipment(bench, created.result);
}

async function pickupPoint({ port, checks, samples }: CarrierBench): Promise<string | null> {
  const { city, postalCode } = samples.order().shippingAddress;
  const found = await checks.run(
    'findPickupPoints',
    async () => port.findPickupPoints({ city, postalCode, limit: POINTS }),
    pickupPoints(city),
  );
  return found.ok ? (found.result[0]?.id ?? null) : null;
}

function pickupPoints(city: string): Expectation<readonly PickupPointDetails[]> {
  return {
    describe: (points) => {
      if (points.length > POINTS)
        throw new NotAsExpected(`${points.length} points came, although ${POINTS} were wanted`);
      return `${points.length} pickup points in ${city}`;
    },
  };
}

async function followShipment({ port, checks }: CarrierBench, record: RemoteRecord): Promise<void> {
  await checks.run('readShipment', async () => settled(async () => port.readShipment(record), hasWaybill), {
    describe: ({ state, waybill, problem }) =>
      [`${state}, ${waybill === null ? 'no waybill yet' : `waybill ${waybill}`}`, problem].filter(Boolean).join(': '),
  });
  await checks.run('readLabel', async () => readyLabel(port, record, 'pdf'), {
    describe: (content) => labelled('pdf', content),
  });
  await checks.run('readLabel', async () => readyLabel(port, record, 'zpl'), {
    describe: (content) => labelled('zpl', content),
    refusalIsAnswer: 'the courier prints no ZPL for this service.',
  });
  await checks.run('createManifest', async () => port.createManifest([record]), {
    describe: (content) => `hand-over list of ${content.byteLength} bytes`,
    refusalIsAnswer: 'the courier lists only parcels that are ready to be collected.',
  });
  await checks.run('cancelShipment', async () => port.cancelShipment(record), undone);
}

function hasWaybill({ state, waybill }: ShipmentSnapshot): boolean {
  return waybill !== null || state !== 'created';
}

async function readyLabel(
  port: CarrierBench['port'],
  record: RemoteRecord,
  format: LabelFormat,
): Promise<Uint8Array | null> {
  const label = await settled(
    async () => port.readLabel(record, format),
    (read) => read !== null,
  );
  return label?.content ?? null;
}

function labelled(format: LabelFormat, content: Uint8Array | null): string {
  if (content === null) throw new NotAsExpected(`there is no ${format} label yet`);
  const start = Buffer.from(content.subarray(0, PDF.length)).toString('latin1');
  if (content.byteLength === 0 || (format === 'pdf' && start !== PDF)) {
    throw new NotAsExpected(`the label is no ${format} file`);
  }
  return `${format} label of ${content.byteLength} bytes`;
}
