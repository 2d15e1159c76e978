import { ApiKeys } from '../../apps/hub/src/shop-api/api-keys/api-keys';
import { PASSWORD, startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let admin: Visitor;
beforeAll(async () => {
  panel = await startPanelApi();
  admin = await panel.as('admin');
});
afterAll(async () => panel.close());

const patch = async (path: string, body: unknown) => admin.call('PATCH', `/admin/api${path}`, { body });
const idOf = async (email: string): Promise<string> =>
  String((await admin.get(`/users?filter=${JSON.stringify({ q: email })}`)).body[0].id);

describe('users', () => {
  it('are made with a password that is shown once', async () => {
    const made = await admin.post('/users', { email: ' Ola@Example.com ', role: 'viewer' });
    expect(made).toMatchObject({ status: 201, body: { email: 'ola@example.com', role: 'viewer', disabledAt: null } });
    const signedIn = await panel.visitor().signIn('ola@example.com', made.body.password);
    expect(signedIn.status).toBe(200);
    expect(JSON.stringify((await admin.get(`/users/${made.body.id}`)).body)).not.toContain('password');
    expect(await admin.post('/users', { email: 'ola@example.com', role: 'viewer' })).toMatchObject({ status: 409 });
    expect(await admin.post('/users', { email: 'no address', role: 'viewer' })).toMatchObject({ status: 400 });
  });

  it('lose what they may no longer do at once', async () => {
    const operator = await panel.as('operator');
    expect((await operator.get('/audit-events')).status).toBe(200);
    const id = await idOf('operator@example.com');
    expect((await patch(`/users/${id}`, { role: 'viewer' })).body).toMatchObject({ role: 'viewer' });
    expect((await operator.get('/audit-events')).status).toBe(401);
    await patch(`/users/${id}`, { disabled: true });
    expect((await panel.visitor().signIn('operator@example.com', PASSWORD)).status).toBe(401);
    await patch(`/users/${id}`, { disabled: false, role: 'operator' });
    expect((await panel.visitor().signIn('operator@example.com', PASSWORD)).status).toBe(200);
    expect((await panel.audit()).find(({ action }) => action === 'user.changed')).toMatchObject({
      subjectId: id,
      facts: { before: { role: 'operator', disabled: false }, after: { role: 'viewer', disabled: false } },
    });
  });

  it('cannot take the last administrator away, also when two do it to each other', async () => {
    const own = await idOf('admin@example.com');
    expect(await patch(`/users/${own}`, { role: 'viewer' })).toMatchObject({ status: 409 });
    const made = await admin.post('/users', { email: 'second@example.com', role: 'admin' });
    const second = panel.visitor();
    await second.signIn('second@example.com', made.body.password);
    const answers = await Promise.all([
      patch(`/users/${made.body.id}`, { disabled: true }),
      second.call('PATCH', `/admin/api/users/${own}`, { body: { disabled: true } }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = await panel.database.query(`select id from app_user where role = 'admin' and disabled_at is null`);
    expect(left).toHaveLength(1);
    await panel.database.query(`update app_user set disabled_at = null where id = $1`, [own]);
    admin = await panel.as('admin');
  });

  it('get a new password when the old one is forgotten, and are signed out', async () => {
    const analyst = await panel.as('analyst');
    const reset = await admin.post(`/users/${await idOf('analyst@example.com')}/reset-password`);
    expect(reset).toMatchObject({ status: 200, body: { password: expect.stringMatching(/^[\w-]{20}$/) } });
    expect((await analyst.get('/session')).status).toBe(401);
    expect((await panel.visitor().signIn('analyst@example.com', reset.body.password)).status).toBe(200);
    expect(JSON.stringify(await panel.audit())).not.toContain(reset.body.password);
  });

  it('change their own password, knowing the old one, and other sessions end', async () => {
    const [here, elsewhere] = [await panel.as('viewer'), await panel.as('viewer')];
    const next = 'another long password';
    const wrong = await here.post('/own-password', { current: 'not this one', next });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/current' }] } });
    expect((await here.post('/own-password', { current: PASSWORD, next: 'short' })).status).toBe(400);
    expect((await here.post('/own-password', { current: PASSWORD, next })).status).toBe(204);
    expect((await here.get('/session')).status).toBe(200);
    expect((await elsewhere.get('/session')).status).toBe(401);
    expect((await panel.visitor().signIn('viewer@example.com', next)).status).toBe(200);
  });

  it('cannot guess their own password in a session that was left open', async () => {
    const approver = await panel.as('approver');
    for (let guess = 0; guess < 5; guess += 1) await approver.post('/own-password', { current: 'x', next: PASSWORD });
    const sixth = await approver.post('/own-password', { current: PASSWORD, next: 'another long password' });
    expect(sixth.status).toBe(429);
  });
});

describe('API keys', () => {
  const wanted = { channel: 'web', name: 'Shop', rights: ['orders:write'] };

  it('are shown once, work, and are refused after they were revoked', async () => {
    const made = await admin.post('/api-keys', wanted);
    expect(made).toMatchObject({ status: 201, body: { ...wanted, channelName: 'Web shop', revokedAt: null } });
    const { id, key, prefix }: Record<'id' | 'key' | 'prefix', string> = made.body;
    expect(key.startsWith(prefix)).toBe(true);
    const callers = new ApiKeys(panel.database);
    await expect(callers.callerOf(key)).resolves.toMatchObject({ keyId: id, rights: ['orders:write'] });
    const listed = await admin.get('/api-keys?filter={"revoked":false}');
    expect(listed.body).toHaveLength(1);
    expect(listed.raw.toString()).not.toContain(key);
    expect(listed.body[0].lastUsedAt).not.toBeNull();
    expect((await admin.post(`/api-keys/${id}/revoke`)).body.revokedAt).not.toBeNull();
    await expect(new ApiKeys(panel.database).callerOf(key)).resolves.toBeNull();
    expect((await admin.post(`/api-keys/${id}/revoke`)).status).toBe(200);
    const revoked = (await panel.audit()).filter(({ action }) => action === 'api-key.revoked');
    expect(revoked).toHaveLength(1);
  });

  it('are made once by a double click', async () => {
    const answers = await Promise.all([1, 2, 3].map(async () => admin.post('/api-keys', wanted)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it.each([
    [{ ...wanted, rights: ['everything'] }, '/rights/0'],
    [{ ...wanted, rights: [] }, '/rights'],
    [{ ...wanted, channel: 'nowhere' }, '/channel'],
  ])('are refused where something is wrong: %j', async (body, pointer) => {
    expect(await admin.post('/api-keys', body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });
});
