import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let admin: Visitor;
beforeAll(async () => {
  panel = await startPanelApi();
  admin = await panel.as('admin');
  await admin.post('/connections', {
    id: 'dpd',
    system: 'a-courier',
    name: 'DPD',
    settings: { baseUrl: 'https://courier.example' },
    credentials: { user: 'hub', apiKey: 'key-of-the-courier' },
  });
});
afterAll(async () => panel.close());

const routes = { carriers: [{ method: '*', connection: 'dpd' }] };
const patch = async (body: unknown) => admin.call('PATCH', '/admin/api/channels/b2b', { body });

describe('channels', () => {
  it('offer for each part the connections that can do it', async () => {
    expect((await admin.get('/channels/choices')).body).toMatchObject({
      carrier: [{ id: 'dpd', name: 'DPD' }],
      warehouse: [],
    });
  });

  it('are refused at the place that names the wrong connection', async () => {
    const body = { id: 'b2b', name: 'B2B', routes: { ...routes, erp: 'dpd', warehouse: 'nowhere' } };
    const answer = await admin.post('/channels', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ pointer: '/routes/erp', code: 'field.unable' }),
      expect.objectContaining({ pointer: '/routes/warehouse', code: 'field.unknown' }),
    ]);
  });

  it('are made once and changed by who read them last', async () => {
    const made = await Promise.all([1, 2].map(async () => admin.post('/channels', { id: 'b2b', name: 'B2B', routes })));
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409]);
    const changed = await patch({ version: 1, name: 'Hurt', routes: { ...routes, invoicing: false } });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, name: 'Hurt', routes: { invoicing: false } } });
    expect((await patch({ version: 1, name: 'Late', routes })).status).toBe(409);
    expect((await panel.audit()).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['channel.created', 'channel.changed']),
    );
    expect((await admin.get('/connections/dpd/setup')).body.usedBy).toEqual([{ id: 'b2b', name: 'Hurt' }]);
  });
});
