import { OperatorActions } from '@crossdock/flow-engine';
import { ErrorFollower } from '../../apps/hub/src/errors/error-follower';
import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let operator: Visitor;
let follower: ErrorFollower;
beforeAll(async () => {
  panel = await startPanelApi();
  operator = await panel.as('operator');
  follower = new ErrorFollower(panel.database, panel.app.get(OperatorActions));
});
afterAll(async () => panel.close());
beforeEach(async () => {
  // Tables, not rows: groups of one test are not seen by the next.
  await panel.database.query('truncate error_group, error_item, error_change, error_comment cascade');
});

let number = 0;
const fail = async (summary: string, changes: Record<string, unknown> = {}): Promise<string> => {
  const orderId = await panel.place({ externalId: `E-${(number += 1)}`, ...changes });
  return failAgain(await panel.jobOf(orderId, 'dead'), summary);
};
const failAgain = async (jobId: string, summary: string, state = 'dead'): Promise<string> => {
  await panel.database.query(`update sync_job set state = 'ready' where id = $1`, [jobId]);
  await settle(jobId, state, { class: 'rejected', code: 'order.rejected', vendorCode: 'E7', summary, fix: 'Mend it.' });
  return jobId;
};
const settle = async (jobId: string, state: string, error: object | null = null): Promise<void> => {
  await panel.database.query(`update sync_job set state = $2, error = $3 where id = $1`, [
    jobId,
    state,
    error === null ? null : JSON.stringify(error),
  ]);
};
const follow = async (): Promise<void> => {
  while (await follower.pass());
};
interface Group {
  readonly id: string;
  readonly pattern: string;
  readonly since: string;
}
interface Items {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}
const groups = async (filter: object = {}, sort = '["openItems","DESC"]'): Promise<readonly Group[]> => {
  const { body } = await operator.get(
    `/error-groups?filter=${encodeURIComponent(JSON.stringify(filter))}&sort=${sort}`,
  );
  return body as Group[];
};
/** The only one there is. */
const onlyGroup = async (filter: object = {}): Promise<Group> => {
  const found = await groups(filter);
  expect(found).toHaveLength(1);
  return found[0]!;
};
const items = async (id: string, query = ''): Promise<Items> =>
  (await operator.get(`/error-groups/${id}/items${query}`)).body as Items;
const closedBy = async (jobId: string): Promise<unknown> =>
  (
    await panel.database.query('select closed_by from error_item where job_id = $1 order by id desc limit 1', [jobId])
  )[0];

describe('failures', () => {
  it('are one group when one thing mends them, with number and value of the orders', async () => {
    await fail('The item (UNKNOWN-1) does not exist.');
    await fail('The item (UNKNOWN-2) does not exist.');
    await fail('The item (TEA-9) does not exist.', { currency: 'EUR', totals: { gross: '10.00', currency: 'EUR' } });
    await fail('The customer is blocked.');
    await follow();
    await expect(groups()).resolves.toEqual([
      expect.objectContaining({
        system: 'an-erp',
        connectionId: 'erp',
        step: 'create-sales-order',
        code: 'E7',
        pattern: 'The item ({id}) does not exist.',
        sample: 'The item (TEA-9) does not exist.',
        fix: 'Mend it.',
        openItems: 3,
        openOrders: 3,
        failures: 3,
        amounts: [
          { amount: '105.9400', currency: 'PLN' },
          { amount: '10.0000', currency: 'EUR' },
        ],
        oldestOpen: expect.any(String),
        assignee: null,
        tags: [],
        mutedUntil: null,
      }),
      expect.objectContaining({ pattern: 'The customer is blocked.', openItems: 1 }),
    ]);
  });

  it('are found whoever made them, also when they were there before the panel had groups', async () => {
    const jobs = await Promise.all(Array.from({ length: 8 }, async () => fail('Refused.')));
    await panel.database.query('truncate error_change');
    await panel.database.query(`insert into error_change (job_id) select id from sync_job
      where state in ('dead', 'in-doubt') and id = any($1::bigint[])`, [jobs]); // prettier-ignore
    await follow();
    expect(await groups()).toMatchObject([{ openItems: 8 }]);
  });

  it('are counted once by two who follow at once', async () => {
    await Promise.all(Array.from({ length: 6 }, async () => fail('Refused.')));
    const other = new ErrorFollower(panel.database, panel.app.get(OperatorActions));
    await Promise.all([follower.pass(), other.pass()]);
    await follow();
    expect(await groups()).toMatchObject([{ openItems: 6, failures: 6 }]);
  });

  it('stay open while they are tried again, and close when that works', async () => {
    const jobId = await fail('Refused.');
    await follow();
    await operator.post(`/sync-jobs/${jobId}/retry`);
    await follow();
    expect(await groups()).toMatchObject([{ openItems: 1, retryingItems: 1 }]);
    await settle(jobId, 'done');
    await follow();
    expect(await groups()).toEqual([]);
    const group = await onlyGroup({ solved: true });
    expect(group).toMatchObject({ openItems: 0, amounts: [], oldestOpen: null });
    expect(await items(group.id)).toEqual({ items: [], nextCursor: null });
    expect(await items(group.id, '?open=false')).toMatchObject({
      items: [{ closedBy: 'retried', job: { id: jobId } }],
    });
  });

  it('that fail again in the same way are the same item, and in another way belong to another group', async () => {
    const jobId = await fail('Refused.');
    await follow();
    await failAgain(jobId, 'Refused.');
    await follow();
    expect(await groups()).toMatchObject([{ pattern: 'Refused.', openItems: 1, retryingItems: 0, failures: 2 }]);
    await failAgain(jobId, 'Something else.');
    await follow();
    expect(await groups()).toMatchObject([{ pattern: 'Something else.', openItems: 1 }]);
  });

  it('say how they were mended', async () => {
    const [skipped, bound, cancelled] = [await fail('A'), await fail('A'), await fail('A')];
    await follow();
    await operator.post(`/sync-jobs/${skipped}/skip`, { reason: 'By hand' });
    await operator.post(`/sync-jobs/${bound}/bind`, { remoteId: 'x' });
    await settle(cancelled, 'cancelled');
    await follow();
    expect([await closedBy(skipped), await closedBy(bound), await closedBy(cancelled)]).toEqual([
      { closed_by: 'skipped' },
      { closed_by: 'bound' },
      { closed_by: 'cancelled' },
    ]);
  });

  it('that come back begin anew', async () => {
    const jobId = await fail('Refused.');
    await follow();
    await settle(jobId, 'ready');
    await settle(jobId, 'done');
    await follow();
    await panel.database.query(`update error_group set first_seen = '2026-01-01', since = '2026-01-01'`);
    await fail('Refused.');
    await follow();
    const group = await onlyGroup();
    expect(group).toMatchObject({ firstSeen: '2026-01-01T00:00:00.000Z', openItems: 1 });
    expect(Date.parse(group.since)).toBeGreaterThan(Date.now() - 60_000);
  });
});

describe('an import that a newer change of the same order has overtaken', () => {
  const importJob = async (change: string, state: string, error: object | null): Promise<string> => {
    const [job] = await panel.database.query<{ id: string }>(
      `with run as (insert into flow_run (flow, subject_id, trace_id) values ('import-order', $1, 't') returning id)
       insert into sync_job (flow_run_id, flow, subject_id, step, kind, connection_id, priority, idempotency_key)
       select id, 'import-order', $1, 'fetch-order', 'state', 'allegro', 5, $1 from run returning id::text`,
      [change],
    );
    await settle(job!.id, state, error);
    return job!.id;
  };

  it('is closed as such, and its job needs nobody any more', async () => {
    const importing = {
      ...panel.flow,
      name: 'import-order',
      load: async () => new Map(),
      steps: [],
      isHeld: () => false,
    };
    const flows = new Map([[importing.name, importing]]);
    const own = new ErrorFollower(panel.database, new OperatorActions(panel.database, flows));
    const old = await importJob('allegro/77/1', 'dead', { class: 'rejected', code: 'order.invalid', summary: 'Bad.' });
    const other = await importJob('allegro/7/1', 'dead', { class: 'rejected', code: 'order.invalid', summary: 'Bad.' });
    await own.pass();
    expect(await groups({ connectionId: 'allegro' })).toMatchObject([{ openItems: 2, openOrders: 0 }]);
    await importJob('allegro/77/2', 'done', null);
    await own.pass();
    await own.pass();
    expect(await groups({ connectionId: 'allegro' })).toMatchObject([{ openItems: 1 }]);
    await expect(closedBy(old)).resolves.toEqual({ closed_by: 'later-success' });
    await expect(closedBy(other)).resolves.toEqual({ closed_by: null });
    expect((await operator.get(`/sync-jobs/${old}`)).body).toMatchObject({ state: 'skipped' });
    expect((await panel.audit()).at(-1)).toMatchObject({ action: 'sync-job.overtaken', actor: 'hub', subjectId: old });
  });
});

describe('the list of groups', () => {
  it('is filtered and searched', async () => {
    await fail('The item (A-1) does not exist.');
    await fail('100% of the pallets are gone_');
    await follow();
    const patterns = async (filter: object): Promise<string[]> => (await groups(filter)).map(({ pattern }) => pattern);
    await expect(patterns({ connectionId: 'erp', step: 'create-sales-order' })).resolves.toHaveLength(2);
    await expect(patterns({ system: 'a-wms' })).resolves.toEqual([]);
    await expect(patterns({ q: 'does not EXIST' })).resolves.toEqual(['The item ({id}) does not exist.']);
    await expect(patterns({ q: '%' })).resolves.toEqual(['{number}% of the pallets are gone_']);
    await expect(patterns({ q: 'E7' })).resolves.toHaveLength(2);
    expect((await operator.get('/error-groups?sort=["pattern","ASC"]')).status).toBe(400);
  });

  it('is sorted by value too', async () => {
    await fail('Cheap.');
    await fail('Cheap.');
    await fail('Dear.', { totals: { gross: '9000.00', currency: 'PLN' } });
    await follow();
    expect(await groups({}, '["value","DESC"]')).toMatchObject([{ pattern: 'Dear.' }, { pattern: 'Cheap.' }]);
  });

  it('pages through the failures of a group by a cursor', async () => {
    for (let each = 0; each < 3; each += 1) await fail('Refused.');
    await follow();
    const { id } = await onlyGroup();
    const first = await items(id, '?limit=2');
    const second = await items(id, `?limit=2&cursor=${first.nextCursor}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    expect((await operator.get(`/error-groups/${id}/items?limit=9999`)).status).toBe(400);
  });

  it.each(['0', 'abc', '123456', '99999999999999999999'])('has nothing under %s', async (id) => {
    for (const path of ['', '/items', '/changes', '/comments']) {
      expect((await operator.get(`/error-groups/${id}${path}`)).status).toBe(404);
    }
  });
});

describe('what people note about a group', () => {
  const noted = async (id: string, change: object): Promise<{ status: number; body: unknown }> =>
    operator.call('PATCH', `/admin/api/error-groups/${id}`, { body: change });
  const one = async (): Promise<string> => {
    await fail('Refused.');
    await follow();
    return (await onlyGroup()).id;
  };

  it('is who sees to it, tags, and until when it is muted', async () => {
    const id = await one();
    const people = (await operator.get('/error-groups/people')).body as { id: string; email: string }[];
    const me = people.find(({ email }) => email === 'operator@example.com')!;
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const { status, body } = await noted(id, { assignee: me.id, tags: ['vat', 'vat', 'pilne'], mutedUntil: until });
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ assignee: me, tags: ['vat', 'pilne'], mutedUntil: until }),
    ]);
    expect((await panel.audit()).at(-1)).toMatchObject({
      action: 'error-group.changed',
      subjectId: id,
      facts: { before: { tags: [] }, after: { assignee: me.id, tags: ['vat', 'pilne'], mutedUntil: until } },
    });
    await expect(groups()).resolves.toEqual([]);
    expect(await groups({ muted: true, tag: 'vat', assignee: me.id })).toMatchObject([{ id }]);
    await noted(id, { mutedUntil: null });
    expect(await groups({ tag: 'pilne' })).toMatchObject([{ id }]);
  });

  it('is written to the audit once when it is said twice', async () => {
    const id = await one();
    await noted(id, { tags: ['x'] });
    const before = (await panel.audit()).length;
    await noted(id, { tags: ['x'] });
    expect(await panel.audit()).toHaveLength(before);
  });

  it.each([
    [{ assignee: '018f3b5e-7c1a-4b44-9d3a-0f5a6b7c8d9e' }, '/assignee'],
    [{ mutedUntil: '2020-01-01T00:00:00Z' }, '/mutedUntil'],
    [{ mutedUntil: '2090-01-01T00:00:00Z' }, '/mutedUntil'],
    [{ tags: [''] }, '/tags/0'],
    [{ state: 'done' }, ''],
  ])('is refused when it is %j', async (change, pointer) => {
    expect(await noted(await one(), change)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('is commented, whose text stays out of the audit', async () => {
    const id = await one();
    const said = await operator.post(`/error-groups/${id}/comments`, { text: 'Pani Zofia dzwoni do dostawcy' });
    expect(said).toMatchObject({
      status: 201,
      body: [{ author: 'operator@example.com', text: expect.stringMatching(/Zofia/) }],
    });
    await operator.post(`/error-groups/${id}/comments`, { text: 'Pani Zofia dzwoni do dostawcy' });
    expect((await operator.get(`/error-groups/${id}/comments`)).body).toHaveLength(1);
    expect((await operator.post(`/error-groups/${id}/comments`, { text: ' ' })).status).toBe(400);
    const last = (await panel.audit()).at(-1)!;
    expect(last.action).toBe('error-group.commented');
    expect(JSON.stringify(last)).not.toContain('Zofia');
  });
});
