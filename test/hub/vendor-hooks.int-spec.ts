import { createHmac } from 'node:crypto';
import { BareHub, type HubAnswer } from './bare-hub';

const SECRET = 'magazyn-webhook-secret';
const MEBIBYTE = 1024 * 1024;

interface Stored {
  readonly state: string;
  readonly deliveries: number;
  readonly body: Buffer;
  readonly problem: string | null;
  readonly events: readonly unknown[];
}

describe('a webhook of a vendor', () => {
  let hub: BareHub;
  beforeAll(async () => {
    hub = await BareHub.start();
    await hub.connect('wms');
  }, 60_000);
  afterAll(async () => hub.close());
  beforeEach(async () => {
    await hub.database.query('delete from inbox_message');
  });

  const signed = (
    body: string | Buffer,
    timestamp = String(Math.floor(Date.now() / 1_000)),
  ): Record<string, string> => ({
    'x-magazyn-timestamp': timestamp,
    'x-magazyn-signature': `sha256=${createHmac('sha256', SECRET).update(`${timestamp}.`).update(body).digest('hex')}`,
  });
  const post = async (
    body: string | Buffer,
    headers: Record<string, string>,
    path = '/hooks/wms',
  ): Promise<HubAnswer> => hub.send('POST', path, body, { 'content-type': 'application/json', ...headers });
  const stored = async (): Promise<Stored[]> =>
    hub.database.query<Stored>('select state, deliveries, body, problem, events from inbox_message order by id');
  const event = (id: string): string =>
    JSON.stringify({
      id,
      type: 'fulfilment.packed',
      fulfilment: { id: 'w-1', reference: '1001-F1', status: 'PACKED' },
    });

  it('that is not signed is refused, and nothing of it is kept', async () => {
    const body = event('e-1');
    expect((await post(body, {})).status).toBe(401);
    expect((await post(body, { ...signed(body), 'x-magazyn-signature': 'sha256=00' })).status).toBe(401);
    expect((await post(`${body} `, signed(body))).status).toBe(401);
    const old = String(Math.floor(Date.now() / 1_000) - 3_600);
    expect((await post(body, signed(body, old))).status).toBe(401);
    expect(await stored()).toEqual([]);
  });

  it('is kept once, however often and however parallel it comes', async () => {
    const body = event('e-2');
    expect((await post(body, signed(body))).status).toBe(200);
    const again = await Promise.all(Array.from({ length: 20 }, async () => post(body, signed(body))));
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set([200]));
    const [message, ...more] = await stored();
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      state: 'done',
      deliveries: 21,
      events: [{ type: 'fulfilment-changed', remoteId: 'w-1' }],
    });
  });

  it('is verified over its very bytes, whatever they are', async () => {
    const spaced = `{ "id" : "e-3",\r\n"fulfilment":{"id":"w-1","note":"Zażółć \\u017c"} }`;
    expect((await post(spaced, signed(spaced))).status).toBe(200);
    expect((await stored())[0]!.body.toString()).toBe(spaced);
    const compact = JSON.stringify(JSON.parse(spaced));
    expect((await post(compact, signed(spaced))).status).toBe(401);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/vnd.wms+json; charset=utf-8'])(
    'is taken as bytes when it is called %s',
    async (type) => {
      const body = event('e-4');
      expect((await post(body, { ...signed(body), 'content-type': type })).status).toBe(200);
      expect(await stored()).toHaveLength(1);
    },
  );

  it.each(['not JSON', '{"id":"e-5"', '\u0000\u0001'])(
    'that is genuine but unreadable (%j) is accepted and kept for a person',
    async (body) => {
      expect((await post(body, signed(body))).status).toBe(202);
      expect((await post(body, signed(body))).status).toBe(202);
      const [message, ...more] = await stored();
      expect(more).toEqual([]);
      expect(message).toMatchObject({ state: 'unreadable', deliveries: 2, problem: expect.any(String) });
      expect(message!.body.toString()).toBe(body);
    },
  );

  it('for a connection that does not exist, or takes no webhooks, has no address', async () => {
    const body = event('e-6');
    const endpoint = { url: 'https://shop.example/events', events: ['order.accepted'] };
    const { body: silent } = await hub.call('POST', '/api/v1/webhook-endpoints', endpoint);
    for (const id of ['nobody', 'nobody/with/more', 'x'.repeat(400), silent.id]) {
      const path = `/hooks/${id}`;
      expect((await post(body, signed(body), path)).status).toBe(404);
    }
    expect(await stored()).toEqual([]);
  });

  it('for a connection that is set up wrongly is asked for again: nobody can tell whether it is genuine', async () => {
    await hub.connect('parcel');
    await hub.database.query(`update connection set settings = '{}' where id = 'parcel'`);
    const body = event('e-6');
    expect((await post(body, signed(body), '/hooks/parcel')).status).toBe(503);
    expect(await stored()).toEqual([]);
  });

  it('without events in it is kept, and moves nothing', async () => {
    expect((await post('[]', signed('[]'))).status).toBe(200);
    expect(await stored()).toEqual([expect.objectContaining({ state: 'done', events: [] })]);
  });

  it('may be a mebibyte long and no longer', async () => {
    const body = Buffer.from(JSON.stringify({ id: 'e-7', fulfilment: { id: 'w-1' }, padding: '' }));
    const padded = (length: number): Buffer =>
      Buffer.concat([body.subarray(0, -2), Buffer.alloc(length - body.length, 'x'), body.subarray(-2)]);
    const longest = padded(MEBIBYTE);
    expect((await post(longest, signed(longest))).status).toBe(200);
    const longer = padded(MEBIBYTE + 1);
    expect((await post(longer, signed(longer))).status).toBe(413);
    expect(await stored()).toHaveLength(1);
  });

  it('without any body is no reason to fall', async () => {
    expect((await hub.send('POST', '/hooks/wms')).status).toBe(401);
    expect((await hub.send('GET', '/hooks/wms')).status).toBe(401);
    expect((await hub.send('DELETE', '/hooks/wms')).status).toBe(405);
  });

  it('wakes whoever waits for what it tells, and nobody else', async () => {
    const run = await hub.database.query<{ id: string }>(
      `insert into flow_run (flow, subject_id, trace_id) values ('order-fulfilment', 'x', 'y') returning id::text`,
    );
    await hub.database.query(
      `insert into sync_job (flow_run_id, flow, subject_id, step, item, kind, connection_id, state, priority, due_at,
         idempotency_key, await_key)
       select $1, 'order-fulfilment', 'x', 'await-packing', key, 'wait', 'nowhere', 'waiting', 1, now() + interval '1 hour',
         key, 'wms/fulfilment/' || key from unnest(array['w-1', 'w-2']) as key`,
      [run[0]!.id],
    );
    const body = event('e-8');
    expect((await post(body, signed(body))).status).toBe(200);
    const due = await hub.database.query(`select item, due_at <= now() as due from sync_job order by item`);
    expect(due).toEqual([
      { item: 'w-1', due: true },
      { item: 'w-2', due: false },
    ]);
  });

  it('is counted', async () => {
    const { text } = await hub.send('GET', '/metrics');
    for (const outcome of ['stored', 'repeated', 'refused', 'unreadable']) {
      expect(text).toMatch(
        new RegExp(`crossdock_webhooks_received_total\\{connection="wms",outcome="${outcome}"\\} \\d`),
      );
    }
  });
});
