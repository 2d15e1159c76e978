import type { StockLevel } from '@crossdock/canonical';
import type { Cursor, CustomerRecord, ParsedWebhook, RawWebhook } from '@crossdock/connector-kit';
import { WebhookSignatureError, AmbiguousMatchError } from '@crossdock/connector-kit';
import { waitFor } from '../support';
import { anOrder, BcDemo, NotificationEndpoint } from './dynamics-365-bc-demo';

describe('Business Central over HTTP: stock, items, customers, notifications', () => {
  let bc: BcDemo;

  beforeAll(async () => {
    bc = await BcDemo.start();
  });
  afterAll(async () => bc.stop());
  beforeEach(async () => bc.restart());

  const readStock = async (from: Cursor | null): Promise<{ levels: StockLevel[]; next: Cursor | null }> => {
    const levels: StockLevel[] = [];
    let next = from;
    for (let more = true; more;) {
      const page = await bc.connection.ports.stockSource!.readStock(next);
      levels.push(...page.levels);
      ({ next, more } = page);
    }
    return { levels, next };
  };
  const onHand = (levels: readonly StockLevel[]): string[] =>
    levels.map(({ sku, warehouse, onHand: quantity }) => `${sku} ${warehouse} ${quantity}`).sort();

  describe('stock', () => {
    it('is read whole first, by location, over several pages', async () => {
      await bc.advance({ action: 'adjust-stock', sku: 'MUG-1', location: 'OUTLET', quantity: 7.5 });
      await bc.reopen({ settings: { pageSize: 2 } });
      const { levels } = await readStock(null);
      expect(onHand(levels)).toEqual([
        'MUG-1 MAIN 100000',
        'MUG-1 OUTLET 7.5',
        'POSTER-A2 MAIN 100000',
        'TEA-100 MAIN 100000',
      ]);
    });

    it('then only where it moved, as absolute levels, down to nothing', async () => {
      const { next } = await readStock(null);
      await expect(readStock(next)).resolves.toEqual({ levels: [], next });
      const record = await bc.create('1001');
      await bc.documents.invoiceSalesOrder(record, '1001');
      await bc.advance({ action: 'adjust-stock', sku: 'TEA-100', quantity: -100_000 });
      const changes = await readStock(next);
      expect(onHand(changes.levels)).toEqual(['MUG-1 MAIN 99998', 'TEA-100 MAIN 0']);
      await expect(readStock(changes.next)).resolves.toMatchObject({ levels: [] });
    });

    it('is told of many movements page by page, and below nothing as well', async () => {
      const { next } = await readStock(null);
      for (const quantity of [-99_999, -3, 1]) await bc.advance({ action: 'adjust-stock', sku: 'MUG-1', quantity });
      await bc.reopen({ settings: { pageSize: 2 }, lookups: { warehouse: { MAIN: 'magazyn' } } });
      expect(onHand((await readStock(next)).levels)).toEqual(['MUG-1 magazyn -1', 'MUG-1 magazyn -1']);
    });
  });

  describe('items', () => {
    it('are products and prices, each once over several pages, then only those that changed', async () => {
      await bc.reopen({ settings: { pageSize: 3 }, lookups: { 'tax-rate': { VAT23: '23' } } });
      const { priceSource, productSource } = bc.connection.ports;
      const first = await productSource!.readProducts(null);
      const second = await productSource!.readProducts(first.next);
      expect([first.more, second.more]).toEqual([true, false]);
      const products = [...first.products, ...second.products];
      expect(products.map(({ sku }) => sku).sort()).toEqual(['DOSTAWA', 'MUG-1', 'POSTER-A2', 'TEA-100']);
      expect(products.find(({ sku }) => sku === 'MUG-1')).toMatchObject({
        name: { pl: 'Kubek ceramiczny „Żółw” 330 ml' },
        price: { gross: '19.99', currency: 'PLN', taxRate: '23' },
        active: true,
      });
      await bc.advance({ action: 'change-price', sku: 'MUG-1', price: 21 });
      const { prices } = await priceSource!.readPrices(second.next);
      expect(prices).toMatchObject([{ sku: 'MUG-1', price: { gross: '21.00' } }]);
    });
  });

  describe('customers', () => {
    const record = (changes: Partial<CustomerRecord['customer']> = {}): CustomerRecord => ({
      reference: '1001',
      customer: { ...anOrder().customer, ...changes },
      billingAddress: anOrder().billingAddress,
    });

    it('are made once and brought up to date', async () => {
      const sink = bc.connection.ports.customerSink!;
      await expect(sink.findCustomer(record())).resolves.toBeNull();
      const made = await sink.upsertCustomer(record(), { key: 'k' });
      const again = await sink.upsertCustomer(record({ company: 'Żółw i Spółka sp. z o.o.' }), { key: 'k' });
      expect(again).toEqual(made);
      await expect(sink.findCustomer(record())).resolves.toEqual(made);
      const kept = await bc.customers();
      expect(kept).toMatchObject([{ displayName: 'Żółw i Spółka sp. z o.o.', vendorType: 'Company' }]);
    });

    it('with the same address are for a person', async () => {
      await bc.advance({ action: 'add-customer', email: 'zaneta@example.com' });
      await bc.advance({ action: 'add-customer', email: 'zaneta@example.com' });
      await expect(bc.create('2')).rejects.toBeInstanceOf(AmbiguousMatchError);
    });
  });

  describe('notifications', () => {
    let endpoint: NotificationEndpoint;

    beforeEach(async () => {
      endpoint = await NotificationEndpoint.start();
      await bc.reopen({ settings: { notificationUrl: endpoint.url } });
      endpoint.receiver = bc.connection.ports.webhookReceiver!;
    });
    afterEach(async () => endpoint.stop());

    it('are subscribed to once, with the handshake', async () => {
      await expect(bc.health.check()).resolves.toMatchObject({ ok: true });
      await bc.health.check();
      expect(await bc.records('subscription')).toHaveLength(1);
    });

    it('tell which order was invoiced', async () => {
      await bc.health.check();
      const order = await bc.create('1001');
      await bc.documents.invoiceSalesOrder(order, '1001');
      const events = await waitFor(async () => {
        const genuine = endpoint.received.filter(({ query }) => query.validationToken === undefined);
        const parsed = await Promise.all(genuine.map(async (one) => endpoint.receiver!.receive(one)));
        const found = parsed.flatMap((one: ParsedWebhook) => one.events);
        return found.length > 0 ? found : null;
      });
      expect(events).toContainEqual({ type: 'document-changed', remoteId: order.id });
    });

    it('with another client state are refused', async () => {
      const value = [{ subscriptionId: '1', clientState: 'guess', resource: 'x', changeType: 'created' }];
      const forged: RawWebhook = {
        method: 'POST',
        headers: {},
        query: {},
        body: Buffer.from(JSON.stringify({ value })),
        suffix: '',
      };
      await expect(endpoint.receiver!.receive(forged)).rejects.toBeInstanceOf(WebhookSignatureError);
    });

    it('that cannot be subscribed to are no reason to stand still', async () => {
      endpoint.receiver = { receive: async () => ({ deduplicationKey: '1', events: [] }) };
      const report = await bc.health.check();
      expect(report.ok).toBe(true);
      expect(report.detail).toContain('Notifications do not work');
    });
  });
});
