import { anOrder, CHANNEL, startShopApi, type RunningShopApi } from './running-shop-api';

let shop: RunningShopApi;
beforeAll(async () => {
  shop = await startShopApi();
}, 60_000);
afterAll(async () => shop.close());

const UUID = /^[0-9a-f-]{36}$/;

describe('placing an order', () => {
  it('accepts it and says where it is', async () => {
    const answer = await shop.post(anOrder({ externalId: 'P-1' }));
    expect(answer).toMatchObject({
      status: 202,
      body: { id: expect.stringMatching(UUID), channel: CHANNEL, externalId: 'P-1', status: 'received' },
    });
    expect(answer.body.links).toEqual({
      self: `/api/v1/orders/${answer.body.id}`,
      timeline: `/api/v1/orders/${answer.body.id}/timeline`,
      cancel: `/api/v1/orders/${answer.body.id}/cancel`,
    });
    expect(answer.headers.location).toBe(answer.body.links.self);
  });

  it('stores the order and its first work together', async () => {
    const { body } = await shop.post(anOrder({ externalId: 'P-2' }));
    const [stored] = await shop.database.query(
      `select o.document->'lines'->0->>'name' as name, j.step, j.state, t.code, e.type
       from orders o join sync_job j on j.subject_id = o.id::text join timeline_entry t on t.order_id = o.id
       join outbox_event e on e.subject_id = o.id::text where o.id = $1`,
      [body.id],
    );
    expect(stored).toEqual({
      name: 'Kubek „Żółw”',
      step: 'create-sales-order',
      state: 'ready',
      code: 'order.accepted',
      type: 'order.accepted',
    });
  });

  it('knows the same order again, whatever the order of its fields', async () => {
    const order = anOrder({ externalId: 'P-3' });
    const first = await shop.post(order);
    const again = await shop.post(Object.fromEntries(Object.entries(order).reverse()));
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id } });
  });

  it('knows the same moment written in another zone', async () => {
    const first = await shop.post(anOrder({ externalId: 'P-4', placedAt: '2026-11-23T09:15:00+01:00' }));
    const again = await shop.post(anOrder({ externalId: 'P-4', placedAt: '2026-11-23T10:15:00+02:00' }));
    expect([first.status, again.status]).toEqual([202, 200]);
  });

  it('refuses another order under the same number', async () => {
    await shop.post(anOrder({ externalId: 'P-5' }));
    const other = await shop.post(anOrder({ externalId: 'P-5', note: 'Please ring twice.' }));
    expect(other).toMatchObject({
      status: 409,
      body: { type: 'urn:crossdock:problem:order-differs', errors: [{ pointer: '/externalId' }] },
    });
  });

  it('keeps one order of fifty that come at the same moment', async () => {
    const before = await shop.count('sync_job');
    const order = anOrder({ externalId: 'P-6' });
    const answers = await Promise.all(Array.from({ length: 50 }, async () => shop.post(order)));
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(49);
    expect(new Set(answers.map((answer) => String(answer.body.id))).size).toBe(1);
    expect(await shop.count('sync_job')).toBe(before + 1);
  }, 30_000);

  it('uses the trace of the caller', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const answer = await shop.post(anOrder({ externalId: 'P-7' }), { traceparent: `00-${trace}-00f067aa0ba902b7-01` });
    const runs = await shop.database.query('select trace_id from flow_run where subject_id = $1', [answer.body.id]);
    expect(answer.headers['trace-id']).toBe(trace);
    expect(runs).toEqual([{ trace_id: trace }]);
  });

  it('names the delivery method that the channel has no carrier for', async () => {
    const order = anOrder({ externalId: 'P-8', delivery: { ...anOrder().delivery, method: 'pigeon' } });
    const answer = await shop.post(order);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/delivery/method' }] } });
  });
});

describe('an Idempotency-Key', () => {
  it('repeats the first answer word for word', async () => {
    const order = anOrder({ externalId: 'I-1' });
    const first = await shop.post(order, { 'idempotency-key': 'key-1' });
    const again = await shop.post(order, { 'idempotency-key': 'key-1' });
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect(again.headers['idempotent-replayed']).toBe('true');
  });

  it('is refused for another request', async () => {
    await shop.post(anOrder({ externalId: 'I-2' }), { 'idempotency-key': 'key-2' });
    const other = await shop.post(anOrder({ externalId: 'I-3' }), { 'idempotency-key': 'key-2' });
    expect(other).toMatchObject({ status: 422, body: { type: 'urn:crossdock:problem:idempotency-key-reused' } });
  });

  it('is free again after an order that was refused', async () => {
    const wrong = await shop.post(anOrder({ externalId: 'I-4', currency: 'XXX' }), { 'idempotency-key': 'key-4' });
    const right = await shop.post(anOrder({ externalId: 'I-4' }), { 'idempotency-key': 'key-4' });
    expect([wrong.status, right.status]).toEqual([422, 202]);
  });

  it('makes one order of many requests, those that come too early are told to wait', async () => {
    const order = anOrder({ externalId: 'I-5' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => shop.post(order, { 'idempotency-key': 'key-5' })),
    );
    const placed = answers.filter((answer) => answer.status === 202);
    const early = answers.filter((answer) => answer.status === 409);
    expect(placed.length + early.length).toBe(10);
    expect(new Set(placed.map((answer) => String(answer.body.id))).size).toBe(1);
    expect(early.every((answer) => answer.headers['retry-after'] === '1')).toBe(true);
  });

  it('waits for a first request that is still running', async () => {
    const [row] = await shop.database.query<{ id: string }>(`select id from api_key order by created_at limit 1`);
    await shop.database.transaction(async (sql) => {
      await sql.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`idempotency:${row!.id}:key-6`]);
      const answer = await shop.post(anOrder({ externalId: 'I-6' }), { 'idempotency-key': 'key-6' });
      expect(answer).toMatchObject({ status: 409, body: { type: 'urn:crossdock:problem:idempotency-key-busy' } });
    });
  });

  it('has at most 255 characters', async () => {
    const answer = await shop.post(anOrder({ externalId: 'I-7' }), { 'idempotency-key': 'x'.repeat(256) });
    expect(answer.status).toBe(400);
  });
});
