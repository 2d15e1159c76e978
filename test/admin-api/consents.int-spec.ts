import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let admin: Visitor;
beforeAll(async () => {
  panel = await startPanelApi({ publicUrl: 'https://hub.example' });
  admin = await panel.as('admin');
  await admin.post('/connections', {
    id: 'dpd',
    system: 'a-courier',
    name: 'DPD',
    settings: { baseUrl: 'https://courier.example' },
    credentials: { user: 'hub', apiKey: 'key-of-the-courier' },
  });
  await panel.database.query(
    `update connection set sign_in_needed_at = now(), problem = 'No sign-in.' where id = 'dpd'`,
  );
});
afterAll(async () => panel.close());

const begin = async (): Promise<URL> => new URL((await admin.post('/consents', { connectionId: 'dpd' })).body.url);
const stateOf = (url: URL): string => url.searchParams.get('state') ?? '';

describe('a consent on the page of the vendor', () => {
  it('sends the browser there with what brings it back', async () => {
    const url = await begin();
    expect(Object.fromEntries(url.searchParams)).toEqual({
      redirectUri: 'https://hub.example/admin/consent',
      state: expect.stringMatching(/^[0-9a-f-]{36}$/),
      codeChallenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    const [kept] = await panel.database.query<{ sealed: Buffer }>('select sealed from connection_consent');
    expect(kept?.sealed.length).toBeGreaterThan(40);
  });

  it('is good once, and only for who began it', async () => {
    const state = stateOf(await begin());
    const other = panel.visitor();
    const { password } = (await admin.post('/users', { email: 'other@example.com', role: 'admin' })).body;
    await other.signIn('other@example.com', password);
    expect((await other.post('/consents/finish', { state, code: 'good' })).status).toBe(409);
    const done = await admin.post('/consents/finish', { state, code: 'good' });
    expect(done).toMatchObject({ status: 200, body: { connectionId: 'dpd' } });
    expect((await admin.post('/consents/finish', { state, code: 'good' })).status).toBe(409);
  });

  it('keeps the token sealed and lets the work go on', async () => {
    const [token] = await panel.database.query<{ sealed: Buffer }>('select sealed from connection_token');
    expect(token?.sealed.includes('refresh')).toBe(false);
    expect((await admin.get('/connections/dpd')).body).toMatchObject({ state: 'ok', problem: null });
    expect((await panel.audit()).at(-1)).toMatchObject({ action: 'connection.signed-in', facts: { how: 'code' } });
  });

  it('says what the vendor said when it refuses', async () => {
    const answer = await admin.post('/consents/finish', { state: stateOf(await begin()), code: 'old' });
    expect(answer).toMatchObject({ status: 409, body: { detail: 'The code is too old.' } });
  });

  it('is not offered where the system has none', async () => {
    expect((await admin.post('/consents', { connectionId: 'erp' })).body.type).toBe('urn:crossdock:problem:no-consent');
  });
});

describe('a consent by device', () => {
  it('shows the code to type and never the secret one', async () => {
    const answer = await admin.post('/consents/devices', { connectionId: 'dpd' });
    expect(answer.body).toMatchObject({ userCode: 'ABC-123', verificationUri: 'https://login.example/device' });
    expect(answer.raw.toString()).not.toContain('device-secret');
    const poll = async () => admin.post(`/consents/devices/${answer.body.id}/poll`);
    await panel.database.query(`update connection_consent set poll_after = now() + interval '1 minute'`);
    expect((await poll()).body).toEqual({ state: 'pending' });
    await panel.database.query(`update connection_consent set poll_after = now() - interval '1 second'`);
    expect((await poll()).body).toEqual({ state: 'refused' });
    expect((await poll()).status).toBe(404);
  });
});
