import { CHANNEL, startShopApi, type Answer, type RunningShopApi } from './running-shop-api';

let shop: RunningShopApi;
let key: string;
beforeAll(async () => {
  shop = await startShopApi();
  key = await shop.keyOf(CHANNEL, 'stock:read');
  await shop.database.query(
    `insert into channel_stock (channel, sku, available, version, why)
     values ($1, 'MUG-1', 12, 4711, '{}'), ($1, 'TEA-100', 0, 4712, '{}')`,
    [CHANNEL],
  );
}, 60_000);
afterAll(async () => shop.close());

const read = async (query: string): Promise<Answer> => shop.call('GET', `/api/v1/stock${query}`, { key });

describe('the stock of a channel', () => {
  it('is what it may sell now, in the order of the question, each SKU once', async () => {
    const { status, body } = await read('?sku=TEA-100,MUG-1,%20MUG-1');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      channel: CHANNEL,
      items: [
        { sku: 'TEA-100', available: 0, version: '4712' },
        { sku: 'MUG-1', available: 12, version: '4711' },
      ],
    });
  });

  it('is not known of a SKU that nobody tells the stock of', async () => {
    const { body } = await read('?sku=NONE');
    expect(body.items).toEqual([{ sku: 'NONE', available: null, changedAt: null, version: null }]);
  });

  it('is told to nobody without the right for it', async () => {
    const own = await shop.keyOf(CHANNEL, 'orders:read');
    expect(await shop.call('GET', '/api/v1/stock?sku=MUG-1', { key: own })).toMatchObject({ status: 403 });
    expect(await shop.call('GET', '/api/v1/stock?sku=MUG-1', { key: null })).toMatchObject({ status: 401 });
  });

  it('is not told of another channel', async () => {
    expect((await read(`?sku=MUG-1&channel=${CHANNEL}`)).status).toBe(200);
    expect(await read('?sku=MUG-1&channel=other')).toMatchObject({ status: 403 });
  });

  it.each([
    '',
    '?sku=',
    '?sku=%20,,',
    '?sku=A%00',
    `?sku=${Array.from({ length: 101 }, (_, n) => `S${n}`).join(',')}`,
    '?sku=A&x=1',
  ])('is not looked for by %s', async (query) => {
    expect(await read(query)).toMatchObject({ status: 400, body: { type: 'urn:crossdock:problem:malformed-request' } });
  });
});
