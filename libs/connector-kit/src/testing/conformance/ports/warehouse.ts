import assert from 'node:assert/strict';
import type { Fulfilment } from '@crossdock/canonical';
import type { RemoteRecord } from '../../../ports';
import { aFulfilment } from '../../samples';
import { describeFailures } from '../failures';
import type { ConformanceHarness, WarehouseSamples } from '../harness';
import { describePort, needed, type CaseContext, type Suite } from '../suite';
import { describeCreation } from '../writes';

const WAITING = ['requested', 'picking'];

export function describeWarehouse(harness: ConformanceHarness): void {
  const samples = harness.samples.warehouse;
  describePort(harness, 'warehouse', 'warehouse', samples, (suite) => {
    if (samples === undefined) return;
    const request = samples.request ?? aFulfilment;
    describeCreation<'warehouse', Fulfilment>(suite, {
      what: 'requesting a fulfilment',
      samples,
      request: async () => request(),
      withLongerReference: (short) => ({ ...short, reference: `${short.reference}1` }),
      send: async (port, sent, key) => port.createFulfilment(sent, { key }),
      find: async (port, sent) => port.findFulfilment(sent.reference),
    });
    describeFailures(suite, {
      what: 'reading a fulfilment',
      write: false,
      arrange: async (context) => {
        const made = await requested(context, request());
        return { send: async (port) => port.readFulfilment(made) };
      },
    });
    describeLife(suite, samples, request);
  });
}

async function requested(context: CaseContext<'warehouse'>, fulfilment: Fulfilment): Promise<RemoteRecord> {
  const { port } = await context.open();
  return port.createFulfilment(fulfilment, { key: 'key-1' });
}

function describeLife(suite: Suite<'warehouse'>, samples: WarehouseSamples, request: () => Fulfilment): void {
  suite.check('a new fulfilment waits, and nothing is packed', async (context) => {
    const made = await requested(context, request());
    const { port } = await context.open();
    const { id, state, packages } = await port.readFulfilment(made);
    assert.equal(id, made.id);
    assert.ok(WAITING.includes(state), `the state is "${state}"`);
    assert.deepEqual(packages, []);
  });
  suite.check('a packed fulfilment says what was packed', async (context) => {
    const sent = request();
    const made = await requested(context, sent);
    const { port } = await context.open();
    await needed(samples.pack, 'pack')(sent.reference);
    const { state, packages } = await port.readFulfilment(made);
    assert.equal(state, 'packed');
    assert.ok(packages.length > 0, 'there is a package');
    for (const { weightGrams } of packages) {
      const whole = weightGrams === undefined || weightGrams === null || Number.isInteger(weightGrams);
      assert.ok(whole, 'weights are whole grams');
    }
    assert.equal((await port.findFulfilment(sent.reference))?.id, made.id, 'it is still found by its reference');
  });
  suite.check('a fulfilment that waits can be cancelled', async (context) => {
    const made = await requested(context, request());
    const { port } = await context.open();
    assert.deepEqual(await port.cancelFulfilment(made), { cancelled: true });
    assert.equal((await port.readFulfilment(made)).state, 'cancelled');
  });
  suite.check('a packed one is cancelled, or there is a reason why not', async (context) => {
    const sent = request();
    const made = await requested(context, sent);
    const { port } = await context.open();
    await needed(samples.pack, 'pack')(sent.reference);
    const result = await port.cancelFulfilment(made);
    const { state } = await port.readFulfilment(made);
    if (result.cancelled) assert.equal(state, 'cancelled');
    else assert.notEqual(result.reason.trim(), '', 'there is a reason');
  });
}
