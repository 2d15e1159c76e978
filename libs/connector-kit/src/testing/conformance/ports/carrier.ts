import assert from 'node:assert/strict';
import type { LabelFormat, ShipmentRequest } from '@crossdock/canonical';
import type { RemoteRecord } from '../../../ports';
import { aShipmentRequest } from '../../samples';
import { assertInstant } from '../expectations';
import { describeFailures } from '../failures';
import type { CarrierSamples, ConformanceHarness } from '../harness';
import { describePort, needed, type CaseContext, type Suite } from '../suite';
import { describeCreation } from '../writes';

type CarrierSuite = Suite<'carrier'>;
type CarrierContext = CaseContext<'carrier'>;

// A PDF file begins with its version (ISO 32000), a ZPL label with the start of a format.
const FILE_SIGNS: Readonly<Record<LabelFormat, string>> = { pdf: '%PDF-', zpl: '^XA' };

export function describeCarrier(harness: ConformanceHarness): void {
  const samples = harness.samples.carrier;
  describePort(harness, 'carrier', 'carrier', samples, (suite) => {
    if (samples === undefined) return;
    const request = samples.request ?? aShipmentRequest;
    describeCreation<'carrier', ShipmentRequest>(suite, {
      what: 'creating a shipment',
      samples,
      request: async () => request(),
      withLongerReference: (short) => ({ ...short, reference: `${short.reference}1` }),
      send: async (port, sent, key) => port.createShipment(sent, { key }),
      find: async (port, sent) => port.findShipment(sent.reference),
    });
    describeFailures(suite, {
      what: 'reading a shipment',
      write: false,
      arrange: async (context) => {
        const made = await createdShipment(context, request());
        return { send: async (port) => port.readShipment(made) };
      },
    });
    describeLife(suite, samples, request);
    describePrinting(suite, samples, request);
    describePickupPoints(suite, samples);
  });
}

async function createdShipment(context: CarrierContext, request: ShipmentRequest): Promise<RemoteRecord> {
  const { port } = await context.open();
  return port.createShipment(request, { key: 'key-1' });
}

function describeLife(suite: CarrierSuite, samples: CarrierSamples, request: () => ShipmentRequest): void {
  suite.check('a confirmed shipment has a waybill, and its id stays the same', async (context) => {
    const sent = request();
    const made = await createdShipment(context, sent);
    const { port } = await context.open();
    await needed(samples.confirm, 'confirm')(sent.reference);
    const snapshot = await port.readShipment(made);
    assert.equal(snapshot.id, made.id);
    assert.ok(snapshot.waybill !== null && snapshot.waybill !== '', 'the waybill is known');
    assert.ok(['confirmed', 'shipped'].includes(snapshot.state), `the state is "${snapshot.state}"`);
    assert.equal((await port.findShipment(sent.reference))?.id, made.id, 'it is still found by its reference');
  });
  suite.check('a delivered shipment says so, and when', async (context) => {
    const sent = request();
    const made = await createdShipment(context, sent);
    const { port } = await context.open();
    await needed(samples.confirm, 'confirm')(sent.reference);
    await needed(samples.deliver, 'deliver')(sent.reference);
    const { state, events } = await port.readShipment(made);
    assert.equal(state, 'delivered');
    assert.equal(events.at(-1)?.state, 'delivered', 'the last event is the delivery');
    for (const { at } of events) assertInstant(at, 'the time of an event');
    const times = events.map(({ at }) => at);
    assert.deepEqual(times, times.toSorted(), 'events are told oldest first');
  });
  suite.check('cancelling either works, or says why it does not', async (context) => {
    const made = await createdShipment(context, request());
    const { port } = await context.open();
    const result = await port.cancelShipment(made);
    if (!result.cancelled) assert.notEqual(result.reason.trim(), '', 'there is a reason');
    else assert.equal((await port.readShipment(made)).state, 'cancelled');
  });
  suite.check('a delivered parcel cannot be cancelled any more, with a reason', async (context) => {
    const sent = request();
    const made = await createdShipment(context, sent);
    const { port } = await context.open();
    await needed(samples.confirm, 'confirm')(sent.reference);
    await needed(samples.deliver, 'deliver')(sent.reference);
    const result = await port.cancelShipment(made);
    assert.ok(!result.cancelled, 'it was not cancelled');
    assert.notEqual(result.reason.trim(), '', 'there is a reason');
  });
}

function describePrinting(suite: CarrierSuite, samples: CarrierSamples, request: () => ShipmentRequest): void {
  const confirmed = async (context: CarrierContext): Promise<RemoteRecord> => {
    const sent = request();
    const made = await createdShipment(context, sent);
    await needed(samples.confirm, 'confirm')(sent.reference);
    return made;
  };
  for (const format of ['pdf', 'zpl'] as const) {
    suite.check(`the label is a ${format} file in the format that was asked for`, async (context) => {
      const made = await confirmed(context);
      const { port } = await context.open();
      const label = await port.readLabel(made, format);
      assert.equal(label?.format, format);
      assertFile(label.content, format);
    });
  }
  suite.check('the hand-over list is a PDF file', async (context) => {
    const records = [await confirmed(context), await confirmed(context)];
    const { port } = await context.open();
    assertFile(await port.createManifest(records), 'pdf');
  });
}

function assertFile(content: Uint8Array, format: LabelFormat): void {
  const beginning = Buffer.from(content.subarray(0, 1_024)).toString('latin1');
  assert.ok(beginning.includes(FILE_SIGNS[format]), `the file is a ${format}`);
}

function describePickupPoints(suite: CarrierSuite, samples: CarrierSamples): void {
  suite.check('pickup points are found by town, no more than asked for, and again by id', async (context) => {
    const city = needed(samples.pickupPointCity, 'pickupPointCity');
    const { port } = await context.open();
    const points = await port.findPickupPoints({ city, limit: 2 });
    assert.ok(points.length > 0 && points.length <= 2, `${points.length} points were found, 1 or 2 were asked for`);
    for (const point of points) {
      assert.equal(point.city.toLowerCase(), city.toLowerCase());
      assert.ok(point.open, 'only open points are offered');
    }
    const [{ id } = { id: '' }] = points;
    assert.deepEqual(
      (await port.findPickupPoints({ id, limit: 1 })).map((point) => point.id),
      [id],
    );
  });
  suite.check('an unknown pickup point is not found', async (context) => {
    const { port } = await context.open();
    assert.deepEqual(await port.findPickupPoints({ id: 'XXX00NONE', limit: 1 }), []);
  });
}
