import { startFlow, storeInboxMessage, storeUnreadableMessage } from '@crossdock/flow-engine';
import { notifyShopFlow } from '../../apps/hub/src/flows/shop-notification/notify-shop.flow';
import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

const [FIRST, SECOND] = ['01980c5e-7a54-7b9c-8000-000000000001', '01980c5e-7a54-7b9c-8000-000000000002'];
const TRACE = '0af7651916cd43dd8448eb211c80319c';
let panel: RunningPanelApi;
let operator: Visitor;
let orderId: string;
beforeAll(async () => {
  panel = await startPanelApi();
  operator = await panel.as('operator');
  orderId = await panel.place();
  await panel.database.query(
    `insert into connection (id, system, name, settings, concurrency, rate_requests, rate_per_ms)
     values ('wh', 'shop-webhook', 'Webhook shop.example', '{"url":"https://shop.example/hook"}', 4, 100, 1000)`,
  );
  for (const id of [FIRST, SECOND]) {
    await panel.database.query(
      `insert into shop_notification (id, endpoint_id, type, order_id, payload) values ($1, 'wh', 'order.shipped', $2, '{"a":1}')`,
      [id, orderId],
    );
    await panel.database.transaction(async (sql) => startFlow(sql, notifyShopFlow, id, TRACE));
  }
  await panel.database.query(
    `update sync_job set state = 'dead', error = '{"summary":"The shop''s endpoint answered 500."}' where subject_id = $1`,
    [FIRST],
  );
});
afterAll(async () => panel.close());

const find = async (list: string, filter: object) =>
  operator.get(`/${list}?filter=${encodeURIComponent(JSON.stringify(filter))}`);

describe('what shops were told', () => {
  it('is listed newest first with how it went', async () => {
    const { body } = await operator.get('/webhook-deliveries');
    expect(body).toHaveLength(2);
    expect(body[0]).toMatchObject({ id: SECOND, state: 'ready' });
    expect(body[1]).toMatchObject({ id: FIRST, state: 'dead' });
    expect(body[1]).toMatchObject({
      endpointName: 'Webhook shop.example',
      orderId,
      error: "The shop's endpoint answered 500.",
      deliveredAt: null,
    });
    expect((await operator.get(`/webhook-deliveries/${FIRST}`)).body).toMatchObject({
      payload: { a: 1 },
      url: 'https://shop.example/hook',
    });
  });

  it('is found by endpoint, order, and whether it was given up', async () => {
    expect((await find('webhook-deliveries', { failed: true })).body).toHaveLength(1);
    expect((await find('webhook-deliveries', { endpointId: 'wh' })).body).toHaveLength(2);
    expect((await find('webhook-deliveries', { endpointId: 'other' })).body).toEqual([]);
    expect((await find('webhook-deliveries', { orderId })).body).toHaveLength(2);
  });

  it('is sent once more by any number of clicks, and not while it is under way', async () => {
    const clicks = await Promise.all([1, 2, 3].map(async () => operator.post(`/webhook-deliveries/${FIRST}/replay`)));
    expect(clicks.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    expect((await operator.get(`/webhook-deliveries/${FIRST}`)).body).toMatchObject({ state: 'ready' });
    expect((await operator.post(`/webhook-deliveries/${SECOND}/replay`)).status).toBe(409);
    const runs = await panel.database.query(`select id from flow_run where subject_id like $1 || '%'`, [FIRST]);
    expect(runs).toHaveLength(2);
  });
});

describe('what other systems told us', () => {
  it('is listed, unreadable ones apart, and its bytes are for those who act', async () => {
    const body = Buffer.from('<broken');
    await storeUnreadableMessage(panel.database, 'wms', 'unreadable:1', body, 'It is no JSON.');
    await panel.database.transaction(async (sql) =>
      storeInboxMessage(sql, {
        connectionId: 'wms',
        deduplicationKey: '2',
        events: [{ type: 'fulfilment-changed', remoteId: 'F1' }],
        body: Buffer.from('{}'),
      }),
    );
    const all = await operator.get('/received-webhooks');
    expect(all.body).toEqual([
      expect.objectContaining({ state: 'done', events: ['fulfilment-changed'], size: 2 }),
      expect.objectContaining({ state: 'unreadable', problem: 'It is no JSON.', deliveries: 1 }),
    ]);
    const [unreadable] = (await find('received-webhooks', { state: 'unreadable' })).body;
    expect((await operator.get(`/received-webhooks/${unreadable.id}/body`)).raw).toEqual(body);
    expect((await (await panel.as('viewer')).get(`/received-webhooks/${unreadable.id}/body`)).status).toBe(403);
  });

  it('has everything that waits for the system ask again', async () => {
    await panel.database.query(
      `update sync_job set state = 'waiting', await_key = 'wms/fulfilment/F1', connection_id = 'wms',
         due_at = now() + interval '1 hour' where subject_id = $1`,
      [orderId],
    );
    const [unreadable] = (await find('received-webhooks', { state: 'unreadable' })).body;
    const replayed = await operator.post(`/received-webhooks/${unreadable.id}/replay`);
    expect(replayed).toMatchObject({ status: 200, body: { state: 'done', woken: 1 } });
    const [job] = await panel.database.query<{ due: boolean }>(
      'select due_at <= now() as due from sync_job where subject_id = $1',
      [orderId],
    );
    expect(job?.due).toBe(true);
  });
});
