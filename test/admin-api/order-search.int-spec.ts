import { storeReference } from '../../apps/hub/src/orders/order-store';
import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let operator: Visitor;
let orders: readonly string[];
const LINE = {
  id: '1',
  sku: 'MUG-1',
  name: 'Kubek',
  quantity: '2',
  unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' },
};

beforeAll(async () => {
  panel = await startPanelApi();
  operator = await panel.as('operator');
  orders = [
    await panel.place({ customer: { email: 'Jan@Example.com', phone: '+48 500 600 700' } }),
    await panel.place({ externalId: 'Web/1002', lines: [{ ...LINE, sku: 'CUP-9' }] }),
    await panel.place({ externalId: '1003', customer: { email: 'ewa@example.com', phone: '601602603' } }),
  ];
  const reference = { connectionId: 'courier', kind: 'waybill', number: null, item: 'F1/S1', orderId: orders[1]! };
  await storeReference(panel.database, { ...reference, id: '6000123456789' });
});
afterAll(async () => panel.close());

const numbers = (answer: { readonly body: { readonly externalId: string }[] }): string[] =>
  answer.body.map(({ externalId }) => externalId).sort();
const found = async (filter: object): Promise<string[]> => {
  const query = new URLSearchParams({ filter: JSON.stringify(filter) });
  return numbers(await operator.get(`/orders?${query.toString()}`));
};

describe('orders', () => {
  it.each([
    ['a phone as it was given', '+48 500 600 700', ['1001']],
    ['a phone without the code of the country', '500600700', ['1001']],
    ['a phone with a code that the shop left out', '+48 601-602-603', ['1003']],
    ['the end of a phone', '602603', ['1003']],
    ['a SKU, in any case', 'cup-9', ['Web/1002']],
    ['a SKU of many orders', 'MUG-1', ['1001', '1003']],
    ['a whole SKU only', 'CUP', []],
    ['a number in any case', 'WEB/10', ['Web/1002']],
    ['a waybill', '6000123456789', ['Web/1002']],
    ['the beginning of an e-mail address', 'ewa@', ['1003']],
  ])('are found by %s', async (_what, q, numbers) => {
    expect(await found({ q })).toEqual(numbers);
  });

  it('are filtered by when they came', async () => {
    const [{ at }] = (await panel.database.query<{ at: Date }>(
      `update orders set received_at = '2026-01-02T10:00:00Z' where id = $1 returning received_at as at`,
      [orders[2]],
    )) as [{ at: Date }];
    const later = new Date(at.getTime() + 1).toISOString();
    expect(await found({ receivedFrom: at.toISOString(), receivedTo: later })).toEqual(['1003']);
    expect(await found({ receivedTo: at.toISOString() })).toEqual([]);
    expect(await found({ receivedFrom: later })).toEqual(['1001', 'Web/1002']);
    expect((await operator.get('/orders?filter={"receivedFrom":"yesterday"}')).status).toBe(400);
  });

  it('leave nothing behind that could be searched when they are erased', async () => {
    await panel.database.query('delete from orders where id = $1', [orders[0]]);
    expect(await found({ q: 'jan@example.com' })).toEqual([]);
    const left = await panel.database.query('select 1 from order_key where order_id = $1', [orders[0]]);
    expect(left).toEqual([]);
  });

  it('are found by ranges of one index, never by reading all', async () => {
    await panel.database.query(
      `insert into order_key (kind, value, order_id)
      select 'document', 'd' || n, $1 from generate_series(1, 20000) n`,
      [orders[1]],
    );
    await panel.database.query('analyze order_key');
    const plan = await panel.database.query<{ 'QUERY PLAN': string }>(
      `explain select order_id from order_key where kind = 'document' and value >= 'd17' and value < 'd17z'`,
    );
    expect(JSON.stringify(plan)).toMatch(/order_key_pkey/);
  });
});
