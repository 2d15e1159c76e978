import { checkOrder } from '@crossdock/canonical';
import {
  NotFoundAtVendorError,
  RejectedByVendorError,
  UnknownOutcomeError,
  UnmappedValueError,
} from '@crossdock/connector-kit';
import { waitFor } from '../support';
import { AllegroDemo, aReport, SHORT_DEADLINE_MS, WAYBILL } from './allegro-demo';

describe('Allegro over HTTP: orders', () => {
  let allegro: AllegroDemo;

  beforeAll(async () => {
    allegro = await AllegroDemo.start();
  });
  afterAll(async () => allegro.stop());
  beforeEach(async () => allegro.restart());

  describe('orders', () => {
    it('are read page by page from the cursor, each once', async () => {
      const { ids } = await allegro.placeOrder({ count: 5 });
      await allegro.reopen({ settings: { pageSize: 2 } });
      const seen: string[] = [];
      let cursor: string | null = null;
      for (let more = true; more;) {
        const page = await allegro.orders.readChanges(cursor);
        seen.push(...page.changes.map(({ externalId }) => externalId));
        ({ next: cursor, more } = page);
      }
      expect(seen).toEqual(ids);
      await expect(allegro.orders.readChanges(cursor)).resolves.toEqual({ changes: [], next: cursor, more: false });
    });

    it('begin with the first reading when there is no start date', async () => {
      await allegro.placeOrder();
      await allegro.reopen({ settings: { startDate: undefined } });
      expect((await allegro.orders.readChanges(null)).changes).toEqual([]);
      const { id } = await allegro.placeOrder();
      expect((await allegro.orders.readChanges(null)).changes.map(({ externalId }) => externalId)).toEqual([id]);
    });

    it('of an account without any event are not missed either', async () => {
      await allegro.reopen({ settings: { startDate: undefined } });
      expect(await allegro.orders.readChanges(null)).toEqual({ changes: [], next: null, more: false });
      const { id } = await allegro.placeOrder();
      expect((await allegro.orders.readChanges(null)).changes.map(({ externalId }) => externalId)).toEqual([id]);
    });

    it('are such as the hub takes: totals, tax, Polish letters, paid online to a locker', async () => {
      const { id } = await allegro.placeOrder();
      const found = await allegro.orders.fetchOrder(id);
      expect(checkOrder(found!.order)).toEqual([]);
      expect(found).toMatchObject({
        state: 'open',
        order: {
          externalId: id,
          customer: { firstName: 'Żaneta', lastName: 'Gęślą-Jaźń' },
          shippingAddress: { city: 'Łódź', postalCode: '90-743', country: 'PL' },
          pickupPoint: { carrier: 'inpost', id: 'WAW01A' },
          delivery: { method: 'inpost-locker', price: { gross: '9.99', taxRate: '23' } },
          payment: { method: 'allegro', status: 'paid', cashOnDelivery: false, amount: { amount: '49.97' } },
          lines: [{ sku: 'MUG-1', quantity: '2', unitPrice: { gross: '19.99', taxRate: '23' } }],
          totals: { gross: '49.97', currency: 'PLN' },
        },
      });
    });

    it('paid on delivery say so, with the amount to collect', async () => {
      const { id } = await allegro.placeOrder({ cod: true });
      const { order } = (await allegro.orders.fetchOrder(id))!;
      expect(order.delivery.method).toBe('inpost-courier');
      expect(order.payment).toMatchObject({ cashOnDelivery: true, status: 'pending', amount: { amount: '57.97' } });
      expect(checkOrder(order)).toEqual([]);
    });

    it('with an invoice carry company and NIP', async () => {
      const { id } = await allegro.placeOrder({ invoice: true, method: 'dpd' });
      const { order } = (await allegro.orders.fetchOrder(id))!;
      expect(order).toMatchObject({
        invoiceRequested: true,
        customer: { company: 'Żółw i Spółka sp. z o.o.', taxId: '5260001246' },
        delivery: { method: 'courier-international' },
      });
      expect(checkOrder(order)).toEqual([]);
    });

    it('that are not paid yet are incomplete and are signalled when they are', async () => {
      const { id } = await allegro.placeOrder({ status: 'BOUGHT' });
      const before = await allegro.orders.readChanges(null);
      expect(before.changes).toEqual([]);
      expect((await allegro.orders.fetchOrder(id))!.state).toBe('incomplete');
      await allegro.advance({ action: 'complete', orderId: id });
      expect((await allegro.orders.readChanges(before.next)).changes).toMatchObject([{ externalId: id }]);
      expect((await allegro.orders.fetchOrder(id))!.state).toBe('open');
    });

    it('that the buyer cancelled are cancelled, with another revision', async () => {
      const { id, revision } = await allegro.placeOrder();
      await allegro.advance({ action: 'cancel', orderId: id });
      const found = (await allegro.orders.fetchOrder(id))!;
      expect(found.state).toBe('cancelled');
      expect(found.revision).not.toBe(revision);
    });

    it('that became part of another one are unknown', async () => {
      const { id } = await allegro.placeOrder();
      await allegro.advance({ action: 'merge', orderId: id });
      await expect(allegro.orders.fetchOrder(id)).resolves.toBeNull();
    });

    it('with an unknown status are an error that carries the word', async () => {
      const { id } = await allegro.placeOrder({ status: 'ON_HOLD' });
      await expect(allegro.orders.fetchOrder(id)).rejects.toMatchObject({ key: 'ON_HOLD' });
      await expect(allegro.orders.fetchOrder(id)).rejects.toBeInstanceOf(UnmappedValueError);
    });

    it('do not come back because of our own status', async () => {
      const { id } = await allegro.placeOrder();
      const { next } = await allegro.orders.readChanges(null);
      await allegro.reporter.reportStatus(id, 'processing');
      await expect(allegro.orders.readChanges(next)).resolves.toEqual({ changes: [], next, more: false });
    });
  });

  describe('the status of an order', () => {
    it('follows the hub and is never taken back', async () => {
      const { id } = await allegro.placeOrder();
      const seen: (string | undefined)[] = [];
      for (const status of ['received', 'processing', 'packed', 'shipped', 'picking', 'delivered'] as const) {
        await allegro.reporter.reportStatus(id, status);
        seen.push(await allegro.fulfilmentStatus(id));
      }
      expect(seen).toEqual(['NEW', 'PROCESSING', 'READY_FOR_SHIPMENT', 'SENT', 'SENT', 'PICKED_UP']);
    });

    it('is set although the form was changed between reading and writing', async () => {
      const { id } = await allegro.placeOrder();
      const first = allegro.connection;
      await allegro.fault('slow', { match: '/fulfillment', delayMs: 150 });
      const told = first.ports.fulfilmentReporter!.reportStatus(id, 'processing');
      await waitFor(() => first.exchanges.some(({ operation }) => operation === 'read-order'));
      await allegro.advance({ action: 'modify', orderId: id });
      await told;
      expect(await allegro.fulfilmentStatus(id)).toBe('PROCESSING');
      expect(first.exchanges.map(({ status }) => status)).toContain(409);
    });

    it('of an unknown order cannot be set', async () => {
      const unknown = 'a0000000-0000-11f0-9000-000000000001';
      await expect(allegro.reporter.reportStatus(unknown, 'processing')).rejects.toBeInstanceOf(NotFoundAtVendorError);
    });
  });

  describe('a tracking number', () => {
    it('is added once and found again', async () => {
      const { id, lines } = await allegro.placeOrder();
      await expect(allegro.reporter.findShipmentReport(aReport(id))).resolves.toBeNull();
      const added = await allegro.reporter.reportShipment(aReport(id, { lineIds: [lines[0]!.id] }), { key: 'k' });
      await expect(allegro.reporter.findShipmentReport(aReport(id))).resolves.toEqual(added);
      await expect(allegro.records('shipment')).resolves.toMatchObject([
        { reference: id, waybill: WAYBILL, carrierId: 'INPOST', lineItems: [{ id: lines[0]!.id }] },
      ]);
    });

    it('that was taken without an answer is found, and is there once', async () => {
      const { id } = await allegro.placeOrder();
      await allegro.reopen({ deadlineMs: SHORT_DEADLINE_MS });
      await allegro.fault('timeout-after-commit', { match: '/shipments' });
      await expect(allegro.reporter.reportShipment(aReport(id), { key: 'k' })).rejects.toBeInstanceOf(
        UnknownOutcomeError,
      );
      await expect(allegro.reporter.findShipmentReport(aReport(id))).resolves.toMatchObject({ number: WAYBILL });
      await expect(allegro.records('shipment')).resolves.toHaveLength(1);
    });

    it('of a carrier that Allegro does not list goes under its name', async () => {
      const { id } = await allegro.placeOrder();
      await allegro.reporter.reportShipment(aReport(id, { carrier: 'custom-http', waybill: 'PW-1' }), { key: 'k' });
      await expect(allegro.records('shipment')).resolves.toMatchObject([
        { carrierId: 'OTHER', carrierName: 'custom-http' },
      ]);
    });

    it('that the carrier cannot have given is refused, naming the field', async () => {
      const { id } = await allegro.placeOrder();
      const refused = allegro.reporter.reportShipment(aReport(id, { waybill: '123' }), { key: 'k' });
      await expect(refused).rejects.toMatchObject({
        errorClass: 'rejected',
        vendorCode: 'CarrierWaybillValidationException',
        field: 'waybill',
      });
    });

    it('that was used too often is refused for good', async () => {
      const { id } = await allegro.placeOrder();
      await allegro.settings({ waybillUses: 0 });
      await expect(allegro.reporter.reportShipment(aReport(id), { key: 'k' })).rejects.toBeInstanceOf(
        RejectedByVendorError,
      );
    });
  });
});
