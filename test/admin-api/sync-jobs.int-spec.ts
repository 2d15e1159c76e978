import { verifyAuditChain } from '../../apps/hub/src/audit/audit-chain';
import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let operator: Visitor;
beforeAll(async () => {
  panel = await startPanelApi();
  operator = await panel.as('operator');
});
afterAll(async () => panel.close());

let number = 0;
const jobIn = async (state: 'dead' | 'in-doubt' | 'ready'): Promise<{ orderId: string; id: string }> => {
  const orderId = await panel.place({ externalId: `J-${(number += 1)}` });
  return { orderId, id: await panel.jobOf(orderId, state) };
};
const list = async (filter: object): ReturnType<Visitor['get']> =>
  operator.get(`/sync-jobs?filter=${encodeURIComponent(JSON.stringify(filter))}`);
const steps = async (orderId: string): Promise<object[]> =>
  panel.database.query('select step, state from sync_job j where subject_id = $1 order by j.id', [orderId]);
const last = ({ body }: { readonly body: unknown[] }): unknown => body.at(-1);
const lastAudit = async (): Promise<unknown> => (await panel.audit()).at(-1);

describe('the list of jobs', () => {
  it('shows what failed and what to do about it', async () => {
    const { orderId, id } = await jobIn('dead');
    const answer = await list({ orderId });
    expect(answer.headers['content-range']).toBe('sync-jobs 0-0/1');
    expect(answer.body).toEqual([
      {
        id,
        flow: 'order-fulfilment',
        step: 'create-sales-order',
        item: '',
        state: 'dead',
        connectionId: 'erp',
        orderId,
        orderReference: expect.any(String),
        attempts: 0,
        dueAt: expect.any(String),
        note: null,
        error: { class: 'rejected', code: 'sku.unknown', summary: 'No such item.', fix: 'Add the item.' },
        createdAt: expect.any(String),
        finishedAt: null,
      },
    ]);
  });

  it('is filtered by state, connection, flow and trouble', async () => {
    const dead = await jobIn('dead');
    const doubtful = await jobIn('in-doubt');
    const ready = await jobIn('ready');
    const ids = async (filter: object): Promise<string[]> =>
      ((await list(filter)).body as { id: string }[]).map(({ id }) => id);
    await expect(ids({ onlyTrouble: true })).resolves.toEqual(expect.arrayContaining([dead.id, doubtful.id]));
    await expect(ids({ onlyTrouble: true })).resolves.not.toContain(ready.id);
    await expect(ids({ onlyTrouble: false })).resolves.toContain(ready.id);
    await expect(ids({ state: 'in-doubt' })).resolves.toEqual([doubtful.id]);
    await expect(ids({ connectionId: 'erp', flow: 'order-fulfilment' })).resolves.toContain(ready.id);
    await expect(ids({ connectionId: 'wms' })).resolves.toEqual([]);
    expect((await list({ state: 'lost' })).status).toBe(400);
  });

  it('shows jobs of flows whose subject is no order', async () => {
    await panel.database.query(
      `with run as (insert into flow_run (flow, subject_id, trace_id) values ('pull-orders', 'allegro', 't') returning id)
       insert into sync_job (flow_run_id, flow, subject_id, step, kind, connection_id, priority, idempotency_key)
       select id, 'pull-orders', 'allegro', 'read-changes', 'poll', 'allegro', 5, 'k' from run`,
    );
    expect((await list({ flow: 'pull-orders' })).body).toEqual([
      expect.objectContaining({ connectionId: 'allegro', orderId: null, orderReference: null }),
    ]);
  });
});

describe('one job', () => {
  it('has its attempts with what was sent and what came back', async () => {
    const { id } = await jobIn('dead');
    const exchange = { operation: 'create', method: 'POST', url: 'https://erp.example/orders', status: 400 };
    for (const place of Array.from({ length: 12 }, (_, index) => index + 1)) {
      await panel.database.query(
        `insert into attempt (job_id, fence, started_at, duration_ms, outcome, worker, error, exchanges, mapping_versions)
         values ($1, $2, now(), 12, 'ready', 'w1', null, $3, '{"create":3}')`,
        [id, place, JSON.stringify([{ ...exchange, requestBody: `attempt ${place}` }])],
      );
    }
    const { body } = await operator.get(`/sync-jobs/${id}`);
    expect(body).toMatchObject({ id, state: 'dead', attemptCount: 0, kind: 'command', traceId: expect.any(String) });
    expect(body.attempts).toHaveLength(12);
    expect(body.attempts[11]).toEqual({
      id: expect.any(String),
      startedAt: expect.any(String),
      durationMs: 12,
      outcome: 'ready',
      worker: 'w1',
      error: null,
      mappingVersions: { create: 3 },
      exchanges: [{ ...exchange, requestBody: 'attempt 12' }],
    });
  });

  it.each(['0', '-1', 'abc', '99999999999999999999', '123456', '1%00'])('is 404 for %s', async (id) => {
    expect((await operator.get(`/sync-jobs/${id}`)).status).toBe(404);
    expect((await operator.post(`/sync-jobs/${id}/retry`)).status).toBe(404);
  });
});

describe('repairing a job', () => {
  it('tries it again, and says so in audit and timeline', async () => {
    const { orderId, id } = await jobIn('dead');
    const answer = await operator.post(`/sync-jobs/${id}/retry`);
    expect(answer).toMatchObject({ status: 200, body: { state: 'ready', error: null } });
    await expect(lastAudit()).resolves.toMatchObject({
      action: 'sync-job.retried',
      actor: expect.stringMatching(/^user:/),
      subjectId: id,
      facts: { step: 'create-sales-order', stateBefore: 'dead' },
    });
    const timeline = await operator.get(`/orders/${orderId}/timeline?lang=en`);
    expect(last(timeline)).toMatchObject({ code: 'step.retried', system: 'Our an-erp' });
  });

  it('goes on without it, and needs a reason for that', async () => {
    const { orderId, id } = await jobIn('dead');
    expect((await operator.post(`/sync-jobs/${id}/skip`)).status).toBe(400);
    const answer = await operator.post(`/sync-jobs/${id}/skip`, { reason: 'Wprowadzone ręcznie' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'skipped', note: 'Wprowadzone ręcznie' } });
    await expect(steps(orderId)).resolves.toEqual([
      { step: 'create-sales-order', state: 'skipped' },
      { step: 'request-fulfilment', state: 'ready' },
    ]);
    await expect(lastAudit()).resolves.toMatchObject({ action: 'sync-job.skipped', reason: 'Wprowadzone ręcznie' });
  });

  it('binds the document that is there already', async () => {
    const { orderId, id } = await jobIn('in-doubt');
    expect((await operator.post(`/sync-jobs/${id}/bind`, { remoteNumber: 'SO-1' })).status).toBe(400);
    const answer = await operator.post(`/sync-jobs/${id}/bind`, { remoteId: 'guid-9', remoteNumber: 'SO-9' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'done', result: { boundTo: 'guid-9' } } });
    const timeline = await operator.get(`/orders/${orderId}/timeline?lang=en`);
    expect(last(timeline)).toMatchObject({ text: expect.stringContaining('SO-9') });
    await expect(lastAudit()).resolves.toMatchObject({ action: 'sync-job.bound', facts: { remoteId: 'guid-9' } });
  });

  it('is refused when the job is past it, and leaves no trace', async () => {
    const { id } = await jobIn('ready');
    await operator.post(`/sync-jobs/${id}/skip`, { reason: 'first' });
    const before = await panel.audit();
    const answer = await operator.post(`/sync-jobs/${id}/retry`);
    expect(answer).toMatchObject({
      status: 409,
      body: { type: 'urn:crossdock:problem:action-refused', detail: 'A job that is skipped cannot be retried.' },
    });
    await expect(panel.audit()).resolves.toEqual(before);
  });

  it('is done once by two operators at once', async () => {
    const { id } = await jobIn('dead');
    const other = await panel.as('admin');
    const answers = await Promise.all([
      operator.post(`/sync-jobs/${id}/skip`, { reason: 'one' }),
      other.post(`/sync-jobs/${id}/skip`, { reason: 'two' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const rows = (await panel.audit()).filter(({ subjectId }) => subjectId === id);
    expect(rows).toHaveLength(1);
    await expect(verifyAuditChain(panel.database)).resolves.toMatchObject({ brokenAt: null });
  });
});
