import { verifyAuditChain } from '../../apps/hub/src/audit/audit-chain';
import { storeReference } from '../../apps/hub/src/orders/order-store';
import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let operator: Visitor;
let orders: readonly string[];
beforeAll(async () => {
  panel = await startPanelApi();
  operator = await panel.as('operator');
  orders = [
    await panel.place(),
    await panel.place({
      externalId: '1002',
      customer: { email: 'Jan.Kowalski@example.com', company: 'Kowalski sp.j.' },
    }),
    await panel.place({ externalId: 'A_7' }),
  ];
  const document = { connectionId: 'erp', kind: 'sales-order', id: 'guid-1', number: 'SO-2026-17', item: '' };
  await storeReference(panel.database, { ...document, orderId: orders[0]! });
  const waybill = { connectionId: 'courier', kind: 'waybill', id: '6209001', number: '6209001', item: 'F1/S1' };
  await storeReference(panel.database, { ...waybill, orderId: orders[1]! });
});
afterAll(async () => panel.close());

const list = async (parameters: Record<string, unknown> = {}): ReturnType<Visitor['get']> => {
  const query = new URLSearchParams(
    Object.entries(parameters).map(([name, value]): [string, string] => [name, JSON.stringify(value)]),
  );
  return operator.get(`/orders?${query.toString()}`);
};
const numbers = (answer: { readonly body: { readonly externalId: string }[] }): string[] =>
  answer.body.map(({ externalId }) => externalId);

describe('the list of orders', () => {
  it('has the newest first, with what a row shows', async () => {
    const answer = await list();
    expect(answer.headers['content-range']).toBe('orders 0-2/3');
    expect(numbers(answer)).toEqual(['A_7', '1002', '1001']);
    expect(answer.body[2]).toEqual({
      id: orders[0],
      externalId: '1001',
      reference: expect.any(String),
      channel: 'web',
      status: 'received',
      attention: false,
      attentionReason: null,
      total: { amount: '52.97', currency: 'PLN' },
      customerName: 'Zofia Żółć',
      placedAt: '2026-11-23T08:15:00.000Z',
      receivedAt: expect.stringMatching(/Z$/),
    });
    expect(answer.body[1].customerName).toBe('Kowalski sp.j.');
  });

  it('is paged and sorted', async () => {
    const answer = await list({ range: [1, 1], sort: ['receivedAt', 'ASC'] });
    expect(numbers(answer)).toEqual(['1002']);
    expect(answer.headers['content-range']).toBe('orders 1-1/3');
    expect((await list({ range: [10, 19] })).headers['content-range']).toBe('orders */3');
  });

  it.each([
    ['the number of the channel', '1001', ['1001']],
    ['the beginning of one', '100', ['1002', '1001']],
    ['an e-mail address, in any case', 'jan.kowalski@EXAMPLE.com', ['1002']],
    ['a number in the ERP', 'SO-2026-17', ['1001']],
    ['the beginning of a waybill', '6209', ['1002']],
    ['too little to begin with', '10', []],
    ['signs that mean something to the database', 'A_7', ['A_7']],
    ['the same, standing for nothing else', '%00', []],
  ])('finds by %s', async (_what, q, found) => {
    expect(numbers(await list({ filter: { q } }))).toEqual(found);
  });

  it('finds by our reference', async () => {
    const [, { reference }] = (await list()).body;
    expect(numbers(await list({ filter: { q: reference } }))).toEqual(['1002']);
  });

  it('is filtered by status, channel and attention', async () => {
    const { database } = panel;
    await database.query(`update orders set status = 'processing', attention = true where external_id = '1002'`);
    expect(numbers(await list({ filter: { status: 'processing' } }))).toEqual(['1002']);
    expect(numbers(await list({ filter: { attention: true } }))).toEqual(['1002']);
    expect(numbers(await list({ filter: { attention: false, channel: 'web' } }))).toEqual(['A_7', '1001']);
    expect(numbers(await list({ filter: { channel: 'other' } }))).toEqual([]);
  });

  it.each([
    ['filter={', '/filter'],
    ['filter={"colour":"red"}', '/filter'],
    ['filter={"status":"lost"}', '/filter/status'],
    ['range=[5,1]', '/range'],
    ['range=[0,100000]', '/range'],
    ['range=[20000,20010]', '/range/0'],
    ['sort=["document","ASC"]', '/sort/0'],
    ['sort=["id;drop table orders","ASC"]', '/sort/0'],
  ])('answers 400 to %s and points at %s', async (query, pointer) => {
    const answer = await operator.get(`/orders?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });
});

describe('one order', () => {
  it('is shown as the shop API shows it', async () => {
    const { body } = await operator.get(`/orders/${orders[0]}`);
    expect(body).toMatchObject({ id: orders[0], externalId: '1001', status: 'received', documents: [], shipments: [] });
    expect(body.steps).toEqual([expect.objectContaining({ step: 'create-sales-order', state: 'ready' })]);
  });

  it('tells its life in the language of the person, or in another', async () => {
    const polish = await operator.get(`/orders/${orders[0]}/timeline`);
    expect(polish.body).toEqual([
      {
        id: '1',
        at: expect.any(String),
        code: 'order.accepted',
        system: null,
        connectionId: null,
        text: expect.stringContaining('Web shop'),
      },
    ]);
    const english = await operator.get(`/orders/${orders[0]}/timeline?lang=en`);
    expect(english.body[0].text).toContain('accepted');
    expect(english.body[0].text).not.toBe(polish.body[0].text);
  });

  it('has its jobs, the messages to its shop included', async () => {
    const notification = '0193b7a0-0000-7000-8000-000000000001';
    await panel.database.query(
      `insert into shop_notification (id, endpoint_id, type, order_id, payload) values ($1, 'hook', 'order.accepted', $2, '{}')`,
      [notification, orders[0]],
    );
    await panel.database.query(
      `with run as (insert into flow_run (flow, subject_id, trace_id) values ('notify-shop', $1, 't') returning id)
       insert into sync_job (flow_run_id, flow, subject_id, step, kind, connection_id, priority, idempotency_key)
       select id, 'notify-shop', $1, 'deliver-webhook', 'command', 'hook', 15, 'k' from run`,
      [notification],
    );
    const { body } = await operator.get(`/orders/${orders[0]}/jobs`);
    expect(body).toEqual([
      expect.objectContaining({ step: 'create-sales-order', orderId: orders[0], connectionId: 'erp' }),
      expect.objectContaining({ step: 'deliver-webhook', orderId: orders[0], connectionId: 'hook' }),
    ]);
  });

  it('has its labels', async () => {
    const pdf = Buffer.from('%PDF-1.4 label');
    await panel.database.query(
      `insert into shipment_label (order_id, shipment, format, content) values ($1, '1001-F1-S1', 'pdf', $2)`,
      [orders[0], pdf],
    );
    const answer = await operator.get(`/orders/${orders[0]}/labels/1001-F1-S1`);
    expect(answer).toMatchObject({ status: 200, raw: pdf });
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect((await operator.get(`/orders/${orders[0]}/labels/none`)).status).toBe(404);
  });

  it('is cancelled once, with the reason in the audit', async () => {
    const path = `/orders/${orders[2]}/cancel`;
    expect((await operator.post(path, {})).status).toBe(400);
    expect((await operator.post(path, { reason: 'NUL \u0000 inside' })).status).toBe(400);
    const [first, second] = await Promise.all([
      operator.post(path, { reason: 'Klient zrezygnował' }),
      operator.post(path, { reason: 'Klient zrezygnował' }),
    ]);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(first.body.cancellation.reason).toBe('Klient zrezygnował');
    const cancelled = (await panel.audit()).filter(({ action }) => action === 'order.cancel-requested');
    expect(cancelled).toEqual([expect.objectContaining({ subjectId: orders[2], reason: 'Klient zrezygnował' })]);
    await expect(verifyAuditChain(panel.database)).resolves.toMatchObject({ brokenAt: null });
  });

  it('is not cancelled when it is too late', async () => {
    await panel.database.query(`update orders set status = 'delivered' where id = $1`, [orders[1]]);
    const answer = await operator.post(`/orders/${orders[1]}/cancel`, { reason: 'too late' });
    expect(answer).toMatchObject({ status: 409, body: { detail: 'The order is delivered already.' } });
  });

  it.each(['', '/timeline', '/jobs', '/labels/x'])('that does not exist is 404, %s', async (path) => {
    expect((await operator.get(`/orders/0193b7a0-0000-7000-8000-00000000ffff${path}`)).status).toBe(404);
    expect((await operator.get(`/orders/1001${path}`)).status).toBe(404);
  });
});
