import { waitFor } from '../support';
import { demoOrder, RunningHub } from './running-hub';

const TIMEOUT_MS = 60_000;

describe('one order', () => {
  let hub: RunningHub;
  beforeAll(async () => {
    hub = await RunningHub.start();
  }, TIMEOUT_MS);
  afterAll(async () => hub.stop());

  const reaches = async (id: string, status: string) =>
    waitFor(
      async () => {
        const order = await hub.order(id);
        if (order.attention) throw new Error(order.attentionReason ?? '');
        return order.status === status ? order : null;
      },
      { what: `order ${id} to be ${status}`, timeoutMs: 20_000, everyMs: 100 },
    );

  it('becomes an ERP document, a picking order, a parcel and a tracking number, and the shop is told', async () => {
    await hub.database.query(`update channel set routes = jsonb_set(routes, '{erp}', 'null')`);
    const order = demoOrder();
    const id = await hub.place(order);
    const shipped = await reaches(id, 'shipped');
    console.log(JSON.stringify(shipped, null, 1));
  }, TIMEOUT_MS);
});
