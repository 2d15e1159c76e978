import type { Order } from '@crossdock/canonical';
import { reserveAgain } from '../../apps/hub/src/orders/order-stock';
import type { OrderProgress } from '../../apps/hub/src/orders/order-progress';
import { askForStock } from '../../apps/hub/src/stock/reservations';
import { MARKETPLACE, StockLedger, WMS } from './stock-fixture';

let ledger: StockLedger;
beforeAll(async () => {
  ledger = await StockLedger.start();
}, 60_000);
afterAll(async () => ledger.stop());

const policy = async (facts: { channel?: string; sku: string; pool?: number; backOrder?: number }): Promise<void> => {
  await ledger.database.query(
    `insert into stock_policy (id, channel, sku, pool, back_order) values (gen_random_uuid(), $1, $2, $3, $4)`,
    [facts.channel ?? null, facts.sku, facts.pool ?? 0, facts.backOrder ?? 0],
  );
};
const shown = async (channel: string, sku: string): Promise<number | undefined> => {
  const [row] = await ledger.database.query<{ available: number }>(
    `select available from channel_stock where channel = $1 and sku = $2`,
    [channel, sku],
  );
  return row?.available;
};
/** As a correction leaves the order: it wants so many now. */
const correct = async (id: string, sku: string, quantity: number): Promise<void> => {
  const fulfilment = { warehouse: WMS, lines: [{ sku, quantity: String(quantity) }] };
  const progress = { reserved: true, fulfilments: [{ fulfilment }] } as unknown as OrderProgress;
  const order = { placedAt: '2026-11-23T08:15:00Z', lines: [] } as unknown as Order;
  await ledger.database.transaction(async (sql) => reserveAgain(sql, { id, channel: 'web-shop', order, progress }));
};

describe('a correction of an order', () => {
  it('reserves nothing again once the warehouse has packed it', async () => {
    await ledger.read('PACKED', '10', { sourceSequence: '1' });
    const { orderId } = await ledger.buy('web-shop', 'PACKED', 3);
    await ledger.close(orderId, 'packed');
    await correct(orderId, 'PACKED', 3);
    await ledger.close(orderId, 'delivered');
    await ledger.read('PACKED', '7', { sourceSequence: '2', completeBefore: Date.now() + 60_000 });
    expect(await ledger.level('PACKED')).toEqual({ onHand: 7, reserved: 0, unconfirmed: 0 });
  });

  it('takes what it wants now instead of what it had', async () => {
    await ledger.read('MORE', '10', { sourceSequence: '1' });
    const { orderId } = await ledger.buy('web-shop', 'MORE', 3);
    await correct(orderId, 'MORE', 5);
    expect(await ledger.level('MORE')).toMatchObject({ reserved: 5 });
    expect(await ledger.reservation(orderId)).toEqual({ state: 'open', quantity: 5, waiting: 0 });
  });

  it('keeps the place among those that wait when it wants the same', async () => {
    await ledger.read('PLACE', '0', { sourceSequence: '1' });
    const first = await ledger.buy('web-shop', 'PLACE', 1);
    const second = await ledger.buy('web-shop', 'PLACE', 1);
    await correct(first.orderId, 'PLACE', 1);
    await ledger.read('PLACE', '1', { sourceSequence: '2' });
    await ledger.spread();
    expect(await ledger.reservation(first.orderId)).toMatchObject({ quantity: 1 });
    expect(await ledger.reservation(second.orderId)).toMatchObject({ quantity: 0 });
  });
});

describe('what may be sold beyond what there is', () => {
  it('is used up by what waits', async () => {
    await policy({ sku: 'BEYOND', backOrder: 2 });
    await ledger.read('BEYOND', '1', { sourceSequence: '1' });
    await ledger.spread();
    expect(await shown('web-shop', 'BEYOND')).toBe(3);
    for (let bought = 0; bought < 3; bought += 1) await ledger.buy('web-shop', 'BEYOND', 1);
    await ledger.spread();
    expect(await shown('web-shop', 'BEYOND')).toBe(0);
  });
});

describe('pieces of a channel of its own', () => {
  it('are not given to those of other channels that wait, but what is free is', async () => {
    await policy({ channel: MARKETPLACE, sku: 'OWN', pool: 5 });
    await ledger.read('OWN', '5', { sourceSequence: '1' });
    const { orderId, got } = await ledger.buy('web-shop', 'OWN', 3);
    await ledger.spread();
    expect([got, (await ledger.reservation(orderId))?.waiting]).toEqual([0, 3]);
    await ledger.read('OWN', '7', { sourceSequence: '2' });
    await ledger.spread();
    expect(await ledger.reservation(orderId)).toMatchObject({ quantity: 2, waiting: 1 });
  });

  it('are used up by orders that are taken together with others', async () => {
    await policy({ channel: MARKETPLACE, sku: 'TOGETHER', pool: 5 });
    await ledger.read('TOGETHER', '10', { sourceSequence: '1' });
    const wanted = [{ sku: 'TOGETHER', warehouse: WMS, quantity: '5' }];
    const asked = [
      { orderId: '01980c5e-7a54-7b9c-9d0a-2f3b4c5d6e01', channel: MARKETPLACE, channelKind: 'marketplace', wanted },
      { orderId: '01980c5e-7a54-7b9c-9d0a-2f3b4c5d6e02', channel: 'web-shop', channelKind: 'shop', wanted },
    ] as const;
    const answers = await ledger.database.transaction(async (sql) => askForStock(sql, asked));
    expect(answers.map(({ allocated }) => allocated[0]?.quantity)).toEqual(['5', '5']);
  });
});

describe('a shortage', () => {
  it.each(['cancelled', 'shipped'] as const)('is over when the order is %s', async (status) => {
    const sku = `OVER-${status}`;
    await ledger.read(sku, '1', { sourceSequence: '1' });
    const { orderId } = await ledger.buy('web-shop', sku, 2);
    expect(await ledger.incidents(sku)).toMatchObject([{ kind: 'oversold', isOpen: true }]);
    await ledger.close(orderId, status);
    expect(await ledger.incidents(sku)).toMatchObject([{ kind: 'oversold', isOpen: false }]);
  });
});
