import assert from 'node:assert/strict';
import type { Product, ProductPrice } from '@crossdock/canonical';
import type { Cursor, CustomerRecord, PriceSource, ProductSource } from '../../../ports';
import { aCustomer, anAddress, nextOrderNumber } from '../../samples';
import { describeFailures } from '../failures';
import { readAll, type FeedPage } from '../feed';
import type { ConformanceHarness, OfferCatalogueSamples } from '../harness';
import { describePort, needed, type Suite } from '../suite';
import { describeCreation, madeSince, recordsOf } from '../writes';

const PRICES = ['21.50', '19.90'];

export function describeOfferCatalogue(harness: ConformanceHarness): void {
  const samples = harness.samples.offerCatalogue;
  describePort(harness, 'offerCatalogue', 'offer catalogue', samples, (suite) => {
    if (samples === undefined) return;
    suite.check('offers are found by their SKU, and no others', async (context) => {
      const [wanted, other] = await samples.offers();
      assert.ok(wanted !== undefined && other !== undefined, 'the harness gives two offers');
      const { port } = await context.open();
      const found = await port.findOffers([wanted.sku, 'NO-SUCH-SKU']);
      assert.deepEqual(new Set(found.map(({ sku }) => sku)), new Set([wanted.sku]));
      assert.ok(found.some(({ offerId }) => offerId === wanted.offerId));
    });
    describePriceSetting(suite, samples);
    suite.check('a product can be written twice', async (context) => {
      const product = needed(samples.product, 'product')();
      const { port } = await context.open();
      for (const key of ['product-1', 'product-1']) {
        const results = await port.upsertProducts([product], { key });
        assert.deepEqual(
          results.map(({ ok }) => ok),
          [true],
        );
      }
    });
    describeFailures(suite, {
      what: 'finding offers',
      write: false,
      arrange: async () => {
        const skus = (await samples.offers()).map(({ sku }) => sku);
        return { send: async (port) => port.findOffers(skus) };
      },
    });
  });
}

function describePriceSetting(suite: Suite<'offerCatalogue'>, samples: OfferCatalogueSamples): void {
  suite.check('a price is set, and the newest wins', async (context) => {
    const priceAt = needed(samples.priceAt, 'priceAt');
    const [offer] = await samples.offers();
    assert.ok(offer !== undefined, 'the harness gives an offer');
    const { port } = await context.open();
    for (const gross of PRICES) {
      const price = { gross, currency: 'PLN', taxRate: '23' };
      const results = await port.setPrices([{ ...offer, price }], { key: `price-${gross}` });
      assert.deepEqual(
        results.map(({ ok }) => ok),
        [true],
      );
      assert.equal(Number(await priceAt(offer.offerId)), Number(gross));
    }
  });
}

export function describeCustomerSink(harness: ConformanceHarness): void {
  const samples = harness.samples.customerSink;
  describePort(harness, 'customerSink', 'customer sink', samples, (suite) => {
    if (samples === undefined) return;
    const request = samples.request ?? aCustomerRecord;
    describeCreation<'customerSink', CustomerRecord>(suite, {
      what: 'writing a customer',
      samples,
      request: async () => request(),
      send: async (port, sent, key) => port.upsertCustomer(sent, { key }),
      find: async (port, sent) => port.findCustomer(sent),
    });
    suite.check('a customer written twice is one customer', async (context) => {
      const sent = request();
      const { port } = await context.open();
      const before = await recordsOf(context, samples);
      const first = await port.upsertCustomer(sent, { key: 'key-1' });
      const second = await port.upsertCustomer(sent, { key: 'key-2' });
      assert.equal(second.id, first.id);
      assert.equal(await madeSince(context, samples, before), 1, 'the system has one customer');
    });
  });
}

/** A customer whom no system knows yet: also the e-mail address is new. */
function aCustomerRecord(): CustomerRecord {
  const number = nextOrderNumber();
  const email = `zaneta.${number}@example.pl`;
  return {
    reference: `C-${number}`,
    customer: aCustomer({ email, externalId: `C-${number}` }),
    billingAddress: anAddress({ email }),
  };
}

const productsOf =
  (port: ProductSource) =>
  async (cursor: Cursor | null): Promise<FeedPage<Product>> => {
    const { products, next, more } = await port.readProducts(cursor);
    return { items: products, next, more };
  };

export function describeProductSource(harness: ConformanceHarness): void {
  const samples = harness.samples.productSource;
  describePort(harness, 'productSource', 'product source', samples, (suite) => {
    if (samples === undefined) return;
    suite.check('a reading without a cursor tells every product, each with a name', async (context) => {
      const { port } = await context.open();
      const { items } = await readAll(productsOf(port));
      const known = new Set(items.map(({ sku }) => sku));
      assert.deepEqual(
        (await samples.skus()).filter((sku) => !known.has(sku)),
        [],
      );
      for (const { sku, name } of items)
        assert.ok(
          Object.values(name).some((text) => text !== ''),
          `${sku} has a name`,
        );
    });
    describeFailures(suite, {
      what: 'reading products',
      write: false,
      arrange: async () => ({ send: async (port) => port.readProducts(null) }),
    });
  });
}

const pricesOf =
  (port: PriceSource) =>
  async (cursor: Cursor | null): Promise<FeedPage<ProductPrice>> => {
    const { prices, next, more } = await port.readPrices(cursor);
    return { items: prices, next, more };
  };

export function describePriceSource(harness: ConformanceHarness): void {
  const samples = harness.samples.priceSource;
  describePort(harness, 'priceSource', 'price source', samples, (suite) => {
    if (samples === undefined) return;
    suite.check('a reading without a cursor tells every price, as decimal text', async (context) => {
      const { port } = await context.open();
      const { items } = await readAll(pricesOf(port));
      const known = new Set(items.map(({ sku }) => sku));
      assert.deepEqual(
        (await samples.skus()).filter((sku) => !known.has(sku)),
        [],
      );
      for (const { sku, price } of items) assert.match(price.gross, /^\d+(\.\d+)?$/, sku);
    });
    describeFailures(suite, {
      what: 'reading prices',
      write: false,
      arrange: async () => ({ send: async (port) => port.readPrices(null) }),
    });
  });
}
