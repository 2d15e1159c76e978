import { startPanelApi, type Answer, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let admin: Visitor;
beforeAll(async () => {
  panel = await startPanelApi();
  admin = await panel.as('admin');
});
afterAll(async () => panel.close());

const KEY = 'key-of-the-courier';
const courier = {
  id: 'courier-1',
  system: 'a-courier',
  name: 'Kurier',
  settings: { baseUrl: 'https://courier.example' },
  credentials: { user: 'hub', apiKey: KEY },
};
const patch = async (id: string, body: unknown) => admin.call('PATCH', `/admin/api/connections/${id}`, { body });
const remove = async (id: string) => admin.call('DELETE', `/admin/api/connections/${id}`);
const setup = async (id = courier.id): Promise<Answer['body']> => (await admin.get(`/connections/${id}/setup`)).body;

describe('systems', () => {
  it('give the panel what their forms need', async () => {
    const { body } = await admin.get('/systems/a-courier');
    expect(body.form.settings).toMatchObject({
      properties: { baseUrl: { title: 'Address', format: 'uri' }, pageSize: { default: 50, maximum: 100 } },
      required: ['baseUrl'],
    });
    expect(body.form.credentials.properties.apiKey).toMatchObject({ secret: true, title: 'Key' });
    expect((await admin.get('/systems')).body).toMatchObject([{ id: 'a-courier' }, { id: 'a-wms' }, { id: 'an-erp' }]);
  });
});

describe('setting up a connection', () => {
  it('points at every field that is wrong and stores nothing', async () => {
    const wrong = { ...courier, settings: { baseUrl: 'nowhere', pageSize: 1_000 }, credentials: { user: 'hub' } };
    const answer = await admin.post('/connections', wrong);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([
      { pointer: '/settings/baseUrl' },
      { pointer: '/settings/pageSize' },
      { pointer: '/credentials/apiKey' },
    ]);
    expect((await admin.get('/connections/courier-1')).status).toBe(404);
  });

  it('is tried before it is stored, and a refusal repeats no secret', async () => {
    const { system, settings, credentials } = courier;
    const good = await admin.post('/connections/trial', { system, settings, credentials });
    expect(good).toMatchObject({ status: 200, body: { ok: true, detail: 'https://courier.example hub STD' } });
    const secret = { user: 'hub', apiKey: 'wrong-key-1234' };
    const bad = await admin.post('/connections/trial', { system, settings, credentials: secret });
    expect(bad.body).toMatchObject({ ok: false, detail: expect.stringContaining('The key [secret] is not known.') });
    expect((await admin.get('/connections')).body).toHaveLength(2);
  });

  it('happens once, however often it is clicked', async () => {
    const answers = await Promise.all([1, 2].map(async () => admin.post('/connections', courier)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await panel.audit()).filter(({ action }) => action === 'connection.created')).toHaveLength(1);
  });

  it('never shows a secret again, only that it is set and since when', async () => {
    const shown = await setup();
    expect(shown).toMatchObject({
      version: 1,
      settings: courier.settings,
      credentials: [
        { name: 'user', isSecret: false, isSet: true, value: 'hub' },
        { name: 'apiKey', isSecret: true, isSet: true, value: null },
      ],
      credentialsChangedAt: expect.any(String),
      limits: { requests: 10, perMs: 1_000, concurrency: 2 },
      usedBy: [],
      hasConsent: true,
    });
    const everything = [shown, (await admin.get('/connections/courier-1')).body, await panel.audit()];
    expect(JSON.stringify(everything)).not.toContain(KEY);
    const [row] = await panel.database.query<{ credentials: Buffer }>(
      `select credentials from connection where id = 'courier-1'`,
    );
    expect(row?.credentials.includes(KEY)).toBe(false);
  });
});

describe('changing a connection', () => {
  it('keeps the credentials that nobody entered anew', async () => {
    const changed = await patch(courier.id, {
      version: 1,
      name: 'Kurier 2',
      settings: { baseUrl: 'https://courier.example/v2' },
      limits: { requests: 5, perMs: 1_000, concurrency: 1 },
    });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, name: 'Kurier 2', limits: { requests: 5 } } });
    const checked = await admin.post('/connections/courier-1/check');
    expect(checked.body).toMatchObject({ ok: true, detail: 'https://courier.example/v2 hub STD' });
    expect((await panel.audit()).find(({ action }) => action === 'connection.changed')).toMatchObject({
      facts: { version: 2, changed: ['name', 'settings.baseUrl', 'limits'] },
    });
  });

  it('is refused when somebody else was faster', async () => {
    const late = await patch(courier.id, { version: 1, name: 'Too late' });
    expect(late).toMatchObject({ status: 409, body: { type: 'urn:crossdock:problem:changed-meanwhile' } });
    expect((await setup()).name).toBe('Kurier 2');
  });

  it('does not send stored secrets to another host, neither saved nor on trial', async () => {
    const settings = { baseUrl: 'https://evil.example' };
    const moved = { status: 400, body: { errors: [{ pointer: '/credentials/apiKey', code: 'field.enter-again' }] } };
    expect(await patch(courier.id, { version: 2, settings })).toMatchObject(moved);
    const { id, system } = courier;
    expect(await admin.post('/connections/trial', { id, system, settings })).toMatchObject(moved);
    const entered = await admin.post('/connections/trial', {
      id,
      system,
      settings,
      credentials: { apiKey: 'new-key' },
    });
    expect(entered.body).toMatchObject({ ok: true });
  });

  it('counts at once, and a new secret takes the place of the old one', async () => {
    const before = (await setup()).credentialsChangedAt;
    await patch(courier.id, { version: 2, credentials: { apiKey: 'wrong-key-1234' } });
    expect((await admin.post('/connections/courier-1/check')).body).toMatchObject({ ok: false });
    expect((await setup()).credentialsChangedAt > before).toBe(true);
    await patch(courier.id, { version: 3, credentials: { apiKey: KEY } });
    expect((await admin.post('/connections/courier-1/check')).body).toMatchObject({ ok: true });
    expect(await patch(courier.id, { version: 4, credentials: { apiKey: null } })).toMatchObject({ status: 400 });
  });
});

describe('removing a connection', () => {
  it('is refused while anything refers to it, and says what', async () => {
    await panel.place();
    const used = await remove('erp');
    expect(used).toMatchObject({ status: 409, body: { type: 'urn:crossdock:problem:in-use' } });
    expect(used.body.detail).toContain('channel "Web shop"; there are jobs of it');
  });

  it('works while nothing does', async () => {
    expect((await remove(courier.id)).status).toBe(204);
    expect((await remove(courier.id)).status).toBe(404);
  });
});
