import { connect } from 'node:net';
import { waitFor } from '../support';
import { anOrder, CHANNEL, startShopApi, type RunningShopApi } from './running-shop-api';

const LIST = '/api/v1/orders';

describe('the door of the shop API', () => {
  let shop: RunningShopApi;
  beforeAll(async () => {
    shop = await startShopApi();
  }, 60_000);
  afterAll(async () => shop.close());

  it('asks for a key', async () => {
    const answer = await shop.call('GET', LIST, { key: null });
    expect(answer).toMatchObject({ status: 401, body: { type: 'urn:crossdock:problem:key-missing' } });
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="crossdock"');
  });

  it.each(['cdk_wrong', `cdk_${'A'.repeat(43)}`, 'nonsense', `cdk_${'A'.repeat(4_000)}`])(
    'refuses the key %.12s',
    async (key) => {
      const answer = await shop.call('GET', LIST, { key });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('error="invalid_token"');
    },
  );

  it('refuses another scheme', async () => {
    const headers = { authorization: `Basic ${Buffer.from(`x:${shop.key}`).toString('base64')}` };
    expect((await shop.call('GET', LIST, { key: null, headers })).status).toBe(401);
  });

  it('stores nothing without a key', async () => {
    const answer = await shop.call('POST', LIST, { key: null, body: anOrder() });
    expect([answer.status, await shop.count('orders')]).toEqual([401, 0]);
  });

  it('lets a key do what it has the right for', async () => {
    const reader = await shop.keyOf(CHANNEL, 'orders:read');
    const writer = await shop.keyOf(CHANNEL, 'orders:write');
    const list = await shop.call('GET', LIST, { key: writer });
    const order = await shop.call('POST', LIST, { key: reader, body: anOrder() });
    expect([list.status, order.status]).toEqual([403, 403]);
    expect(list.headers['www-authenticate']).toContain('insufficient_scope');
    expect((await shop.call('GET', LIST, { key: reader })).status).toBe(200);
  });

  it('forgets a revoked key within five seconds', async () => {
    const key = await shop.keyOf(CHANNEL, 'orders:read');
    expect((await shop.call('GET', LIST, { key })).status).toBe(200);
    await shop.database.query(
      `update api_key set revoked_at = now() where id = (select id from api_key order by created_at desc limit 1)`,
    );
    await waitFor(async () => (await shop.call('GET', LIST, { key })).status === 401, {
      timeoutMs: 5_000,
      everyMs: 200,
    });
  }, 10_000);

  it('keeps the hash of a key and when it was last used, not the key', async () => {
    const key = await shop.keyOf(CHANNEL, 'orders:read');
    await shop.call('GET', LIST, { key });
    const [row] = await shop.database.query<{ text: string; used: boolean }>(
      `select k::text as text, last_used_at is not null as used from api_key k order by created_at desc limit 1`,
    );
    expect(row).toEqual({ text: expect.not.stringContaining(key), used: true });
  });

  it('says how many requests are left', async () => {
    const { headers } = await shop.call('GET', LIST);
    expect(headers['ratelimit-policy']).toBe('"key";q=6000;w=60');
    expect(headers.ratelimit).toMatch(/^"key";r=\d+;t=\d+$/);
  });
});

describe('a key that sends too much', () => {
  it('is told when to go on, other keys are not held up', async () => {
    const shop = await startShopApi({ environment: { CROSSDOCK_API_RATE: '3' } });
    const statuses: number[] = [];
    for (let request = 1; request <= 3; request += 1) statuses.push((await shop.call('GET', LIST)).status);
    const refused = await shop.call('GET', LIST);
    const other = await shop.call('GET', LIST, { key: await shop.keyOf('other-shop', 'orders:read') });
    expect([...statuses, refused.status, other.status]).toEqual([200, 200, 200, 429, 200]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.body.type).toBe('urn:crossdock:problem:too-many-requests');
    await shop.close();
  }, 60_000);
});

describe('answers other than success', () => {
  let shop: RunningShopApi;
  beforeAll(async () => {
    shop = await startShopApi();
  }, 60_000);
  afterAll(async () => shop.close());

  it.each<['GET' | 'DELETE', string, number]>([
    ['GET', '/nowhere', 404],
    ['GET', '/api/v1/nowhere', 404],
    ['DELETE', '/api/v1/orders', 405],
    ['GET', '/api/v1/orders/1/cancel', 405],
    ['GET', '/api/v1/orders/%ZZ', 400],
    ['GET', `/api/v1/orders/${'x'.repeat(101)}`, 404],
  ])('%s %s is a problem with status %i', async (method, path, status) => {
    const answer = await shop.call(method, path);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ status, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    if (status === 405) expect(answer.headers.allow).toMatch(/POST/);
  });

  it.each([
    ['no HTTP at all', 'HELLO\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 431],
  ])('are problems for %s', async (_what, text, status) => {
    const socket = connect(Number(new URL(await shop.app.getUrl()).port), '127.0.0.1');
    socket.end(text);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(Buffer.from(chunk));
    const answer = Buffer.concat(chunks).toString();
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [\\s\\S]*application/problem\\+json`));
  });

  it('are 503 while the database is away, and say when to come back', async () => {
    await shop.post(anOrder({ externalId: 'before' }));
    await shop.loseDatabase();
    const answer = await shop.post(anOrder({ externalId: 'during' }));
    expect(answer).toMatchObject({ status: 503, body: { type: 'urn:crossdock:problem:try-later' } });
    expect(answer.headers['retry-after']).toBe('5');
  });
});
