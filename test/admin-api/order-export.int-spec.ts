import { startPanelApi, type Answer, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let operator: Visitor;
beforeAll(async () => {
  panel = await startPanelApi();
  operator = await panel.as('operator');
  await panel.place({ customer: { email: 'zofia@example.com', firstName: '=HYPERLINK("x")', phone: '+48500600700' } });
  await panel.place({ externalId: '1002', note: null });
  await panel.database.query(`update orders set status = 'processing' where external_id = '1002'`);
});
afterAll(async () => panel.close());

const exported = async (parameters: Record<string, string>, visitor = operator): Promise<Answer> =>
  visitor.get(`/order-exports?${new URLSearchParams(parameters).toString()}`);
const lines = ({ raw }: Answer): string[] => raw.toString().split('\r\n');

describe('orders as a file', () => {
  it('are CSV with a header in the language of the person, the newest first', async () => {
    const answer = await exported({ format: 'csv' });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="orders-\d{4}-\d\d-\d\d\.csv"$/);
    expect(lines(answer)[0]).toMatch(/^\ufeffNumer,Oznaczenie,/);
    expect(lines(answer).map((line) => line.split(',')[0])).toEqual(['\ufeffNumer', '1002', '1001', '']);
    expect(lines(await exported({ format: 'csv', lang: 'en' }))[0]).toMatch(/^\ufeffNumber,Reference,/);
  });

  it('run nothing in a spreadsheet', async () => {
    const line = lines(await exported({ format: 'csv' }))[2];
    expect(line).toContain(`"'=HYPERLINK(""x"")"`);
    expect(line).toContain(`'+48500600700`);
  });

  it('are those of the filter', async () => {
    const answer = await exported({ format: 'csv', filter: JSON.stringify({ status: 'processing' }) });
    expect(lines(answer)).toHaveLength(3);
    expect(lines(answer)[1]).toMatch(/^1002,/);
    const searched = await exported({ format: 'csv', filter: JSON.stringify({ q: '500600700' }) });
    expect(lines(searched)[1]).toMatch(/^1001,/);
  });

  it('are more than one piece when there are many', async () => {
    await panel.database.query(
      `insert into orders (id, channel, external_id, reference, content_hash, status, currency, total, placed_at, document, progress)
       select gen_random_uuid(), channel, 'many-' || n, 'many-' || n, 'x', 'delivered', currency, total, placed_at, document, progress
       from orders, generate_series(1, 2500) n where external_id = '1002'`,
    );
    const answer = await exported({ format: 'csv', filter: JSON.stringify({ status: 'delivered' }) });
    const numbers = lines(answer)
      .slice(1, -1)
      .map((line) => line.split(',')[1]);
    expect(new Set(numbers).size).toBe(2_500);
  });

  it('are a workbook as well', async () => {
    const answer = await exported({ format: 'xlsx', filter: JSON.stringify({ status: 'processing' }) });
    expect(answer.headers['content-type']).toMatch(/spreadsheetml\.sheet$/);
    expect(answer.raw.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    expect(answer.raw.includes('xl/worksheets/sheet1.xml')).toBe(true);
  });

  it('are taken away by those alone who may, and it is in the audit without what was searched', async () => {
    expect((await exported({ format: 'csv' }, await panel.as('viewer'))).status).toBe(403);
    await exported({ format: 'csv', filter: JSON.stringify({ q: 'zofia@example.com', channel: 'web' }) });
    const last = (await panel.audit()).at(-1);
    expect(last).toMatchObject({ action: 'orders.exported', facts: { channel: 'web', searched: true } });
    expect(JSON.stringify(last)).not.toContain('zofia');
  });

  it.each([
    ['format=pdf', '/format'],
    ['format=csv&filter={', '/filter'],
    ['format=csv&filter={"colour":1}', '/filter'],
  ])('answer 400 to %s', async (query, pointer) => {
    const answer = await operator.get(`/order-exports?${query}`);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
  });
});

describe('filters that are kept', () => {
  const stored = async (body: object, visitor = operator): Promise<Answer> => visitor.post('/saved-filters', body);
  const names = async (visitor = operator): Promise<string[]> => {
    const answer = await visitor.get('/saved-filters?resource=orders');
    return (answer.body as { name: string }[]).map(({ name }) => name);
  };

  it('come back to the person who kept them, and to nobody else', async () => {
    const answer = await stored({ resource: 'orders', name: 'Do sprawdzenia', filter: { attention: true } });
    expect(answer).toMatchObject({ status: 200, body: { name: 'Do sprawdzenia', filter: { attention: true } } });
    expect(await names()).toEqual(['Do sprawdzenia']);
    expect(await names(await panel.as('viewer'))).toEqual([]);
  });

  it('take the place of one with the same name, also when two come at once', async () => {
    const twice = { resource: 'orders', name: 'Twice', filter: { q: 'x' } };
    await Promise.all([stored(twice), stored(twice)]);
    expect((await names()).filter((name) => name === 'Twice')).toHaveLength(1);
  });

  it('are removed by their owner', async () => {
    const { body } = await stored({ resource: 'orders', name: 'Gone', filter: {} });
    const path = `/admin/api/saved-filters/${String(body.id)}`;
    expect((await (await panel.as('viewer')).call('DELETE', path)).status).toBe(404);
    expect((await operator.call('DELETE', path)).status).toBe(204);
    expect((await operator.call('DELETE', path)).status).toBe(404);
    expect(await names()).not.toContain('Gone');
  });

  it.each([
    [{ resource: 'users', name: 'x', filter: {} }, '/resource'],
    [{ resource: 'orders', name: ' ', filter: {} }, '/name'],
    [{ resource: 'orders', name: 'x', filter: { colour: 'red' } }, '/filter'],
  ])('are refused when they say nothing that a list knows: %j', async (body, pointer) => {
    const answer = await stored(body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
  });

  it('are fifty at most', async () => {
    for (let n = (await names()).length; n < 50; n += 1) {
      await stored({ resource: 'orders', name: `Filter ${n}`, filter: {} });
    }
    expect((await stored({ resource: 'orders', name: 'One more', filter: {} })).status).toBe(409);
    expect((await stored({ resource: 'orders', name: 'Twice', filter: {} })).status).toBe(200);
  });
});
