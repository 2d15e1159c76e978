import { waitFor } from '../support';
import { demoOrder, RunningHub, type OrderAnswer } from './running-hub';

const TIMEOUT_MS = 60_000;
const ERP = 'dynamics-365-bc';

describe('one order', () => {
  let hub: RunningHub;
  beforeAll(async () => {
    hub = await RunningHub.start();
  }, TIMEOUT_MS);
  afterAll(async () => hub.stop());

  const numberOf = (order: OrderAnswer, kind: string): string | null | undefined =>
    order.documents.find((document) => document.kind === kind)?.number;
  const told = async (reference: string): Promise<unknown[]> =>
    (await hub.records('shop', 'event', reference)).map((record) => record.event);

  it(
    'becomes one ERP document, one picking order, one parcel and a tracking number, and the shop is told',
    async () => {
      const order = demoOrder();
      const id = await hub.place(order);
      const shipped = await hub.reaches(id, 'shipped');
      expect(numberOf(shipped, 'sales-order')).toEqual(expect.any(String));
      expect(shipped.shipments).toEqual([expect.objectContaining({ waybill: expect.stringMatching(/^\d{24}$/) })]);
      expect(await hub.records(ERP, 'sales-order', order.externalId)).toHaveLength(1);
      expect(await hub.records('wms', 'fulfilment', order.externalId)).toHaveLength(1);
      expect(await hub.records('inpost', 'shipment', order.externalId)).toHaveLength(1);
      await waitFor(async () => (await told(order.externalId)).includes('order.shipped'));
      expect(await told(order.externalId)).toEqual(['order.accepted', 'order.shipped']);
      const label = await fetch(`${hub.hubUrl}${shipped.shipments[0]!.labelUrl!}`, {
        headers: { authorization: `Bearer ${hub.apiKey}` },
      });
      expect(
        Buffer.from(await label.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    },
    TIMEOUT_MS,
  );

  it(
    'is invoiced and paid in the ERP after it was shipped, and delivered in the end',
    async () => {
      const order = demoOrder();
      const id = await hub.place(order);
      await hub.reaches(id, 'shipped');
      await waitFor(async () => numberOf(await hub.order(id), 'payment') !== undefined, { timeoutMs: 20_000 });
      expect(numberOf(await hub.order(id), 'invoice')).toEqual(expect.any(String));
      await hub.advance('inpost', { action: 'deliver', reference: order.externalId });
      await hub.reaches(id, 'delivered');
      await waitFor(async () => (await told(order.externalId)).includes('order.delivered'));
    },
    TIMEOUT_MS,
  );

  it(
    'is one order however often it is sent at the same time',
    async () => {
      const order = demoOrder();
      const answers = await Promise.all(
        Array.from({ length: 50 }, async () => hub.call<{ id: string }>('POST', '/api/v1/orders', order)),
      );
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
      await hub.reaches(answers[0]!.body.id, 'shipped');
      expect(await hub.records('wms', 'fulfilment', order.externalId)).toHaveLength(1);
    },
    TIMEOUT_MS,
  );

  it(
    'waits for its payment, and goes on when the gateway says that it came',
    async () => {
      const unpaid = demoOrder();
      const payment = {
        ...(unpaid.payment as object),
        status: 'pending',
        transactionId: `PENDING-${unpaid.externalId}`,
      };
      const id = await hub.place({ ...unpaid, payment });
      await hub.reaches(id, 'awaiting_payment');
      expect(await hub.records('wms', 'fulfilment', unpaid.externalId)).toHaveLength(0);
      await hub.advance('przelewy24', { action: 'pay', sessionId: payment.transactionId, amount: 5297 });
      await hub.reaches(id, 'shipped');
    },
    TIMEOUT_MS,
  );

  it(
    'goes abroad by the other courier, in as many parcels as it needs',
    async () => {
      const address = { street: 'Hauptstraße 5', city: 'Köln', postalCode: '50667', country: 'DE' };
      const delivery = { method: 'courier-international', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } };
      const order = demoOrder({ pickupPoint: null, delivery, billingAddress: address, shippingAddress: address });
      const id = await hub.place(order);
      const shipped = await hub.reaches(id, 'shipped');
      expect(shipped.shipments[0]!.waybill).toEqual(expect.any(String));
      expect(await hub.records('parcel', 'shipment', order.externalId)).toHaveLength(1);
    },
    TIMEOUT_MS,
  );

  it(
    'stops in front of a person when its data is at fault, and tells the shop why',
    async () => {
      const lines = [
        {
          id: '1',
          sku: 'UNKNOWN-1',
          name: 'Kubek',
          quantity: '2',
          unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' },
        },
      ];
      const order = demoOrder({ lines });
      const id = await hub.place(order);
      const stopped = await waitFor(async () => {
        const seen = await hub.order(id);
        return seen.attention ? seen : null;
      });
      expect(stopped.attentionReason).toContain('UNKNOWN-1');
      expect(stopped.steps).toContainEqual(expect.objectContaining({ step: 'create-sales-order', state: 'dead' }));
      await waitFor(async () => (await told(order.externalId)).includes('order.attention'));
      expect(await hub.records('wms', 'fulfilment', order.externalId)).toHaveLength(0);
    },
    TIMEOUT_MS,
  );
});
