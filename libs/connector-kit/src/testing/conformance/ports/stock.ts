import assert from 'node:assert/strict';
import type { AvailableStock, StockLevel } from '@crossdock/canonical';
import { ConnectorError } from '../../../errors/connector-error';
import type { Cursor, ItemResult, StockSink, StockSource } from '../../../ports';
import { assertNotSeen } from '../expectations';
import { describeFailures } from '../failures';
import { readAll, type FeedPage } from '../feed';
import type { ConformanceHarness, StockSinkSamples, StockSourceSamples } from '../harness';
import { describePort, needed, type Suite } from '../suite';

type Offer = Pick<AvailableStock, 'sku' | 'offerId'>;

const withQuantity =
  (quantity: number, version: string) =>
  (offer: Offer): AvailableStock => ({ ...offer, quantity, version });

export function describeStockSink(harness: ConformanceHarness): void {
  const samples = harness.samples.stockSink;
  describePort(harness, 'stockSink', 'stock sink', samples, (suite) => {
    if (samples === undefined) return;
    describeQuantities(suite, samples);
    describeBrokenSink(suite, samples);
  });
}

function describeQuantities(suite: Suite<'stockSink'>, samples: StockSinkSamples): void {
  suite.check('quantities are absolute, and every item has its result', async (context) => {
    const offers = await samples.offers();
    assert.ok(offers.length >= 3, 'the harness gives three offers');
    const { port } = await context.open();
    for (const [quantity, version] of [
      [7, '1'],
      [0, '2'],
      [3, '3'],
    ] as const) {
      const results = await port.setStock(offers.map(withQuantity(quantity, version)), { key: `stock-${version}` });
      assert.deepEqual(
        results.filter(({ ok }) => !ok),
        [],
      );
      assert.equal(results.length, offers.length);
      assert.equal(new Set(results.map(({ key }) => key)).size, offers.length, 'results are told apart by their key');
      for (const { offerId } of offers) assert.equal(await samples.quantityAt(offerId), quantity);
    }
  });
  suite.check('the same quantity twice does no harm', async (context) => {
    const offers = await samples.offers();
    const items = offers.map(withQuantity(5, '1'));
    const { port } = await context.open();
    for (const key of ['stock-1', 'stock-1']) {
      const results = await port.setStock(items, { key });
      assert.deepEqual(
        results.filter(({ ok }) => !ok),
        [],
      );
    }
    for (const { offerId } of offers) assert.equal(await samples.quantityAt(offerId), 5);
  });
  suite.check('nothing to set is nothing to send', async (context) => {
    const { port } = await context.open();
    const before = await context.vendor.callCount();
    assert.deepEqual(await port.setStock([], { key: 'stock-1' }), []);
    assert.equal(await context.vendor.callCount(), before);
  });
  suite.check('one refused item does not hold up the others', async (context) => {
    const refused = needed(samples.refusedOffer, 'refusedOffer');
    const offers = await samples.offers();
    const { port } = await context.open();
    const items = [refused, ...offers].map(withQuantity(4, '1'));
    const results = await port.setStock(items, { key: 'stock-1' });
    const failed = results.filter(({ ok }) => !ok);
    assert.equal(failed.length, 1, 'one item failed');
    const [problem] = failed;
    assert.ok(problem?.ok === false && problem.message !== '' && problem.code !== '', 'it says why');
    for (const { offerId } of offers) assert.equal(await samples.quantityAt(offerId), 4);
  });
}

function describeBrokenSink(suite: Suite<'stockSink'>, samples: StockSinkSamples): void {
  const match = samples.match === undefined ? {} : { match: samples.match };
  suite.check('a vendor that is down leaves every item to be tried again', async (context) => {
    const offers = await samples.offers();
    const { port } = await context.open();
    await context.vendor.fault({ kind: 'http-500', times: 50, ...match });
    await toBeTriedAgain(port, offers);
  });
  suite.check('a vendor that throttles leaves every item to be tried again', async (context) => {
    const offers = await samples.offers();
    const { port } = await context.open();
    await context.vendor.fault({ kind: 'http-429', times: 50, retryAfter: 30, ...match });
    await toBeTriedAgain(port, offers);
  });
  suite.check('the transcript shows no secret', async (context) => {
    const offers = await samples.offers();
    const { port, connection } = await context.open();
    await port.setStock(offers.map(withQuantity(2, '1')), { key: 'stock-1' });
    assertNotSeen(connection.exchanges, context.harness.secrets);
  });
}

const AGAIN = ['transient', 'unknown-outcome', 'throttled'];

/** Either the whole call fails, or every item says for itself that it is worth another try. */
async function toBeTriedAgain(port: StockSink, offers: readonly Offer[]): Promise<void> {
  let results: readonly ItemResult[];
  try {
    results = await port.setStock(offers.map(withQuantity(9, '1')), { key: 'stock-1' });
  } catch (error) {
    assert.ok(error instanceof ConnectorError && AGAIN.includes(error.errorClass), `it failed with ${String(error)}`);
    return;
  }
  assert.equal(results.length, offers.length);
  for (const result of results) assert.ok(!result.ok && result.retryable, `${result.key} is to be tried again`);
}

export function describeStockSource(harness: ConformanceHarness): void {
  const samples = harness.samples.stockSource;
  describePort(harness, 'stockSource', 'stock source', samples, (suite) => {
    if (samples === undefined) return;
    describeLevels(suite, samples);
    describeFailures(suite, {
      what: 'reading stock',
      write: false,
      arrange: async () => ({ send: async (port) => port.readStock(null) }),
    });
  });
}

const levelsOf =
  (port: StockSource) =>
  async (cursor: Cursor | null): Promise<FeedPage<StockLevel>> => {
    const { levels, next, more } = await port.readStock(cursor);
    return { items: levels, next, more };
  };

type KnownLevel = Pick<StockLevel, 'sku' | 'warehouse' | 'onHand'>;

function assertHas(levels: readonly StockLevel[], { sku, warehouse, onHand }: KnownLevel): void {
  const found = levels.findLast((level) => level.sku === sku && level.warehouse === warehouse);
  assert.ok(found !== undefined, `${sku} in ${warehouse} is told`);
  assert.equal(Number(found.onHand), Number(onHand), `${sku} in ${warehouse}`);
}

function describeLevels(suite: Suite<'stockSource'>, samples: StockSourceSamples): void {
  suite.check('a reading without a cursor tells everything', async (context) => {
    const expected = await samples.expected();
    const { port } = await context.open();
    const { items } = await readAll(levelsOf(port));
    for (const level of expected) assertHas(items, level);
  });
  suite.check('a changed level is told as it is then', async (context) => {
    const { port } = await context.open();
    const { cursor } = await readAll(levelsOf(port));
    const changed = await needed(samples.change, 'change')();
    const { items } = await readAll(levelsOf(port), cursor);
    assertHas(items, changed);
  });
  suite.check('quantities are decimal numbers in text', async (context) => {
    const { port } = await context.open();
    const { items } = await readAll(levelsOf(port));
    for (const { sku, onHand } of items) assert.match(onHand, /^-?\d+(\.\d+)?$/, sku);
  });
}
