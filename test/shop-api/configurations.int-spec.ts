import { configurationGraph } from '../../apps/hub/src/decisions/configuration/configuration-graph';
import { checkedGraph } from '../../apps/hub/src/decisions/graph/check-graph';
import { anOrder, startShopApi, type Answer, type RunningShopApi } from './running-shop-api';

let shop: RunningShopApi;
let key: string;
beforeAll(async () => {
  shop = await startShopApi();
  key = await shop.keyOf('web-shop', 'quotes:write');
});
afterAll(async () => shop.close());

const DESK = '"DESK"';
const said = (code: string, more: Record<string, string>): Record<string, string> => ({
  product: DESK,
  code: `"${code}"`,
  label: `"${code}"`,
  ...more,
});
/** A desk to measure: by the square metre, in two materials, glass only when it is small. */
const RULES = configurationGraph({
  product: [said('desk', { label: '"Desk to measure"', taxRate: '23' })],
  constraints: [
    said('width-missing', { when: 'options.width == null', option: '"width"' }),
    said('glass-small', {
      when: 'options.material == "glass" and options.width != null and options.width > 160',
      option: '"material"',
      label: '"Glass is not made wider than 160 cm"',
    }),
  ],
  prices: [
    said('frame', { type: '"base"', value: '400' }),
    said('top', {
      when: 'options.width != null',
      type: '"add"',
      value: 'options.width * 70 / 10000 * (options.material == "glass" ? 600 : 350)',
    }),
    said('drawers', { when: 'options.drawers == true', type: '"add"', value: '199.99' }),
    said('season', { type: '"percent"', value: '10' }),
  ],
  leadTimes: [
    said('workshop', { type: '"days"', value: '14' }),
    said('glass', { when: 'options.material == "glass"', type: '"extra"', value: '7' }),
  ],
});

const ask = async (options: unknown, change: Record<string, unknown> = {}): Promise<Answer> =>
  shop.call('POST', '/api/v1/configurations', { key, body: { product: 'DESK', currency: 'PLN', options, ...change } });

describe('a configured product', () => {
  it('is unknown until somebody describes it', async () => {
    const { status, body } = await ask({ width: 140 });
    expect([status, body.type, body.errors[0].pointer]).toEqual([
      422,
      'urn:crossdock:problem:configuration-unknown',
      '/product',
    ]);
  });

  it('has a price by formula, a lead time, and an id that does not depend on the order of the options', async () => {
    await shop.database.query(
      `update decision_version set graph = $1, version = 2 where decision_id = 'configuration' and state = 'live'`,
      [JSON.stringify(checkedGraph(RULES))],
    );
    let answer = await ask({ width: 140, material: 'oak', drawers: true }, { quantity: '2' });
    while (answer.status === 422) answer = await ask({ width: 140, material: 'oak', drawers: true }, { quantity: '2' });
    // 400 + 1.4 m x 0.7 m x 350 + 199.99 is 942.99; and 10 % of it.
    expect(answer.body).toMatchObject({
      product: 'DESK',
      label: 'Desk to measure',
      price: { unitPrice: '1037.29', gross: '2074.58', taxRate: '23', net: '1686.65', tax: '387.93' },
      leadTimeDays: 14,
      options: { drawers: true, material: 'oak', width: 140 },
      decision: { id: 'configuration', version: 2 },
    });
    expect((await ask({ drawers: true, width: 140, material: 'oak' })).body.id).toBe(answer.body.id);
    expect((await ask({ drawers: false, width: 140, material: 'oak' })).body.id).not.toBe(answer.body.id);
    expect((await ask({ width: 140, material: 'glass' })).body.leadTimeDays).toBe(21);
  });

  it('that does not exist says which constraint is broken, at the option', async () => {
    const { status, body } = await ask({ width: 180, material: 'glass' });
    expect([status, body.type]).toEqual([422, 'urn:crossdock:problem:configuration-impossible']);
    expect(body.errors).toEqual([
      {
        pointer: '/options/material',
        code: 'constraint.broken',
        message: 'Glass is not made wider than 160 cm (glass-small)',
      },
    ]);
    expect((await ask({ material: 'oak' })).body.errors).toMatchObject([{ pointer: '/options' }]);
  });

  it('is refused in the place of the mistake', async () => {
    const { status, body } = await ask({ width: { cm: 140 }, ' ': 1 }, { currency: 'ZLOTY', quantity: '0' });
    expect(status).toBe(422);
    expect((body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/currency',
      '/quantity',
      '/options/width',
      '/options/ ',
    ]);
  });

  it('has no price when a formula breaks', async () => {
    expect((await ask({ width: 'wide', material: 'oak' })).status).toBe(503);
  });

  it('goes with the order line to those who make and pack it', async () => {
    const configuration = { id: 'DESK-1', options: { width: 140 } };
    const order = anOrder({ externalId: 'CFG-1' }) as { lines: object[] };
    const placed = await shop.post({ ...order, lines: order.lines.map((line) => ({ ...line, configuration })) });
    expect(placed.status).toBe(202);
    const [row] = await shop.database.query<{ document: { lines: unknown[] }; progress: unknown }>(
      'select document, progress from orders where id = $1',
      [placed.body.id],
    );
    expect(row?.document.lines[0]).toMatchObject({ configuration });
    expect(JSON.stringify(row?.progress)).toContain('"configuration":{"id":"DESK-1","options":{"width":140}}');
    const wrong = await shop.post({
      ...(anOrder({ externalId: 'CFG-2' }) as object),
      lines: order.lines.map((line) => ({ ...line, configuration: { id: '' } })),
    });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/lines/0/configuration/id']);
  });
});
