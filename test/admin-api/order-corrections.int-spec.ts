import { loadOrders } from '../../apps/hub/src/orders/order-store';
import { startPanelApi, type Answer, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let operator: Visitor;
let admin: Visitor;
beforeAll(async () => {
  panel = await startPanelApi();
  operator = await panel.as('operator');
  admin = await panel.as('admin');
});
afterAll(async () => panel.close());

interface Document {
  readonly [field: string]: unknown;
  readonly lines: readonly Record<string, unknown>[];
  readonly shippingAddress: Record<string, unknown>;
  readonly attributes?: unknown;
}
let number = 0;
const failed = async (): Promise<{ id: string; job: string; order: Document }> => {
  const id = await panel.place({ externalId: `C-${(number += 1)}` });
  const job = await panel.jobOf(id, 'dead');
  return { id, job, order: (await operator.get(`/orders/${id}/corrections`)).body.current };
};
const correct = async (id: string, order: object, more: object = {}, by = operator): Promise<Answer> =>
  by.post(`/orders/${id}/corrections`, { order, reason: 'Wrong code in the shop', basedOn: 0, ...more });
const withSku = (order: Document, sku: string): Document => ({ ...order, lines: [{ ...order.lines[0], sku }] });
const withCity = (order: Document): Document => ({
  ...order,
  shippingAddress: { ...order.shippingAddress, city: 'Kraków' },
});
const used = async (id: string): Promise<any> => (await loadOrders(panel.database, [id])).get(id); // eslint-disable-line @typescript-eslint/no-explicit-any -- what steps see

describe('correcting an order', () => {
  it('is used by steps from then on, and keeps what was handed in', async () => {
    const { id, job, order } = await failed();
    const { status, body } = await correct(id, withSku(order, 'MUG-2'), { retryJob: job });
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        original: expect.objectContaining({ lines: [expect.objectContaining({ sku: 'MUG-1' })] }),
        current: expect.objectContaining({ lines: [expect.objectContaining({ sku: 'MUG-2' })] }),
        version: 1,
        corrections: [
          {
            at: expect.any(String),
            author: 'operator@example.com',
            reason: 'Wrong code in the shop',
            changes: [{ pointer: '/lines/0/sku', before: 'MUG-1', after: 'MUG-2' }],
          },
        ],
      }),
    ]);
    const subject = await used(id);
    expect(subject.order.lines[0].sku).toBe('MUG-2');
    expect(subject.progress.fulfilments[0].fulfilment.lines[0].sku).toBe('MUG-2');
    expect((await operator.get(`/sync-jobs/${job}`)).body).toMatchObject({ state: 'ready', error: null });
  });

  it('is in the audit and the timeline, with who and why', async () => {
    const { id, order } = await failed();
    await correct(id, withSku(order, 'MUG-2'));
    expect((await panel.audit()).at(-1)).toMatchObject({
      action: 'order.corrected',
      actor: expect.stringMatching(/^user:/),
      subjectId: id,
      reason: 'Wrong code in the shop',
      facts: { parts: ['lines'], changes: [{ pointer: '/lines/0/sku', before: 'MUG-1', after: 'MUG-2' }] },
    });
    const timeline = (await operator.get(`/orders/${id}/timeline?lang=en`)).body as { text: string }[];
    expect(timeline.at(-1)?.text).toBe('Our staff corrected the order: Wrong code in the shop.');
  });

  it('of an address needs a right of its own, and leaves no person in the audit', async () => {
    const { id, order } = await failed();
    expect(await correct(id, withCity(order))).toMatchObject({
      status: 403,
      body: { type: 'urn:crossdock:problem:not-allowed', errors: [{ pointer: '/shippingAddress/city' }] },
    });
    expect((await used(id)).order.shippingAddress.city).toBe('Warszawa');
    expect((await correct(id, withCity(order), {}, admin)).status).toBe(201);
    expect((await used(id)).progress.fulfilments[0].fulfilment.shippingAddress.city).toBe('Kraków');
    const last = (await panel.audit()).at(-1)!;
    expect(last).toMatchObject({ facts: { parts: ['shippingAddress'] } });
    expect(JSON.stringify(last)).not.toContain('Kraków');
  });

  it('is refused when somebody has corrected it meanwhile', async () => {
    const { id, order } = await failed();
    const answers = await Promise.all(['A', 'B'].map(async (sku) => correct(id, withSku(order, sku))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await operator.get(`/orders/${id}/corrections`)).body.version).toBe(1);
  });

  it('is refused while a step runs, and when nothing is left to do', async () => {
    const { id, job, order } = await failed();
    await panel.database.query(`update sync_job set state = 'running' where id = $1`, [job]);
    expect(await correct(id, withSku(order, 'A'))).toMatchObject({
      status: 409,
      body: { type: expect.stringMatching(/busy$/) },
    });
    await panel.database.query(`update sync_job set state = 'dead' where id = $1`, [job]);
    await panel.database.query(`update flow_run set state = 'done' where subject_id = $1`, [id]);
    expect(await correct(id, withSku(order, 'A'))).toMatchObject({
      status: 409,
      body: { type: expect.stringMatching(/too-late$/) },
    });
  });

  it('is checked like an order of a shop', async () => {
    const { id, order } = await failed();
    const status = async (changed: object): Promise<unknown[]> => {
      const { status: code, body } = await correct(id, changed, {}, admin);
      return [code, body.errors?.[0]?.pointer as unknown];
    };
    await expect(status({ ...order, colour: 'red' })).resolves.toEqual([400, '/colour']);
    await expect(status({ ...order, lines: [] })).resolves.toEqual([422, '/lines']);
    await expect(status({ ...order, totals: { gross: '1.00', currency: 'PLN' } })).resolves.toEqual([
      422,
      '/totals/gross',
    ]);
    await expect(status({ ...order, externalId: 'other' })).resolves.toEqual([422, '/externalId']);
    await expect(status({ ...order, placedAt: '2026-11-22T08:15:00Z' })).resolves.toEqual([422, '/placedAt']);
    expect((await correct(id, order)).status).toBe(422);
    expect((await correct(id, withSku(order, 'A'), { reason: '' })).status).toBe(400);
    expect((await used(id)).order.lines[0].sku).toBe('MUG-1');
  });

  it('tries again only a failed job of this very order', async () => {
    const [one, other] = [await failed(), await failed()];
    expect((await correct(one.id, withSku(one.order, 'A'), { retryJob: other.job })).status).toBe(404);
    await operator.post(`/sync-jobs/${one.job}/skip`, { reason: 'x' });
    const refused = await correct(one.id, withSku(one.order, 'A'), { retryJob: one.job });
    expect(refused).toMatchObject({ status: 409, body: { type: expect.stringMatching(/action-refused$/) } });
    expect((await used(one.id)).order.lines[0].sku).toBe('MUG-1');
  });

  it('is not found for no order', async () => {
    for (const id of ['7', '018f3b5e-7c1a-4b44-9d3a-0f5a6b7c8d9e']) {
      expect((await operator.get(`/orders/${id}/corrections`)).status).toBe(404);
    }
  });

  it('says what the person may change', async () => {
    const { id } = await failed();
    const may = async (by: Visitor): Promise<unknown> => (await by.get(`/orders/${id}/corrections`)).body.maySensitive;
    expect([await may(operator), await may(admin)]).toEqual([false, true]);
  });
});
