import { waitFor } from '../support';
import { RunningHub } from './running-hub';

const TIMEOUT_MS = 60_000;

interface Row {
  readonly id: string;
  /** Under this the order is known in every other system. */
  readonly reference: string;
  readonly status: string;
  readonly attention: boolean;
  readonly reason: string | null;
}

describe('an order placed at Allegro', () => {
  let hub: RunningHub;
  beforeAll(async () => {
    hub = await RunningHub.start();
  }, TIMEOUT_MS);
  afterAll(async () => hub.stop());

  const placed = async (): Promise<string> => {
    const answer = (await hub.advance('allegro', { action: 'place-order' })) as { result: { id: string } };
    return answer.result.id;
  };
  const becomes = async (externalId: string, status: string): Promise<Row> =>
    waitFor(
      async () => {
        const [row] = await hub.database.query<Row>(
          `select id, reference, status, attention, attention_reason as reason from orders
           where channel = 'allegro' and external_id = $1`,
          [externalId],
        );
        if (row?.attention === true) throw new Error(row.reason ?? 'attention');
        return row?.status === status ? row : null;
      },
      { what: `order ${externalId} to be ${status}`, timeoutMs: 30_000, everyMs: 100 },
    );

  it(
    'is pulled once, shipped, and gets its tracking number and status there',
    async () => {
      const externalId = await placed();
      const { reference } = await becomes(externalId, 'shipped');
      const [parcel] = await hub.records('inpost', 'shipment', reference);
      const reported = await hub.records('allegro', 'shipment', externalId);
      expect(reported.map((record) => record.waybill)).toEqual([parcel!.waybill]);
      await waitFor(async () => (await hub.records('allegro', 'order', externalId))[0]?.fulfillmentStatus === 'SENT');
      expect(await hub.records('wms', 'fulfilment', reference)).toHaveLength(1);
      expect(await hub.records('dynamics-365-bc', 'sales-order', reference)).toHaveLength(1);
    },
    TIMEOUT_MS,
  );

  it(
    'is cancelled here when the buyer cancels it there',
    async () => {
      await hub.simulate('wms', { automatic: false });
      const externalId = await placed();
      const { reference } = await becomes(externalId, 'picking');
      await hub.advance('allegro', { action: 'cancel', orderId: externalId });
      await becomes(externalId, 'cancelled');
      await hub.simulate('wms', { automatic: true });
      const [fulfilment] = await hub.records('wms', 'fulfilment', reference);
      expect(fulfilment).toMatchObject({ status: 'CANCELLED' });
    },
    TIMEOUT_MS,
  );
});
