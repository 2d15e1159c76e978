import { checkedGraph } from '../../apps/hub/src/decisions/graph/check-graph';
import { priceGraph } from '../../apps/hub/src/decisions/price/price-graph';
import { anOrder, startShopApi, type Answer, type RunningShopApi } from './running-shop-api';

let shop: RunningShopApi;
let key: string;
beforeAll(async () => {
  shop = await startShopApi();
  key = await shop.keyOf('web-shop', 'quotes:write');
}, 60_000);
afterAll(async () => shop.close());

const MUGS = { id: '1', sku: 'MUG-1', category: 'mugs', quantity: '12', listPrice: '20.00', taxRate: '23' };
const SPOONS = { id: '2', sku: 'SPOON-1', category: 'spoons', quantity: '6', listPrice: '5.00', taxRate: '8' };
const quote = async (change: Record<string, unknown> = {}): Promise<Answer> =>
  shop.call('POST', '/api/v1/quotes', { key, body: { currency: 'PLN', lines: [MUGS, SPOONS], ...change } });
const codesOf = (line: any): string[] => line.rules.map((applied: any) => applied.code); // eslint-disable-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return
const rule = (code: string, type: string, value: string): Record<string, string> => ({
  code: `"${code}"`,
  label: `"${code}"`,
  type: `"${type}"`,
  value,
});

/** These rules are live from now on. */
async function publish(rows: Parameters<typeof priceGraph>[0]): Promise<void> {
  await shop.database.query(
    `update decision_version set state = 'retired' where decision_id = 'price' and state = 'live'`,
  );
  await shop.database.query(
    `insert into decision_version (decision_id, version, state, graph)
     select 'price', max(version) + 1, 'live', $1 from decision_version`,
    [JSON.stringify(checkedGraph(priceGraph(rows)))],
  );
}
/** A process that has looked a moment ago looks again. */
const answered = async (version: number, change: Record<string, unknown> = {}): Promise<Answer> => {
  for (;;) {
    const answer = await quote(change);
    if (answer.status !== 200 || answer.body.decision.version >= version) return answer;
  }
};

describe('a quote', () => {
  it('is the list price as long as there are no rules', async () => {
    const { status, body } = await quote();
    expect(status).toBe(200);
    expect(body.lines[0]).toMatchObject({
      unitPrice: '20.00',
      gross: '240.00',
      net: '195.12',
      tax: '44.88',
      rules: [],
    });
    expect(body.totals).toMatchObject({
      gross: '270.00',
      net: '222.90',
      tax: '47.10',
      taxes: [
        { rate: '8', gross: '30.00' },
        { rate: '23', gross: '240.00' },
      ],
    });
    expect(body.decision).toMatchObject({ id: 'price', version: 1 });
  });

  it('follows volume, group, promotion, cross promotion, price list and floor, and says which applied', async () => {
    await publish({
      priceList: [{ sku: '"SPOON-1"', ...rule('list', 'list-price', '6') }],
      volume: [{ sku: '"MUG-1"', quantity: '>= 10', ...rule('volume-10', 'percent', '10') }],
      group: [{ 'customer.group': '"b2b"', ...rule('b2b', 'percent', '5') }],
      promotions: [
        {
          category: '"mugs"',
          at: 'd($) >= d("2026-12-01") and d($) < d("2026-12-27")',
          ...rule('xmas', 'amount', '1.50'),
        },
      ],
      cross: [
        {
          sku: '"SPOON-1"',
          ...rule('spoon-with-mugs', 'free-units', 'floor(($nodes.Basket.quantities["MUG-1"] ?? 0) / 6)'),
        },
      ],
      floors: [{ sku: '"MUG-1"', ...rule('floor', 'floor', '16') }],
    });
    const { body } = await answered(2, { customer: { group: 'b2b' }, at: '2026-12-06T10:00:00Z' });
    const codes = (body.lines as unknown[]).map(codesOf);
    expect(codes).toEqual([
      ['b2b', 'volume-10', 'xmas', 'floor'],
      ['list', 'b2b', 'spoon-with-mugs'],
    ]);
    // 20 less 10 % less 5 % less 1.50 is 15.60: the floor holds it at 16.
    expect(body.lines[0]).toMatchObject({ unitPrice: '16.00', gross: '192.00' });
    // 6 less 5 %, and two of six cost nothing.
    expect(body.lines[1]).toMatchObject({ listPrice: '6.00', unitPrice: '5.70', freeQuantity: '2', gross: '22.80' });
    const outside = await quote({ customer: { group: 'retail' }, at: '2026-12-27T00:00:00Z', lines: [MUGS] });
    expect(codesOf(outside.body.lines[0])).toEqual(['volume-10']);
  });

  it('knows what the customer has ordered before', async () => {
    for (const externalId of ['Q-1', 'Q-2']) await shop.post(anOrder({ externalId }));
    await publish({
      loyalty: [{ 'customer.orders': '>= 2', 'customer.spent': '> 100', ...rule('regular', 'percent', '3') }],
    });
    const regular = await answered(3, { customer: { email: 'JAN@example.com' }, lines: [MUGS] });
    expect(regular.body.lines[0].rules).toMatchObject([{ code: 'regular', effect: '-0.60' }]);
    const stranger = await quote({ customer: { email: 'new@example.com' }, lines: [MUGS] });
    expect(stranger.body.lines[0].rules).toEqual([]);
  });

  it('keeps why, and nothing that says who', async () => {
    const { body } = await quote({ customer: { email: 'jan@example.com' }, lines: [MUGS] });
    const [trace] = await shop.database.query<{ input: unknown; steps: unknown; subject_id: string }>(
      'select * from decision_trace where id = $1',
      [body.decision.traceId],
    );
    expect(trace?.subject_id).toBe(body.id);
    expect(trace?.steps).toContainEqual({ node: 'loyalty', name: 'Loyalty', rows: [[1]] });
    expect(JSON.stringify(trace)).not.toContain('jan@');
  });

  it('is refused in the place of the mistake', async () => {
    const lines = [
      { ...MUGS, quantity: '-1' },
      { ...SPOONS, id: '1', listPrice: '5,00' },
    ];
    const { status, body } = await quote({ currency: 'ZLOTY', at: 'soon', lines });
    expect(status).toBe(422);
    expect((body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/currency',
      '/at',
      '/lines/0/quantity',
      '/lines/1/listPrice',
      '/lines/1/id',
    ]);
    expect((await quote({ lines: [] })).status).toBe(422);
    expect((await quote({ surprise: 1 })).status).toBe(400);
  });

  it('is refused when nobody knows the price of a line', async () => {
    const { status, body } = await quote({ lines: [MUGS, { ...SPOONS, listPrice: null }] });
    expect([status, body.type, body.errors[0].pointer]).toEqual([
      422,
      'urn:crossdock:problem:price-unknown',
      '/lines/1/listPrice',
    ]);
  });

  it('needs its right', async () => {
    const other = await shop.keyOf('web-shop', 'orders:read');
    expect((await shop.call('POST', '/api/v1/quotes', { key: other, body: {} })).status).toBe(403);
  });

  it('is not given by rules that break: a person sees why', async () => {
    await publish({ group: [rule('broken', 'percent', 'customer.discount + 1')] });
    let answer = await quote();
    while (answer.status === 200) answer = await quote();
    expect([answer.status, answer.body.type]).toEqual([503, 'urn:crossdock:problem:decision-failed']);
    const [trace] = await shop.database.query<{ problem: string }>(
      'select problem from decision_trace where problem is not null order by at desc limit 1',
    );
    expect(trace?.problem).toContain('Customer groups, row 1, Value: "customer.discount + 1" fails');
  });

  it('is not given by rules that answer nonsense', async () => {
    await publish({ group: [rule('gift', 'percent', '150')] });
    let answer = await quote();
    while (answer.status === 200) answer = await quote();
    expect(answer.status).toBe(503);
    const read = async (): Promise<string> =>
      (
        await shop.database.query<{ problem: string }>(
          'select problem from decision_trace where problem is not null order by at desc limit 1',
        )
      )[0]!.problem;
    while (!(await read()).includes('takes more than 100 %')) await quote();
  });
});
