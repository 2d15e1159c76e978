import { OverviewController } from '../../apps/hub/src/admin-api/overview/overview.controller';
import { FigureFollower } from '../../apps/hub/src/figures/figure-follower';
import { waitFor } from '../support';
import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let viewer: Visitor;
let follower: FigureFollower;
beforeAll(async () => {
  panel = await startPanelApi();
  viewer = await panel.as('viewer');
  follower = new FigureFollower(panel.database, 0);
});
afterAll(async () => panel.close());

/** What was written so far is sampled, then added. */
const addUp = async (): Promise<void> => {
  for (let pass = 0; pass < 2; pass += 1) while (await follower.pass());
};
const tell = async (orderId: string, code: string, afterS = 0, facts = {}): Promise<void> => {
  await panel.database.query(
    `insert into timeline_entry (order_id, at, code, connection_id, facts)
     select id, received_at + $3 * interval '1 second', $2, 'erp', $4 from orders where id = $1`,
    [orderId, code, afterS, JSON.stringify(facts)],
  );
};
const attempts = async (
  orderId: string,
  outcome: string,
  count: number,
  error: object | null = null,
): Promise<void> => {
  await panel.database.query(
    `insert into attempt (job_id, fence, started_at, duration_ms, outcome, error)
     select j.id, 1, now(), 5, $2, $4 from sync_job j, generate_series(1, $3) where j.subject_id = $1`,
    [orderId, outcome, count, error === null ? null : JSON.stringify(error)],
  );
};
const promise = async (name: string): Promise<unknown> => {
  const { body } = await fresh();
  return (body.promises as { name: string }[]).find((candidate) => candidate.name === name);
};
/** Answers are kept for a moment; another hub has kept none. */
const fresh = async (): ReturnType<Visitor['get']> => {
  Reflect.set(panel.app.get(OverviewController), 'kept', null);
  return viewer.get('/overview');
};

describe('the start page', () => {
  let clean: string;
  let troubled: string;

  it('says that all is well, and that nothing was measured yet', async () => {
    const { body } = await fresh();
    expect(body.verdict).toEqual({ level: 'good', concerns: [] });
    expect(body.today).toMatchObject({ orders: 0, isCapped: false });
    expect(body.causes).toEqual([]);
    expect(await promise('straight-through')).toMatchObject({ value: null, isKept: null, of: 0 });
    expect(await promise('oversells')).toMatchObject({ value: null, of: null });
  });

  it('counts the orders of today by their stage', async () => {
    clean = await panel.place();
    troubled = await panel.place({ externalId: '1002' });
    const old = await panel.place({ externalId: 'old' });
    await panel.database.query(`update orders set received_at = now() - interval '2 days' where id = $1`, [old]);
    await panel.database.query(`update orders set status = 'shipped' where id = $1`, [clean]);
    const { body } = await fresh();
    expect(body.today).toMatchObject({ orders: 2, byStatus: { shipped: 1, received: 1, packed: 0 } });
  });

  it('says what needs a person', async () => {
    await panel.database.query(`update orders set attention = true, attention_reason = 'x' where id = $1`, [troubled]);
    await panel.database.query(`update connection set paused_at = now(), paused_reason = 'Holiday' where id = 'wms'`);
    const { body } = await fresh();
    expect(body.verdict).toEqual({
      level: 'warning',
      concerns: [
        { code: 'attention', count: 1 },
        { code: 'paused', connectionId: 'wms', waiting: 0 },
      ],
    });
  });

  it('measures how many orders went through without a hand, and how long the warehouse waited', async () => {
    await tell(clean, 'fulfilment.requested', 2, { number: 'W1', reference: '1001-F1' });
    await tell(clean, 'shipment.shipped', 60);
    await tell(troubled, 'attention.raised', 1);
    await tell(troubled, 'fulfilment.requested', 200, { number: 'W2', reference: '1002-F1' });
    await tell(troubled, 'shipment.shipped', 300);
    // A second parcel of the same order is no second order.
    await tell(troubled, 'shipment.shipped', 301);
    await addUp();
    expect(await promise('straight-through')).toMatchObject({ value: 0.5, of: 2, isKept: false });
    const { value, of } = (await promise('time-to-warehouse')) as { value: number; of: number };
    expect([of, value > 1.7 && value < 2.4]).toEqual([2, true]);
    expect(await promise('duplicates')).toMatchObject({ value: 0, isKept: true });
  });

  it('adds nothing twice, whoever passes and however often', async () => {
    await Promise.all([
      addUp(),
      new FigureFollower(panel.database, 0).pass(),
      new FigureFollower(panel.database, 0).pass(),
    ]);
    expect(await promise('straight-through')).toMatchObject({ of: 2 });
  });

  it('sees a second document for the same thing, and none in that of another parcel', async () => {
    await tell(clean, 'fulfilment.requested', 5, { number: 'W3', reference: '1001-F2' });
    await addUp();
    expect(await promise('duplicates')).toMatchObject({ value: 0 });
    await tell(clean, 'fulfilment.requested', 6, { number: 'W9', reference: '1001-F1' });
    await addUp();
    expect(await promise('duplicates')).toMatchObject({ value: 1, isKept: false });
  });

  it('measures failed calls, looking and waiting apart', async () => {
    await attempts(clean, 'done', 97);
    await attempts(clean, 'ready', 3, { class: 'transient' });
    await attempts(clean, 'ready', 9, { class: 'throttled' });
    await attempts(clean, 'waiting', 500);
    await addUp();
    expect(await promise('failed-calls')).toMatchObject({ of: 109, value: 3 / 109, isKept: false });
  });

  it('waits until every row of a range is there', async () => {
    const patient = new FigureFollower(panel.database, 60_000);
    await tell(clean, 'order.accepted');
    await patient.pass();
    await patient.pass();
    const { body } = await viewer.get('/overview/chart');
    const received = (body.points as { received: number }[]).reduce((sum, point) => sum + point.received, 0);
    expect(received).toBe(3);
  });

  it('draws 24 hours by quarters and 7 days by hours, without gaps', async () => {
    const day = (await viewer.get('/overview/chart?span=24h')).body;
    expect([day.stepMinutes, day.points.length]).toEqual([15, 96]);
    const week = (await viewer.get('/overview/chart?span=7d')).body;
    expect([week.stepMinutes, week.points.length]).toEqual([60, 168]);
    const last = (week.points as { shipped: number; medianS: number | null }[]).filter(({ shipped }) => shipped > 0);
    expect(last.reduce((sum, { shipped }) => sum + shipped, 0)).toBe(2);
    expect(day.points[0]).toMatchObject({ received: 0, medianS: null, p95S: null });
    expect((await viewer.get('/overview/chart?span=1y')).status).toBe(400);
  });

  it('says how long a backlog takes at the pace of the last minutes', async () => {
    const erp = await waitFor(async () => {
      const { body } = await fresh();
      const all = body.connections as { id: string; drainSeconds: number | null; backlog: { ready: number } }[];
      const found = all.find(({ id }) => id === 'erp')!;
      // Health is kept for a second.
      return found.backlog.ready === 3 && found.drainSeconds !== null && { seconds: found.drainSeconds };
    });
    expect(erp.seconds).toBeGreaterThan(0);
    expect(erp.seconds).toBeLessThan(60);
  });
});
