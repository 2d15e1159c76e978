import { OrderIntake } from '../../apps/hub/src/orders/order-intake';
import { readChannel } from '../../apps/hub/src/orders/channels';
import { newTraceId } from '@crossdock/flow-engine';
import { demoOrder } from '../journey/running-hub';
import { waitFor } from '../support';
import { BareHub } from './bare-hub';
import { verified, WebhookReceiver } from './webhook-receiver';

const TIMEOUT_MS = 60_000;
const ENDPOINTS = '/api/v1/webhook-endpoints';

interface Delivery {
  readonly id: string;
  readonly state: string;
  readonly deliveredAt: string | null;
}

describe('the webhooks of a shop', () => {
  let hub: BareHub;
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    [hub, receiver] = await Promise.all([BareHub.start(), WebhookReceiver.listen()]);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await hub.close();
    await receiver.close();
  });
  afterEach(async () => {
    receiver.answers.length = 0;
    const { body } = await hub.call('GET', ENDPOINTS);
    for (const { id } of body.items) await hub.call('DELETE', `${ENDPOINTS}/${id}`);
  });

  const endpoint = async (events = ['order.accepted'], more: object = {}): Promise<{ id: string; secret: string }> => {
    const { status, body } = await hub.call('POST', ENDPOINTS, { url: receiver.url, events, ...more });
    expect(status).toBe(201);
    return body as { id: string; secret: string };
  };
  const place = async (key = hub.key): Promise<string> => {
    const order = demoOrder();
    const { status } = await hub.call('POST', '/api/v1/orders', order, key);
    expect(status).toBe(202);
    return order.externalId;
  };
  const hurry = async (): Promise<void> => {
    await hub.database.query(`update sync_job set due_at = now() where flow = 'notify-shop' and state = 'ready'`);
  };
  const deliveries = async (id: string): Promise<{ readonly items: readonly Delivery[] }> =>
    (await hub.call('GET', `${ENDPOINTS}/${id}/deliveries`)).body as { items: Delivery[] };

  it(
    'are signed as Standard Webhooks wants it, over the bytes that are sent',
    async () => {
      const { secret } = await endpoint();
      const externalId = await place();
      const [event] = await receiver.about(externalId, 1);
      expect(verified(event!, secret)).toMatchObject({ type: 'order.accepted', data: { externalId } });
      expect(() => verified({ ...event!, raw: `${event!.raw} ` }, secret)).toThrow();
      expect(() => verified(event!, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toThrow();
    },
    TIMEOUT_MS,
  );

  it(
    'may be signed with the shop’s own secret, and hold nothing personal',
    async () => {
      const own = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr';
      expect((await endpoint(['order.accepted'], { secret: own })).secret).toBe(own);
      const [event] = await receiver.about(await place(), 1);
      expect(verified(event!, own)).toBeDefined();
      expect(event!.raw).not.toMatch(/jan@example|500600700|Zażółć|Gęślą|Prosta/);
    },
    TIMEOUT_MS,
  );

  it(
    'come again with the same id until they are accepted',
    async () => {
      const { id, secret } = await endpoint();
      receiver.answers.push(500, 500);
      const externalId = await place();
      for (const count of [1, 2]) {
        await receiver.about(externalId, count);
        await waitFor(async () => (await deliveries(id)).items[0]?.state === 'ready');
        await hurry();
      }
      const events = await receiver.about(externalId, 3);
      expect(events.map(({ status }) => status)).toEqual([500, 500, 204]);
      expect(new Set(events.map((event) => event.id)).size).toBe(1);
      for (const event of events) expect(verified(event, secret)).toBeDefined();
      const done = await waitFor(async () => {
        const [delivery] = (await deliveries(id)).items;
        return delivery?.state === 'done' ? delivery : null;
      });
      expect(done).toMatchObject({ id: events[0]!.id, type: 'order.accepted', attempts: 3, error: null });
      expect(done.deliveredAt).toEqual(expect.any(String));
    },
    TIMEOUT_MS,
  );

  it(
    'are sent once more, with the same id, when the shop asks for it',
    async () => {
      const { id } = await endpoint();
      const externalId = await place();
      const [event] = await receiver.about(externalId, 1);
      await waitFor(async () => (await deliveries(id)).items[0]?.state === 'done');
      for (const count of [2, 3]) {
        expect((await hub.call('POST', `${ENDPOINTS}/${id}/deliveries/${event!.id}/replay`)).status).toBe(202);
        await receiver.about(externalId, count);
      }
      expect(new Set((await receiver.about(externalId, 3)).map((again) => again.id))).toEqual(new Set([event!.id]));
      expect((await deliveries(id)).items).toHaveLength(1);
      const unknown = '01980c5e-7a54-7b9c-8000-000000000001';
      for (const nothing of [unknown, 'nonsense']) {
        const answer = await hub.call('POST', `${ENDPOINTS}/${id}/deliveries/${nothing}/replay`);
        expect([answer.status, answer.body.type]).toEqual([404, 'urn:crossdock:problem:delivery-unknown']);
      }
    },
    TIMEOUT_MS,
  );

  it(
    'tell only the events that were asked for, and every endpoint that asked',
    async () => {
      await Promise.all([endpoint(['order.accepted']), endpoint(['order.accepted', 'order.shipped'])]);
      const silent = await endpoint(['order.shipped']);
      const events = await receiver.about(await place(), 2);
      expect(new Set(events.map((event) => event.id)).size).toBe(2);
      expect((await deliveries(silent.id)).items).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'end with their endpoint: nothing more is sent, and nothing waits for ever',
    async () => {
      const { id } = await endpoint();
      receiver.answers.push(500);
      const externalId = await place();
      await receiver.about(externalId, 1);
      await waitFor(async () => (await deliveries(id)).items[0]?.state === 'ready');
      expect((await hub.call('DELETE', `${ENDPOINTS}/${id}`)).status).toBe(204);
      expect((await hub.call('DELETE', `${ENDPOINTS}/${id}`)).status).toBe(404);
      expect((await hub.call('GET', `${ENDPOINTS}/${id}/deliveries`)).status).toBe(404);
      const states = await hub.database.query(
        `select j.state as job, r.state as run from sync_job j join flow_run r on r.id = j.flow_run_id
         where j.connection_id = $1`,
        [id],
      );
      expect(states).toEqual([{ job: 'cancelled', run: 'cancelled' }]);
      const next = await endpoint();
      await receiver.about(await place(), 1);
      expect((await deliveries(next.id)).items).toHaveLength(1);
      expect(await receiver.about(externalId, 1)).toHaveLength(1);
    },
    TIMEOUT_MS,
  );

  it(
    'are out of sight for another channel',
    async () => {
      const { id } = await endpoint();
      const [event] = await receiver.about(await place(), 1);
      const other = await hub.keyOf('other', 'webhooks:read', 'webhooks:write', 'orders:write');
      expect((await hub.call('GET', ENDPOINTS, undefined, other)).body).toEqual({ items: [] });
      for (const [method, path] of [
        ['GET', `${ENDPOINTS}/${id}/deliveries`],
        ['POST', `${ENDPOINTS}/${id}/deliveries/${event!.id}/replay`],
        ['DELETE', `${ENDPOINTS}/${id}`],
      ] as const) {
        const answer = await hub.call(method, path, undefined, other);
        expect([method, answer.status, answer.body.type]).toEqual([
          method,
          404,
          'urn:crossdock:problem:endpoint-unknown',
        ]);
      }
      // Both orders are told from one batch of events.
      const [ours, theirs] = [demoOrder(), demoOrder()];
      await hub.database.transaction(async (sql) => {
        for (const [channel, order] of [
          ['other', theirs],
          ['shop', ours],
        ] as const) {
          await hub.part(OrderIntake).place(sql, (await readChannel(sql, channel))!, order as never, newTraceId());
        }
      });
      await receiver.about(ours.externalId, 1);
      expect((await deliveries(id)).items).toHaveLength(2);
      expect(receiver.received.filter(({ body }) => body.data.externalId === theirs.externalId)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it('need the right to read and the right to write', async () => {
    const reader = await hub.keyOf('shop', 'webhooks:read');
    expect((await hub.call('GET', ENDPOINTS, undefined, reader)).status).toBe(200);
    const body = { url: receiver.url, events: ['order.accepted'] };
    expect((await hub.call('POST', ENDPOINTS, body, reader)).status).toBe(403);
    expect((await hub.call('GET', ENDPOINTS, undefined, await hub.keyOf('shop', 'orders:read'))).status).toBe(403);
  });

  it.each([
    [{ url: 'ftp://shop.example/x', events: ['order.accepted'] }, '/url'],
    [{ url: 'https://user:secret@shop.example/x', events: ['order.accepted'] }, '/url'],
    [{ url: 'https://shop.example/x', events: [] }, '/events'],
    [{ url: 'https://shop.example/x', events: ['order.eaten'] }, '/events'],
    [{ url: 'https://shop.example/x', events: ['order.accepted'], secret: 'short' }, '/secret'],
  ])('refuse %j with a pointer to %s', async (body, pointer) => {
    const answer = await hub.call('POST', ENDPOINTS, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer: expect.stringContaining(pointer) }));
  });

  it('never show a secret again', async () => {
    const { id, secret } = await endpoint();
    const { text } = await hub.call('GET', ENDPOINTS);
    expect(text).toContain(id);
    expect(text).not.toContain(secret.slice(6));
    const rows = await hub.database.query<{ row: string }>(`select c::text as row from connection c where id = $1`, [
      id,
    ]);
    expect(rows[0]!.row).not.toContain(secret.slice(6));
  });

  it(
    'tell nothing of an order whose transaction was rolled back',
    async () => {
      const { id } = await endpoint();
      const channel = await readChannel(hub.database, 'shop');
      const order = demoOrder();
      const placing = hub.database.transaction(async (sql) => {
        await hub.part(OrderIntake).place(sql, channel!, order as never, newTraceId());
        const inside = await sql.query(`select 1 from outbox_event where payload->>'externalId' = $1`, [
          order.externalId,
        ]);
        expect(inside).toHaveLength(1);
        throw new Error('The power failed.');
      });
      await expect(placing).rejects.toThrow('The power failed.');
      await receiver.about(await place(), 1);
      expect((await deliveries(id)).items).toHaveLength(1);
      expect(receiver.received.filter(({ body }) => body.data.externalId === order.externalId)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe('the webhooks of a shop outside of a demo', () => {
  let hub: BareHub;
  beforeAll(async () => {
    hub = await BareHub.start({ isDemo: false });
  }, TIMEOUT_MS);
  afterAll(async () => hub.close());

  it('go to https addresses alone', async () => {
    const events = ['order.accepted'];
    const plain = await hub.call('POST', ENDPOINTS, { url: 'http://shop.example/events', events });
    expect(plain.status).toBe(400);
    expect(plain.body.errors).toEqual([expect.objectContaining({ pointer: '/url', code: 'url.not-secure' })]);
    expect((await hub.call('POST', ENDPOINTS, { url: 'https://shop.example/events', events })).status).toBe(201);
  });

  it('do not reach what is behind the firewall', async () => {
    const url = 'https://127.0.0.1/events';
    const { body } = await hub.call('POST', ENDPOINTS, { url, events: ['order.accepted'] });
    const rows = await hub.database.query('select allow_private_addresses as allowed from connection where id = $1', [
      body.id,
    ]);
    expect(rows).toEqual([{ allowed: false }]);
  });

  it('are twenty at most', async () => {
    const add = async (index: number): Promise<number> =>
      (await hub.call('POST', ENDPOINTS, { url: `https://shop.example/${index}`, events: ['order.accepted'] })).status;
    const { body } = await hub.call('GET', ENDPOINTS);
    const { items } = body as { items: unknown[] };
    for (let index = items.length; index < 20; index += 1) expect(await add(index)).toBe(201);
    expect(await add(20)).toBe(409);
  });
});
