import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError, type Ports } from '@crossdock/connector-kit';
import { PreparedSystem } from '../testing/prepared-system';
import { settings as settingsSchema } from './settings';

const WAREHOUSE = {
  createFulfilment: { method: 'POST', path: '/orders', request: 'record', response: 'body' },
  findFulfilment: { method: 'GET', path: '/orders', response: 'body.found' },
  readFulfilment: { method: 'GET', path: '/orders/{record.id}', response: 'body' },
};

let system: PreparedSystem;
const open = (warehouse: unknown = WAREHOUSE, more: Record<string, unknown> = {}): Partial<Ports> =>
  system.open({ ports: { warehouse }, ...more });

beforeEach(() => {
  system = new PreparedSystem();
});

describe('the settings', () => {
  it('demand a look-up for a create that is not idempotent', () => {
    const withoutFind = { createFulfilment: WAREHOUSE.createFulfilment, readFulfilment: WAREHOUSE.readFulfilment };
    const result = settingsSchema.safeParse({ baseUrl: 'https://own.example', ports: { warehouse: withoutFind } });
    expect(result.error?.issues[0]).toMatchObject({ path: ['ports', 'warehouse', 'findFulfilment'] });
    const idempotent = { ...withoutFind, createFulfilment: { ...WAREHOUSE.createFulfilment, idempotent: true } };
    expect(open(idempotent).warehouse).toBeDefined();
  });

  it('name an operation that does not exist, and one that is missing', () => {
    const strange = settingsSchema.safeParse({
      baseUrl: 'https://own.example',
      ports: { warehouse: { ...WAREHOUSE, burn: {} } },
    });
    expect(strange.error?.issues[0]?.message).toContain('burn');
    const missing = settingsSchema.safeParse({ baseUrl: 'https://own.example', ports: { carrier: {} } });
    expect(missing.error?.issues[0]?.path).toEqual(['ports', 'carrier', 'createShipment']);
  });

  it('name the operation whose expression is wrong', () => {
    const wrong = { ...WAREHOUSE, readFulfilment: { ...WAREHOUSE.readFulfilment, response: '{"id": ' } };
    expect(() => open(wrong)).toThrow(ConfigurationError);
    expect(() => open(wrong)).toThrow(/ports\.warehouse\.readFulfilment/);
  });

  it('name the credential that is missing', () => {
    expect(() => open(WAREHOUSE, { auth: { kind: 'bearer' } })).toThrow(/"token"/);
  });
});

describe('the example settings', () => {
  const fixture = (name: string): unknown =>
    JSON.parse(readFileSync(path.join(__dirname, '../../fixtures', name), 'utf8')) as unknown;

  it('read an order of a shop', async () => {
    const example = settingsSchema.parse(fixture('settings.order-source.json'));
    const { orderSource } = system.open(example, { clientId: 'id', clientSecret: 'shh' });
    system.answers.push({ body: fixture('answer.order.json') });
    await expect(orderSource!.fetchOrder('29738')).resolves.toMatchObject({
      state: 'open',
      revision: '4',
      order: {
        externalId: '29738',
        customer: { lastName: 'Żółkiewski' },
        payment: { status: 'paid', amount: { amount: '52.97', currency: 'PLN' } },
        lines: [
          { id: '1', sku: 'MUG-1', quantity: '2', unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' } },
        ],
      },
    });
    system.answers.push({ body: { events: [{ id: 'e1', order: 29738 }], more: false } });
    await expect(orderSource!.readChanges(null)).resolves.toEqual({
      changes: [{ externalId: '29738', changeId: 'e1' }],
      next: 'e1',
      more: false,
    });
  });
});

describe('authentication', () => {
  it.each([
    [{ kind: 'api-key', header: 'X-Key', prefix: 'Key ' }, { apiKey: 'abc' }, { 'x-key': 'Key abc' }],
    [{ kind: 'basic' }, { user: 'jan', password: 'p' }, { authorization: 'Basic amFuOnA=' }],
    [{ kind: 'bearer' }, { token: 't' }, { authorization: 'Bearer t' }],
  ])('%j', async (auth, credentials, headers) => {
    system.open({ auth }, credentials);
    await expect(system.clients[0]?.authorizer?.headers()).resolves.toEqual(headers);
  });

  it('gets a token by client credentials', async () => {
    const auth = { kind: 'oauth2-client-credentials', tokenUrl: 'https://login.example/token', scope: 'orders' };
    system.open({ auth }, { clientId: 'id', clientSecret: 'shh' });
    system.answers.push({ body: { access_token: 'fresh', expires_in: 3600 } });
    const [login, api] = system.clients;
    await expect(api?.authorizer?.headers()).resolves.toEqual({ authorization: 'Bearer fresh' });
    expect(login?.baseUrl).toBe('https://login.example');
    expect(system.requests[0]).toMatchObject({
      path: '/token',
      form: { grant_type: 'client_credentials', scope: 'orders', client_id: 'id', client_secret: 'shh' },
    });
  });
});
