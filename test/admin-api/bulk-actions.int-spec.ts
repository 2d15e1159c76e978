import { OperatorActions } from '@crossdock/flow-engine';
import { BulkRunner } from '../../apps/hub/src/errors/bulk/bulk-runner';
import { ErrorFollower } from '../../apps/hub/src/errors/error-follower';
import { verifyAuditChain } from '../../apps/hub/src/audit/audit-chain';
import { startPanelApi, type Answer, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let operator: Visitor;
let follower: ErrorFollower;
let due: jest.Mock<void, []>;
beforeAll(async () => {
  panel = await startPanelApi();
  operator = await panel.as('operator');
  follower = new ErrorFollower(panel.database, panel.app.get(OperatorActions));
});
afterAll(async () => panel.close());
beforeEach(async () => {
  await panel.database.query('truncate error_group, error_item, error_change, bulk_action, bulk_action_item cascade');
  due = jest.fn();
});

const SAME = { class: 'rejected', code: 'sku.unknown', summary: 'No such item.', fix: 'Add the item.' };
const OTHER = { class: 'rejected', code: 'customer.blocked', summary: 'The customer is blocked.' };

/** As another process would begin: it knows what is in the tables. */
const runner = (): BulkRunner => new BulkRunner(panel.database, panel.app.get(OperatorActions), due);
let number = 0;
const failing = async (count: number, state: 'dead' | 'in-doubt' = 'dead'): Promise<string> => {
  for (let each = 0; each < count; each += 1) {
    await panel.jobOf(await panel.place({ externalId: `B-${(number += 1)}` }), state);
  }
  await follower.pass();
  const [group] = await panel.database.query<{ id: string }>(
    'select id::text from error_group order by id desc limit 1',
  );
  return group!.id;
};
const start = async (body: object): Promise<Answer> => operator.post('/bulk-actions', body);
const read = async (id: string): Promise<Answer['body']> => (await operator.get(`/bulk-actions/${id}`)).body;
/** The jobs that were sent and wait for a worker, oldest first, become this. */
const work = async (state: string, error: object | null = null, most = 1_000): Promise<number> => {
  const worked = await panel.database.query(
    `update sync_job set state = $1, error = $2 where id in (select j.id from sync_job j join bulk_action_item i on i.job_id = j.id
       where i.state = 'sent' and j.state = 'ready' and j.error is null order by j.id limit $3) returning id`,
    [state, error === null ? null : JSON.stringify(error), most],
  );
  return worked.length;
};
const workOff = async (id: string): Promise<Answer['body']> => {
  for (let pass = 0; pass < 100; pass += 1) {
    await runner().pass();
    await work('done');
    const action = await read(id);
    if (action.finishedAt !== null) return action;
  }
  throw new Error('The action does not end.');
};

describe('the preview', () => {
  it('says in numbers what would be done, and what is left out', async () => {
    const groupId = await failing(7);
    await failing(2, 'in-doubt');
    await panel.database.query(`update connection set paused_at = now() where id = 'erp'`);
    const { status, body } = await operator.post('/bulk-actions/preview', { groupIds: [groupId] });
    await panel.database.query(`update connection set paused_at = null where id = 'erp'`);
    expect([status, body]).toEqual([
      200,
      {
        items: 7,
        orders: 7,
        amounts: [{ amount: '370.7900', currency: 'PLN' }],
        inDoubt: 2,
        retrying: 0,
        canary: 5,
        heldConnections: ['erp'],
      },
    ]);
  });

  it('takes the groups of a filter as well', async () => {
    await failing(3);
    const preview = async (filter: object): Promise<unknown> =>
      (await operator.post('/bulk-actions/preview', { filter })).body.items;
    await expect(preview({ connectionId: 'erp' })).resolves.toBe(3);
    await expect(preview({ connectionId: 'wms' })).resolves.toBe(0);
  });
});

describe('retrying a group', () => {
  it('begins with five, and goes on with the others when they work', async () => {
    const groupId = await failing(12);
    const { status, body } = await start({ kind: 'retry', groupIds: [groupId] });
    expect([status, body]).toEqual([
      202,
      expect.objectContaining({ state: 'canary', total: 12, pending: 12, createdBy: 'operator@example.com' }),
    ]);
    await runner().pass();
    await runner().pass();
    expect(await read(body.id)).toMatchObject({ state: 'canary', underWay: 5, pending: 7 });
    expect(due).toHaveBeenCalledTimes(1);
    await work('done', null, 4);
    await runner().pass();
    expect(await read(body.id)).toMatchObject({ state: 'canary', underWay: 1, done: 4, pending: 7 });
    await work('done');
    await runner().pass();
    expect(await read(body.id)).toMatchObject({ state: 'running', done: 5 });
    expect(await workOff(body.id)).toMatchObject({ state: 'done', done: 12, failed: 0, left: 0, pending: 0 });
    await follower.pass();
    expect((await operator.get('/error-groups')).body).toEqual([]);
  });

  it('writes down who did it, for each job, and the chain holds', async () => {
    const groupId = await failing(2);
    const { body } = await start({ kind: 'retry', groupIds: [groupId], reason: 'Item added' });
    await workOff(body.id);
    const rows = (await panel.audit()).slice(-4);
    expect(rows).toMatchObject([
      { action: 'bulk-action.started', subjectId: body.id, reason: 'Item added', facts: { items: 2, orders: 2 } },
      {
        action: 'sync-job.retried',
        actor: expect.stringMatching(/^user:/),
        reason: 'Item added',
        facts: { bulkAction: body.id },
      },
      { action: 'sync-job.retried', facts: { stateBefore: 'dead' } },
      { action: 'bulk-action.finished', actor: 'hub', facts: { done: 2, failed: 0 } },
    ]);
    await expect(verifyAuditChain(panel.database)).resolves.toMatchObject({ brokenAt: null });
  });

  it('stops by itself when the same error comes back, and leaves the others alone', async () => {
    const groupId = await failing(40);
    const { body } = await start({ kind: 'retry', groupIds: [groupId] });
    await runner().pass();
    await work('dead', SAME, 2);
    await runner().pass();
    expect(await read(body.id)).toMatchObject({
      state: 'stopped',
      stoppedBecause: 'same-error',
      failed: 2,
      sameError: 2,
      underWay: 3,
      left: 35,
      finishedAt: expect.any(String),
    });
    await runner().pass();
    expect(due).toHaveBeenCalledTimes(1);
    expect((await panel.audit()).at(-1)).toMatchObject({ action: 'bulk-action.stopped', facts: { failed: 2 } });
  });

  it('takes an error that is tried again by itself for the same one, but not being told to wait', async () => {
    const groupId = await failing(8);
    const { body } = await start({ kind: 'retry', groupIds: [groupId] });
    await runner().pass();
    await work('ready', { ...SAME, class: 'throttled' });
    await runner().pass();
    expect(await read(body.id)).toMatchObject({ state: 'canary', underWay: 5 });
    await panel.database.query(`update sync_job set error = $1 where error->>'class' = 'throttled'`, [
      JSON.stringify({ ...SAME, class: 'transient' }),
    ]);
    await runner().pass();
    expect(await read(body.id)).toMatchObject({ state: 'stopped', sameError: 5 });
  });

  it('goes on when single ones fail in another way', async () => {
    const groupId = await failing(9);
    const { body } = await start({ kind: 'retry', groupIds: [groupId] });
    await runner().pass();
    await work('dead', OTHER, 3);
    expect(await workOff(body.id)).toMatchObject({ state: 'done', done: 6, failed: 3, sameError: 0 });
  });

  it('stops later, too, when every second one fails as before', async () => {
    const groupId = await failing(40);
    const { body } = await start({ kind: 'retry', groupIds: [groupId], perSecond: 20 });
    await runner().pass();
    await work('done');
    for (let pass = 0; pass < 6; pass += 1) {
      await runner().pass();
      await work('dead', SAME);
    }
    const action = await read(body.id);
    expect(action).toMatchObject({ state: 'stopped', done: 5 });
    expect(action.left).toBeGreaterThan(0);
  });

  it('keeps to its rate', async () => {
    const groupId = await failing(20);
    const { body } = await start({ kind: 'retry', groupIds: [groupId], perSecond: 4 });
    await runner().pass();
    await work('done');
    await runner().pass();
    await runner().pass();
    expect(await read(body.id)).toMatchObject({ state: 'running', underWay: 2, pending: 13 });
  });

  it('leaves alone what somebody else has seen to, and what is in doubt', async () => {
    const groupId = await failing(3);
    await failing(1, 'in-doubt');
    const { body } = await start({ kind: 'retry', groupIds: [groupId] });
    const [first] = await panel.database.query<{ id: string }>(
      'select job_id::text as id from bulk_action_item order by place',
    );
    await operator.post(`/sync-jobs/${first!.id}/skip`, { reason: 'By hand' });
    expect(await workOff(body.id)).toMatchObject({ total: 3, done: 2, left: 1 });
    await follower.pass();
    expect((await operator.get('/error-groups')).body).toMatchObject([{ openItems: 1, inDoubtItems: 1 }]);
  });

  it('is ended by a person, once', async () => {
    const groupId = await failing(9);
    const { body } = await start({ kind: 'retry', groupIds: [groupId] });
    await runner().pass();
    const answers = await Promise.all([1, 2].map(async () => operator.post(`/bulk-actions/${body.id}/cancel`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]!.body).toMatchObject({ state: 'cancelled', underWay: 5, left: 4 });
    await runner().pass();
    expect(await read(body.id)).toMatchObject({ state: 'cancelled', underWay: 5 });
    expect((await panel.audit()).filter(({ action, subjectId }) => action === 'bulk-action.cancelled' && subjectId === body.id)).toHaveLength(1); // prettier-ignore
  });

  it('is begun once by two clicks at once', async () => {
    const groupId = await failing(4);
    const answers = await Promise.all([1, 2, 3].map(async () => start({ kind: 'retry', groupIds: [groupId] })));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
  });

  it('is refused when there is nothing to do', async () => {
    expect(await start({ kind: 'retry', groupIds: ['123456'] })).toMatchObject({
      status: 409,
      body: { type: 'urn:crossdock:problem:nothing-to-do' },
    });
  });

  it('is listed with its group', async () => {
    const groupId = await failing(1);
    const { body } = await start({ kind: 'retry', groupIds: [groupId] });
    expect((await operator.get(`/bulk-actions?groupId=${groupId}`)).body).toMatchObject([{ id: body.id }]);
    expect((await operator.get('/bulk-actions?groupId=99999')).body).toEqual([]);
  });
});

describe('skipping a group', () => {
  it('needs a reason and goes on without the step', async () => {
    const groupId = await failing(6);
    expect(await start({ kind: 'skip', groupIds: [groupId] })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/reason' }] },
    });
    const { body } = await start({ kind: 'skip', groupIds: [groupId], reason: 'Entered by hand' });
    expect(await workOff(body.id)).toMatchObject({ kind: 'skip', state: 'done', done: 6 });
    await follower.pass();
    expect(await panel.database.query('select distinct closed_by from error_item')).toEqual([{ closed_by: 'skipped' }]);
  });
});

describe('a bulk action', () => {
  it.each([
    [{}, ''],
    [{ groupIds: [] }, '/groupIds'],
    [{ groupIds: ['7'], filter: {} }, ''],
    [{ groupIds: ['x'] }, '/groupIds/0'],
    [{ filter: { pattern: 'x' } }, '/filter'],
  ])('is refused for %j', async (body, pointer) => {
    expect(await operator.post('/bulk-actions/preview', body)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
  });

  it.each(['0', 'abc', '4711'])('is not found under %s', async (id) => {
    expect((await operator.get(`/bulk-actions/${id}`)).status).toBe(404);
    expect((await operator.post(`/bulk-actions/${id}/cancel`)).status).toBe(404);
  });
});

describe('what is in doubt', () => {
  it('says whether the system can be searched, and what was asked last', async () => {
    const orderId = await panel.place({ externalId: 'DOUBT-1' });
    const id = await panel.jobOf(orderId, 'in-doubt');
    await panel.database.query(
      `insert into attempt (job_id, fence, started_at, duration_ms, outcome, exchanges)
       values ($1, 1, now(), 15000, 'in-doubt', '[{"operation":"create-sales-order","method":"POST","status":null,"failure":"timeout"}]')`,
      [id],
    );
    const { body } = await operator.get('/in-doubt?filter={"connectionId":"erp"}&sort=["id","DESC"]');
    expect(body[0]).toMatchObject({
      id,
      orderId,
      state: 'in-doubt',
      canFind: false,
      canBind: true,
      lastCall: { operation: 'create-sales-order', method: 'POST', status: null, failure: 'timeout' },
    });
    expect(body[0].lastCall).not.toHaveProperty('requestBody');
  });
});
