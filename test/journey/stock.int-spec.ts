import { waitFor } from '../support';
import { demoOrder, RunningHub } from './running-hub';

const TIMEOUT_MS = 60_000;

interface Level {
  readonly onHand: string | null;
  readonly reserved: string;
}

describe('stock of a warehouse', () => {
  let hub: RunningHub;
  beforeAll(async () => {
    hub = await RunningHub.start();
    await hub.simulate('wms', { automatic: false });
  }, TIMEOUT_MS);
  afterAll(async () => hub.stop());

  const level = async (): Promise<Level | null> => {
    const [row] = await hub.database.query<Level>(
      `select (counted - unconfirmed)::float8::text as "onHand", reserved::float8::text as reserved from stock_level
       where warehouse = 'wms' and sku = 'MUG-1'`,
    );
    return row ?? null;
  };
  const becomes = async (onHand: string, reserved: string): Promise<unknown> =>
    waitFor(
      async () => {
        const now = await level();
        return now?.onHand === onHand && now.reserved === reserved ? now : null;
      },
      { what: `MUG-1 to be ${onHand} on hand, ${reserved} reserved`, timeoutMs: 30_000, everyMs: 50 },
    );
  const shownAtAllegro = async (pieces: number): Promise<unknown> =>
    waitFor(
      async () => {
        const offers = await hub.records('allegro', 'offer');
        const mug = offers.find(({ sku }) => sku === 'MUG-1');
        return mug?.available === pieces ? mug : null;
      },
      { what: `Allegro to show ${pieces} of MUG-1`, timeoutMs: 30_000, everyMs: 50 },
    );
  const count = async (onHand: number): Promise<unknown> =>
    hub.advance('wms', { action: 'count', levels: [{ sku: 'MUG-1', onHand }] });

  it(
    'is read, and every change of it is told to the marketplace',
    async () => {
      await count(40);
      await becomes('40', '0');
      await shownAtAllegro(40);
      await count(7);
      await shownAtAllegro(7);
    },
    TIMEOUT_MS,
  );

  it(
    'is reserved by an order, which the marketplace sees, and is taken off once when the parcel is packed',
    async () => {
      const order = demoOrder();
      await hub.place(order);
      await becomes('7', '2');
      await shownAtAllegro(5);
      await waitFor(async () => (await hub.records('wms', 'fulfilment', order.externalId)).length > 0);
      await hub.advance('wms', { action: 'pack', reference: order.externalId });
      await becomes('5', '0');
      const confirmed = await waitFor(
        async () => {
          const [row] = await hub.database.query<{ unconfirmed: string }>(
            `select unconfirmed::float8::text as unconfirmed from stock_level where sku = 'MUG-1' and counted = 5`,
          );
          return row?.unconfirmed === '0' ? row : null;
        },
        { what: 'the warehouse to have told it', timeoutMs: 30_000, everyMs: 100 },
      );
      expect(confirmed).toEqual({ unconfirmed: '0' });
      expect(await level()).toEqual({ onHand: '5', reserved: '0' });
    },
    TIMEOUT_MS,
  );

  it(
    'is free again when the order is cancelled',
    async () => {
      const id = await hub.place(demoOrder());
      await becomes('5', '2');
      await hub.call('POST', `/api/v1/orders/${id}/cancel`, { reason: 'The buyer changed their mind.' });
      await becomes('5', '0');
      await shownAtAllegro(5);
    },
    TIMEOUT_MS,
  );
});
