import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let operator: Visitor;
beforeAll(async () => {
  panel = await startPanelApi();
  operator = await panel.as('operator');
  const dead = await panel.jobOf(await panel.place(), 'dead');
  await panel.place({ externalId: '2' });
  for (const [error, age] of [
    [{ class: 'rejected' }, '1 minute'],
    [{ class: 'throttled' }, '2 minutes'],
    [null, '3 minutes'],
    [null, '4 minutes'],
    [{ class: 'transient' }, '16 minutes'],
  ] as const) {
    await panel.database.query(
      `insert into attempt (job_id, fence, started_at, duration_ms, outcome, error)
       values ($1, 1, now() - $2::interval, 10, 'ready', $3)`,
      [dead, age, error === null ? null : JSON.stringify(error)],
    );
  }
});
afterAll(async () => panel.close());

const setHeld = async (id: string, until: string): Promise<void> => {
  await panel.database.query(
    `update connection set held_until = now() + $2::interval, held_reason = 'No answer.' where id = $1`,
    [id, until],
  );
};

describe('connections', () => {
  it('are listed with their health', async () => {
    const answer = await operator.get('/connections');
    expect(answer.headers['content-range']).toBe('connections 0-1/2');
    expect(answer.body).toEqual([
      {
        id: 'erp',
        system: 'an-erp',
        systemName: 'AN-ERP',
        name: 'Our an-erp',
        category: 'erp',
        state: 'ok',
        problem: null,
        heldUntil: null,
        pausedAt: null,
        pausedReason: null,
        concurrency: 4,
        rate: { requests: 100, perMs: 1000 },
        backlog: { ready: 1, running: 0, dead: 1 },
        lastAttemptAt: expect.any(String),
        errorShare: 0.25,
        donePerMinute: 0,
        drainSeconds: null,
      },
      expect.objectContaining({ id: 'wms', backlog: { ready: 0, running: 0, dead: 0 }, errorShare: 0 }),
    ]);
  });

  it('show their settings and never credentials', async () => {
    await panel.database.query(`update connection set credentials = '\\xdeadbeef' where id = 'erp'`);
    const { body } = await operator.get('/connections/erp');
    expect(body).toMatchObject({ id: 'erp', settings: { url: 'https://example.com' }, ports: ['healthCheck'] });
    expect(JSON.stringify(body)).not.toMatch(/credential|deadbeef/i);
    await panel.database.query(`update connection set credentials = null where id = 'erp'`);
    expect((await operator.get('/connections/none')).status).toBe(404);
  });

  it('are paused with a reason and resumed', async () => {
    expect((await operator.post('/connections/wms/pause')).status).toBe(400);
    const paused = await operator.post('/connections/wms/pause', { reason: 'Inwentaryzacja' });
    expect(paused).toMatchObject({ status: 200, body: { state: 'paused', pausedReason: 'Inwentaryzacja' } });
    expect((await operator.get('/connections?filter={"state":"paused"}')).body).toHaveLength(1);
    const resumed = await operator.post('/connections/wms/resume');
    expect(resumed).toMatchObject({ status: 200, body: { state: 'ok', pausedReason: null, pausedAt: null } });
    const done = (await panel.audit()).filter(({ subjectId }) => subjectId === 'wms');
    expect(done).toEqual([
      expect.objectContaining({ action: 'connection.paused', reason: 'Inwentaryzacja' }),
      expect.objectContaining({ action: 'connection.resumed', facts: { stateBefore: 'paused' } }),
    ]);
  });

  it('that are held say so while the hold lasts', async () => {
    await setHeld('wms', '1 minute');
    expect((await operator.get('/connections/wms')).body).toMatchObject({ state: 'held', problem: 'No answer.' });
    await setHeld('wms', '-1 second');
    expect((await operator.get('/connections/wms')).body).toMatchObject({
      state: 'ok',
      problem: null,
      heldUntil: null,
    });
  });

  it('that cannot sign in go on when a person says so', async () => {
    await panel.database.query(
      `update connection set sign_in_needed_at = now(), problem = 'The key was refused.' where id = 'wms'`,
    );
    expect((await operator.get('/connections/wms')).body).toMatchObject({
      state: 'sign-in-needed',
      problem: 'The key was refused.',
    });
    expect((await operator.post('/connections/wms/resume')).body).toMatchObject({ state: 'ok', problem: null });
  });

  it('are checked by asking the system', async () => {
    const good = await operator.post('/connections/erp/check');
    expect(good).toMatchObject({
      status: 200,
      body: { ok: true, detail: 'Signed in as hub.', ms: expect.any(Number) },
    });
    expect((await operator.post('/connections/wms/check')).body).toMatchObject({
      ok: false,
      detail: 'The key was refused.',
    });
    expect((await panel.audit()).at(-1)).toMatchObject({ action: 'connection.checked', facts: { ok: false } });
  });
});

describe('the overview', () => {
  it('counts what there is to do', async () => {
    const { body } = await operator.get('/overview');
    expect(body).toMatchObject({ attention: 0, deadJobs: 1, inDoubtJobs: 0, backlog: 1 });
    expect(body.ordersByStatus).toMatchObject({ received: 2, shipped: 0, delivered: 0 });
    expect(body.connections).toHaveLength(2);
  });
});
