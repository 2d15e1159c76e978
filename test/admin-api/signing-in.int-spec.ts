import { createUser, UserRefused } from '../../apps/hub/src/users/create-user';
import { PASSWORD, startPanelApi, type RunningPanelApi } from './running-panel-api';

let panel: RunningPanelApi;
beforeAll(async () => {
  panel = await startPanelApi();
  await createUser(panel.database, { email: 'Anna@Example.com ', password: PASSWORD, role: 'operator', locale: 'pl' });
});
afterAll(async () => panel.close());

describe('a user', () => {
  it.each([
    [{ email: 'ANNA@example.com' }, /already/],
    [{ email: 'nobody' }, /e-mail/],
    [{ password: 'too short' }, /at least 12/],
    [{ role: 'king' }, /role must be one of/],
    [{ locale: 'de' }, /locale must be one of/],
  ])('is refused with %j', async (changes, reason) => {
    const user = { email: 'new@example.com', password: PASSWORD, role: 'viewer', locale: 'en', ...changes };
    const refusal = createUser(panel.database, user);
    await expect(refusal).rejects.toThrow(UserRefused);
    await expect(refusal).rejects.toThrow(reason);
  });
});

describe('signing in', () => {
  it('gives a session that only our own page can use', async () => {
    const anna = panel.visitor();
    const answer = await anna.signIn('anna@EXAMPLE.com', PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      user: { id: expect.any(String), email: 'anna@example.com', role: 'operator', locale: 'pl' },
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(answer.headers['set-cookie']).toMatch(/^crossdock_session=[\w-]{43}; Path=\/admin; HttpOnly; SameSite=Lax$/);
    expect(answer.headers['cache-control']).toBe('no-store');
    await expect(anna.get('/session')).resolves.toMatchObject({ status: 200, body: answer.body });
  });

  it('stores no session id, only its hash', async () => {
    const anna = panel.visitor();
    await anna.signIn('anna@example.com', PASSWORD);
    const rows = await panel.database.query<{ id: string }>(`select encode(id_hash, 'hex') as id from user_session`);
    const given = Buffer.from(anna.cookie()!, 'base64url').toString('hex');
    expect(rows.map(({ id }) => id)).not.toContain(given);
  });

  it('ends the session that the browser had before', async () => {
    const anna = panel.visitor();
    await anna.signIn('anna@example.com', PASSWORD);
    const before = anna.cookie()!;
    await anna.signIn('anna@example.com', PASSWORD);
    expect(anna.cookie()).not.toBe(before);
    const stolen = await panel
      .visitor()
      .call('GET', '/admin/api/session', { headers: { cookie: `crossdock_session=${before}` } });
    expect(stolen.status).toBe(401);
  });

  it('says the same for an unknown address and a wrong password', async () => {
    const unknown = await panel.visitor().signIn('nobody@example.com', PASSWORD, '10.0.0.1');
    const wrong = await panel.visitor().signIn('anna@example.com', 'not the password', '10.0.0.1');
    expect(unknown.status).toBe(401);
    expect({ ...wrong.body, traceId: '' }).toEqual({ ...unknown.body, traceId: '' });
  });

  it('is slowed down after five wrong ones, also when they come at once', async () => {
    const tries = await Promise.all(
      Array.from({ length: 12 }, async () => panel.visitor().signIn('anna@example.com', 'a wrong one', '10.0.0.2')),
    );
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(7);
    const right = await panel.visitor().signIn('anna@example.com', PASSWORD, '10.0.0.2');
    expect(right).toMatchObject({ status: 429, body: { type: 'urn:crossdock:problem:too-many-tries' } });
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
    await expect(panel.visitor().signIn('anna@example.com', PASSWORD, '10.0.0.3')).resolves.toMatchObject({
      status: 200,
    });
  });

  it('is refused from the page of another site', async () => {
    const answer = await panel.visitor().call('POST', '/admin/api/session', {
      body: { email: 'anna@example.com', password: PASSWORD },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
  });

  it.each([[undefined], [{}], [{ email: 'a@b.pl' }], [{ email: 'a@b.pl', password: 1 }], [[1]], ['text']])(
    'answers 400 to %j',
    async (body) => {
      const answer = await panel.visitor().call('POST', '/admin/api/session', { body });
      expect(answer).toMatchObject({ status: 400, body: { title: 'Bad Request' } });
    },
  );
});

describe('a session', () => {
  it('ends by signing out', async () => {
    const anna = await panel.as('viewer');
    const cookie = anna.cookie()!;
    expect((await anna.call('DELETE', '/admin/api/session')).status).toBe(204);
    const headers = { cookie: `crossdock_session=${cookie}` };
    expect((await panel.visitor().call('GET', '/admin/api/session', { headers })).status).toBe(401);
  });

  it.each([
    ['after eight hours without a request', `last_seen_at = now() - interval '8 hours 1 second'`],
    ['after a day in any case', `expires_at = now() - interval '1 second'`],
  ])('ends %s', async (_when, change) => {
    const somebody = await panel.as('viewer');
    await panel.database.query(`update user_session set ${change}`);
    expect((await somebody.get('/session')).status).toBe(401);
  });

  it('ends when the user is disabled', async () => {
    const somebody = await panel.as('approver');
    await panel.database.query(`update app_user set disabled_at = now() where role = 'approver'`);
    expect((await somebody.get('/session')).status).toBe(401);
    await panel.database.query(`update app_user set disabled_at = null where role = 'approver'`);
  });

  it('keeps the chosen language', async () => {
    const somebody = await panel.as('analyst');
    const answer = await somebody.call('PATCH', '/admin/api/session', { body: { locale: 'en' } });
    expect(answer).toMatchObject({ status: 200, body: { user: { locale: 'en' } } });
    await expect(somebody.get('/session')).resolves.toMatchObject({ body: { user: { locale: 'en' } } });
    expect((await somebody.call('PATCH', '/admin/api/session', { body: { locale: 'de' } })).status).toBe(400);
  });

  it('is renewed by use', async () => {
    const somebody = await panel.as('viewer');
    await panel.database.query(`update user_session set last_seen_at = now() - interval '7 hours'`);
    await somebody.get('/session');
    const rows = await panel.database.query(
      `select 1 from user_session where last_seen_at > now() - interval '1 minute'`,
    );
    expect(rows).toHaveLength(1);
  });
});
