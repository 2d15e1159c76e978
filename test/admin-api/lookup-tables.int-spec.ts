import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let analyst: Visitor;
beforeAll(async () => {
  panel = await startPanelApi();
  analyst = await panel.as('analyst');
  const made = await (
    await panel.as('admin')
  ).post('/connections', {
    id: 'dpd',
    system: 'a-courier',
    name: 'DPD',
    settings: { baseUrl: 'https://courier.example' },
    credentials: { user: 'hub', apiKey: 'key-of-the-courier' },
  });
  expect(made.status).toBe(201);
});
afterAll(async () => panel.close());

const TABLES = '/connections/dpd/lookup-tables';
const store = async (key: string, value: string) => analyst.post(`${TABLES}/service/rows`, { key, value });
const valueOf = async (key: string): Promise<unknown> => {
  const rows: { key: string }[] = (await analyst.get(`${TABLES}/service`)).body;
  return rows.find((row) => row.key === key);
};

describe('lookup tables', () => {
  it('show what is shipped, and own rows before it', async () => {
    expect((await analyst.get(TABLES)).body).toEqual([
      { name: 'service', title: 'Delivery method to service', ownRows: 0, defaultRows: 2 },
    ]);
    expect((await store('courier', 'EXPRESS')).status).toBe(200);
    expect(await valueOf('courier')).toMatchObject({
      value: 'EXPRESS',
      isDefault: false,
      defaultValue: 'STD',
      updatedBy: 'analyst@example.com',
    });
    expect(await valueOf('locker')).toMatchObject({ value: 'LOC', isDefault: true });
  });

  it('count from the next call on', async () => {
    const operator = await panel.as('operator');
    expect((await operator.post('/connections/dpd/check')).body.detail).toContain('EXPRESS');
    await store('courier', 'NIGHT');
    expect((await operator.post('/connections/dpd/check')).body.detail).toContain('NIGHT');
    await analyst.post(`${TABLES}/service/rows/remove`, { key: 'courier' });
    expect((await operator.post('/connections/dpd/check')).body.detail).toContain('STD');
  });

  it('change once when the same is said twice', async () => {
    await store('pickup', 'PU');
    const before = (await panel.audit()).length;
    await store('pickup', 'PU');
    expect((await panel.audit()).length).toBe(before);
    expect((await store('', 'PU')).status).toBe(400);
    expect((await analyst.post('/connections/none/lookup-tables/service/rows', { key: 'a', value: 'b' })).status).toBe(
      404,
    );
  });

  it('leave and come back as a file, whose wrong lines are named', async () => {
    const exported = await analyst.get(`${TABLES}/service/export`);
    expect(exported.headers['content-type']).toContain('text/csv');
    expect(exported.body).toContain('pickup,PU');
    const report = await analyst.post(`${TABLES}/service/import`, {
      csv: 'key,value\npickup,PU\nnight,N1\n,bad\n',
      replace: true,
    });
    expect(report.body).toEqual({ stored: 1, removed: 0, same: 1, problems: [{ line: 4, message: 'has no key' }] });
    const replaced = await analyst.post(`${TABLES}/service/import`, { csv: 'night;N2\n', replace: true });
    expect(replaced.body).toEqual({ stored: 1, removed: 1, same: 0, problems: [] });
    expect(await valueOf('pickup')).toBeUndefined();
    expect(await valueOf('night')).toMatchObject({ value: 'N2' });
  });
});
