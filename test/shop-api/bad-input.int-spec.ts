import { aLine, anOrder, startShopApi, type Answer, type RunningShopApi } from './running-shop-api';

let shop: RunningShopApi;
beforeAll(async () => {
  shop = await startShopApi();
}, 60_000);
afterAll(async () => shop.close());

const raw = async (body: string, headers: Record<string, string> = {}): Promise<Answer> => shop.post(body, headers);
const nested = (levels: number): unknown => JSON.parse('{"a":'.repeat(levels) + '1' + '}'.repeat(levels));
const pointers = ({ body }: Answer): string[] => (body.errors as { pointer: string }[]).map((error) => error.pointer);

function expectProblem(answer: Answer, status: number): void {
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({
    type: expect.stringMatching(/^urn:crossdock:problem:/),
    title: expect.any(String),
    status,
    detail: expect.any(String),
    instance: '/api/v1/orders',
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(answer.headers['trace-id']).toBe(answer.body.traceId);
}

describe('bad input at the shop API', () => {
  afterEach(async () => {
    expect(
      await Promise.all((['orders', 'sync_job', 'timeline_entry', 'outbox_event'] as const).map(shop.count)),
    ).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ['broken JSON', '{"externalId":'],
    ['text that is no JSON', '<order/>'],
    ['an empty body', ''],
    ['a list', '[]'],
    ['a text', '"order"'],
    ['null', 'null'],
    ['a number', '1'],
  ])('refuses %s', async (_what, body) => {
    const answer = await raw(body, { 'content-type': 'application/json' });
    expectProblem(answer, 400);
    expect(pointers(answer)).toEqual(['']);
  });

  it('refuses another media type', async () => {
    expectProblem(await raw('a=b', { 'content-type': 'text/csv' }), 415);
  });

  it('refuses unknown fields, each at its place', async () => {
    const order = anOrder({ couponCode: 'X', lines: [aLine({ colour: 'red' })] });
    order.customer.nickname = 'J';
    const answer = await shop.post(order);
    expectProblem(answer, 400);
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        { pointer: '/couponCode', code: 'field.unknown', message: 'This field is unknown.' },
        { pointer: '/customer/nickname', code: 'field.unknown', message: 'This field is unknown.' },
        { pointer: '/lines/0/colour', code: 'field.unknown', message: 'This field is unknown.' },
      ]),
    );
  });

  it('names what is missing', async () => {
    const answer = await shop.post({});
    expectProblem(answer, 400);
    expect(pointers(answer).sort()).toEqual(
      [
        '/billingAddress',
        '/currency',
        '/customer',
        '/delivery',
        '/externalId',
        '/lines',
        '/payment',
        '/placedAt',
        '/shippingAddress',
        '/totals',
      ].sort(),
    );
    expect(answer.body.errors[0].code).toBe('field.missing');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a number for a text', { externalId: 1001 }, '/externalId'],
    ['a number for an amount', { totals: { gross: 52.97, currency: 'PLN' } }, '/totals/gross'],
    ['a list for an object', { customer: [] }, '/customer'],
    ['a text for an object', { delivery: 'inpost' }, '/delivery'],
    ['an object for a list', { lines: {} }, '/lines'],
    ['a text for a list', { lines: 'MUG-1' }, '/lines'],
    ['numbers for lines', { lines: [1] }, '/lines/0'],
    ['null for a line', { lines: [null] }, '/lines/0'],
    ['lists for lines', { lines: [[]] }, '/lines'],
    ['a text for a flag', { invoiceRequested: 'yes' }, '/invoiceRequested'],
    ['an unknown word', { payment: { ...anOrder().payment, status: 'maybe' } }, '/payment/status'],
    ['a list for attributes', { attributes: [] }, '/attributes'],
    ['an object for a text', { note: { text: 'x' } }, '/note'],
  ])('refuses %s', async (_what, changes, pointer) => {
    const answer = await shop.post(anOrder(changes));
    expectProblem(answer, 400);
    expect(pointers(answer).some((found) => found === pointer || found.startsWith(`${pointer}/`))).toBe(true);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['totals that do not add up', { totals: { gross: '52.98', currency: 'PLN' } }, '/totals/gross', 'totals.mismatch'],
    [
      'an unknown country',
      { billingAddress: { ...anOrder().billingAddress, country: 'XX' } },
      '/billingAddress/country',
      'country.unknown',
    ],
    ['a negative quantity', { lines: [aLine({ quantity: '-2' })] }, '/lines/0/quantity', 'quantity.not_positive'],
    ['a wrong GTIN', { lines: [aLine({ ean: '5901234123450' })] }, '/lines/0/ean', 'gtin.invalid'],
    ['a wrong NIP', { customer: { ...anOrder().customer, taxId: '1234567890' } }, '/customer/taxId', 'tax_id.invalid'],
    ['no lines', { lines: [] }, '/lines', 'lines.empty'],
    ['a huge number', { totals: { gross: '9'.repeat(400), currency: 'PLN' } }, '/totals/gross', 'decimal.invalid'],
    ['an exponent', { totals: { gross: '1e3', currency: 'PLN' } }, '/totals/gross', 'decimal.invalid'],
    ['a NUL character', { note: 'a\u0000b' }, '/note', 'text.control_characters'],
    ['a NUL character in a name', { attributes: { 'a\u0000b': 1 } }, '/attributes', 'text.control_characters'],
    ['half of a surrogate pair', { note: 'a\ud800b' }, '/note', 'text.control_characters'],
    ['a date of long ago', { placedAt: '0001-01-01T00:00:00Z' }, '/placedAt', 'placed_at.too_old'],
    ['a date that is none', { placedAt: '2026-02-30T10:00:00Z' }, '/placedAt', 'placed_at.invalid'],
    ['a text that is too long', { externalId: 'x'.repeat(101) }, '/externalId', 'text.too_long'],
  ])('refuses %s', async (_what, changes, pointer, code) => {
    const answer = await shop.post(anOrder(changes));
    expectProblem(answer, 422);
    expect(answer.body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer, code })]));
  });

  it('refuses a total that no column could hold', async () => {
    const unitPrice = { gross: '900000000000000', currency: 'PLN', taxRate: '23' };
    const price = { gross: '0', currency: 'PLN', taxRate: '23' };
    const answer = await shop.post(
      anOrder({
        lines: [aLine({ quantity: '1', unitPrice })],
        delivery: { method: 'inpost-locker', price },
        totals: { gross: '900000000000000', currency: 'PLN' },
        payment: { ...anOrder().payment, amount: { amount: '900000000000000', currency: 'PLN' } },
      }),
    );
    expectProblem(answer, 422);
    expect(pointers(answer)).toEqual(['/totals/gross']);
  });

  it.each([
    ['__proto__', '"__proto__":{"admin":true}'],
    ['constructor', '"constructor":{"prototype":{}}'],
    ['constructor with a value', '"constructor":"x"'],
    ['prototype', '"prototype":{}'],
    ['constructor in attributes', '"attributes":{"constructor":"x"}'],
    ['__proto__ in attributes', '"attributes":{"__proto__":1}'],
  ])('refuses a field named %s', async (_name, field) => {
    expectProblem(await raw(JSON.stringify(anOrder({ attributes: undefined })).replace('{', `{${field},`)), 400);
  });

  it.each([
    ['toString', '"toString":"x"'],
    ['hasOwnProperty', '"hasOwnProperty":1'],
    ['then', '"then":{}'],
    ['__defineGetter__', '"__defineGetter__":null'],
    ['valueOf', '"valueOf":[1]'],
  ])('refuses a field named %s', async (_name, field) => {
    expectProblem(await raw(JSON.stringify(anOrder()).replace('{', `{${field},`)), 400);
  });

  it.each(['1e999', '-1e999', '12345678901234567890'])(
    'refuses the number %s, which cannot be kept exactly',
    async (number) => {
      const answer = await raw(JSON.stringify(anOrder({ attributes: { n: 0 } })).replace('"n":0', `"n":${number}`));
      expectProblem(answer, 400);
      expect(pointers(answer)).toEqual(['/attributes/n']);
    },
  );

  it.each([
    ['objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
    ['lists', '['.repeat(400_000) + ']'.repeat(400_000)],
  ])('refuses %s nested without end', async (_what, value) => {
    expectProblem(
      await raw(
        JSON.stringify(anOrder()).replace('{', `{"attributes":${value},`).replace('"attributes":{}', '"note":null'),
      ),
      400,
    );
  });

  it('refuses attributes that are too deep or too large', async () => {
    const deep = await shop.post(anOrder({ attributes: nested(6) }));
    const large = await shop.post(anOrder({ lines: [aLine({ attributes: { text: 'ż'.repeat(4_100) } })] }));
    expect([pointers(deep), pointers(large)]).toEqual([['/attributes'], ['/lines/0/attributes']]);
  });

  it('refuses 10,000 lines by their number, at once', async () => {
    const lines = Array.from({ length: 10_000 }, (_none, index) => ({
      id: String(index),
      sku: 'A',
      name: 'A',
      quantity: '1',
    }));
    const answer = await shop.post(anOrder({ lines }));
    expectProblem(answer, 400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/lines', code: 'lines.too_many' })]);
  });

  it.each([
    ['a long list', { customer: Array(400_000).fill(0) }],
    ['many unknown fields', Object.fromEntries(Array.from({ length: 50_000 }, (_none, index) => [`f${index}`, 1]))],
    ['many wrong lines', { lines: Array(1_000).fill({ x: 1 }) }],
  ])('refuses %s with at most a hundred problems', async (_what, changes) => {
    const answer = await shop.post(anOrder(changes));
    expectProblem(answer, 400);
    expect(answer.body.errors.length).toBeLessThanOrEqual(100);
  });

  it('refuses a body of more than 1 MiB', async () => {
    const answer = await shop.post(anOrder({ note: 'x'.repeat(1_100_000) }));
    expectProblem(answer, 413);
    expect(pointers(answer)).toEqual(['']);
  });

  it('says so to a client that sends 20 MB over the network', async () => {
    const answer = await shop.post(anOrder({ note: 'x'.repeat(20_000_000) }));
    expectProblem(answer, 413);
  });

  it('logs nothing of it', () => {
    expect(shop.log.join('')).not.toMatch(/jan@example|Prosta/);
    expect(shop.log.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});
