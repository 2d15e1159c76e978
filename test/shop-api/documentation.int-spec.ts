import { startShopApi, type RunningShopApi } from './running-shop-api';

// Its own parts are ES modules that Jest cannot load on Node 20; the pages' static files are not looked at here.
jest.mock('@fastify/static', () => ({ default: async () => undefined }));

interface Call {
  readonly description: string;
  readonly security: unknown;
  readonly responses: object;
}

describe('the documentation of the shop API', () => {
  let shop: RunningShopApi;
  beforeAll(async () => {
    shop = await startShopApi({ documented: true });
  }, 60_000);
  afterAll(async () => shop.close());

  it('is readable without a key', async () => {
    const page = await shop.call('GET', '/docs', { key: null });
    expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
  });

  it('lists every call, with its right and its problems', async () => {
    const { body } = await shop.call('GET', '/openapi.json', { key: null });
    expect(Object.keys(body.paths).sort()).toEqual([
      '/api/v1/configurations',
      '/api/v1/orders',
      '/api/v1/orders/{id}',
      '/api/v1/orders/{id}/cancel',
      '/api/v1/orders/{id}/shipments/{reference}/label',
      '/api/v1/orders/{id}/timeline',
      '/api/v1/quotes',
      '/api/v1/stock',
    ]);
    for (const path of Object.values<Record<string, Call>>(body.paths)) {
      for (const call of Object.values(path)) {
        expect(call.description).toMatch(/Right `(orders:(read|write)|quotes:write|stock:read)`/);
        expect(call.security).toEqual([{ apiKey: [] }]);
        expect(Object.keys(call.responses)).toEqual(expect.arrayContaining(['401', '403', '429', '503']));
      }
    }
    expect(body.components.schemas.ProblemAnswer.required).toEqual([
      'type',
      'title',
      'status',
      'detail',
      'instance',
      'traceId',
    ]);
    expect(body.components.schemas.OrderDto.required).toEqual(
      expect.arrayContaining(['externalId', 'lines', 'totals']),
    );
    expect(body.components.schemas.OrderDto.required).not.toContain('note');
  });

  it('describes every part that it names', async () => {
    const { raw, body } = await shop.call('GET', '/openapi.json', { key: null });
    const named = [...raw.toString().matchAll(/"#\/components\/schemas\/([^"]*)"/g)].map((match) => match[1]!);
    expect(named).toEqual(expect.arrayContaining(['GrossPriceDto', 'AddressDto', 'ShipmentAnswer', 'ProblemAnswer']));
    expect(named.filter((name) => !Object.hasOwn(body.components.schemas, name))).toEqual([]);
  });

  it('has an example order that is accepted', async () => {
    const { body } = await shop.call('GET', '/openapi.json', { key: null });
    const { value } = body.paths['/api/v1/orders'].post.requestBody.content['application/json'].examples.order;
    expect((await shop.post(value)).status).toBe(202);
  });
});
