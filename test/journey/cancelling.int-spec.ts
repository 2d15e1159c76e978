import { waitFor } from '../support';
import { demoOrder, RunningHub } from './running-hub';

const TIMEOUT_MS = 60_000;
const ERP = 'dynamics-365-bc';

describe('cancelling an order', () => {
  let hub: RunningHub;
  beforeAll(async () => {
    hub = await RunningHub.start();
  }, TIMEOUT_MS);
  afterAll(async () => hub.stop());

  const cancel = async (id: string) =>
    hub.call<{ detail?: string }>('POST', `/api/v1/orders/${id}/cancel`, { reason: 'Zmiana planów' });
  const timeline = async (id: string): Promise<string> =>
    JSON.stringify((await hub.call('GET', `/api/v1/orders/${id}/timeline?lang=en`)).body);

  it(
    'leaves nothing behind while it waits for its payment',
    async () => {
      const order = demoOrder();
      const payment = { ...(order.payment as object), status: 'pending', transactionId: `PENDING-${order.externalId}` };
      const id = await hub.place({ ...order, payment });
      await hub.reaches(id, 'awaiting_payment');
      expect((await cancel(id)).status).toBe(202);
      await hub.reaches(id, 'cancelled');
      expect(await hub.records(ERP, 'sales-order', order.externalId)).toHaveLength(0);
    },
    TIMEOUT_MS,
  );

  it(
    'undoes warehouse, ERP and payment while the warehouse is picking',
    async () => {
      await hub.simulate('wms', { automatic: false });
      const order = demoOrder();
      const id = await hub.place(order);
      await hub.reaches(id, 'picking');
      expect((await cancel(id)).status).toBe(202);
      const cancelled = await hub.reaches(id, 'cancelled');
      await hub.simulate('wms', { automatic: true });
      expect(cancelled.cancellation).toMatchObject({ state: 'done', notes: [] });
      const [fulfilment] = await hub.records('wms', 'fulfilment', order.externalId);
      expect(fulfilment).toMatchObject({ status: 'CANCELLED' });
      expect(await hub.records('przelewy24', 'refund', order.externalId)).toHaveLength(1);
      expect(await hub.records(ERP, 'sales-order', order.externalId)).toHaveLength(0);
      await waitFor(async () =>
        (await hub.records('shop', 'event', order.externalId)).some((record) => record.event === 'order.cancelled'),
      );
    },
    TIMEOUT_MS,
  );

  it(
    'is refused with the warehouse’s reason once it is packed, and the order goes on',
    async () => {
      await hub.simulate('inpost', { confirmAfterMs: 1_500, collectAfterMs: 4_000 });
      const order = demoOrder();
      const id = await hub.place(order);
      await hub.reaches(id, 'packed');
      expect((await cancel(id)).status).toBe(202);
      await waitFor(async () => (await hub.order(id)).cancellation?.state === 'refused');
      await hub.simulate('inpost', { confirmAfterMs: 300, collectAfterMs: 1_000 });
      await hub.reaches(id, 'shipped');
      expect(await timeline(id)).toContain('packed');
      expect(await hub.records('inpost', 'shipment', order.externalId)).toHaveLength(1);
    },
    TIMEOUT_MS,
  );

  it(
    'is too late once the courier has it, and says so at once',
    async () => {
      const id = await hub.place(demoOrder());
      await hub.reaches(id, 'shipped');
      const { status, body } = await cancel(id);
      expect(status).toBe(409);
      expect(body.detail).toContain('courier');
    },
    TIMEOUT_MS,
  );
});
