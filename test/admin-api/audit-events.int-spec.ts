import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let operator: Visitor;
let orderId: string;
beforeAll(async () => {
  panel = await startPanelApi();
  operator = await panel.as('operator');
  orderId = await panel.place();
  const job = await panel.jobOf(orderId, 'dead');
  await panel.database.query(
    `insert into attempt (job_id, fence, started_at, duration_ms, outcome, exchanges) values ($1, 1, now(), 10, 'dead', '[]')`,
    [job],
  );
  await operator.post(`/sync-jobs/${job}/retry`);
  await operator.post(`/connections/wms/pause`, { reason: 'Inwentaryzacja' });
});
afterAll(async () => panel.close());

const find = async (filter: object) =>
  operator.get(`/audit-events?filter=${encodeURIComponent(JSON.stringify(filter))}`);

describe('audit events', () => {
  it('are listed with who did it, newest first', async () => {
    const { body, headers } = await operator.get('/audit-events?range=[0,1]');
    expect(headers['content-range']).toBe('audit-events 0-1/3');
    expect(body[0]).toMatchObject({
      action: 'connection.paused',
      actorName: 'operator@example.com',
      subjectId: 'wms',
      reason: 'Inwentaryzacja',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await operator.get(`/audit-events/${body[0].id}`)).body).toEqual(body[0]);
  });

  it('are found by actor, action, subject and time', async () => {
    const { actor, at } = (await find({ action: 'connection.paused' })).body[0];
    expect((await find({ actor })).body).toHaveLength(3);
    expect((await find({ actor: 'user:nobody' })).body).toEqual([]);
    expect((await find({ subjectType: 'connection', subjectId: 'wms' })).body).toHaveLength(1);
    expect((await find({ until: at })).body).toHaveLength(2);
    expect((await find({ since: at })).body).toHaveLength(1);
    expect((await find({ since: 'yesterday' })).status).toBe(400);
    expect((await operator.get('/audit-events/actions')).body).toContain('sync-job.retried');
  });

  it('are verified in pieces that follow each other', async () => {
    const whole = await operator.get('/audit-events/verification');
    expect(whole.body).toEqual({ checked: 3, brokenAt: null, lastId: '3', atEnd: true, total: 3 });
    expect((await operator.get('/audit-events/verification?after=2')).body).toMatchObject({ checked: 1, atEnd: true });
    expect((await operator.get('/audit-events/verification?after=99')).body).toMatchObject({ checked: 0, atEnd: true });
  });

  it('of one order leave as a file with their hashes, and that too is recorded', async () => {
    const answer = await operator.get(`/audit-events/evidence/${orderId}`);
    expect(answer.headers['content-disposition']).toContain(orderId);
    expect(answer.body).toMatchObject({
      format: 'crossdock.order-evidence/1',
      exportedBy: 'operator@example.com',
      order: { id: orderId },
      jobs: [expect.objectContaining({ step: 'create-sales-order' })],
      attempts: [expect.objectContaining({ outcome: 'dead' })],
      auditEvents: [expect.objectContaining({ action: 'sync-job.retried', hash: expect.any(String) })],
      truncated: false,
    });
    expect((await panel.audit()).at(-1)).toMatchObject({ action: 'order.evidence-exported', subjectId: orderId });
    expect((await operator.get('/audit-events/evidence/7')).status).toBe(404);
  });

  it('that were changed by somebody with the database are named', async () => {
    await panel.database.query('alter table audit_event disable trigger audit_event_append_only');
    await panel.database.query(`update audit_event set reason = 'another' where id = 3`);
    const answer = await operator.get('/audit-events/verification');
    expect(answer.body).toMatchObject({ checked: 3, brokenAt: '3', atEnd: false });
    const after = await operator.get('/audit-events/verification?after=2');
    expect(after.body).toMatchObject({ checked: 1, brokenAt: '3' });
  });
});
