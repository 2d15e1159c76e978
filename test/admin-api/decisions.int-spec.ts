import { priceGraph } from '../../apps/hub/src/decisions/price/price-graph';
import { Decisions } from '../../apps/hub/src/decisions/decisions';
import { PRICE } from '../../apps/hub/src/decisions/kinds';
import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let analyst: Visitor;
let viewer: Visitor;
beforeAll(async () => {
  panel = await startPanelApi();
  analyst = await panel.as('analyst');
  viewer = await panel.as('viewer');
});
afterAll(async () => panel.close());

const TEN = { code: '"ten"', label: '"Ten per cent"', type: '"percent"', value: '10' };
const graphOf = (value: string, quantity = '>= 10'): unknown => priceGraph({ volume: [{ quantity, ...TEN, value }] });
const SAMPLE = PRICE.shipped.cases[0]?.input.lines[0];
const lineOf = (quantity: number): unknown => ({
  ...SAMPLE,
  quantity,
});
const post = async (path: string, body: unknown = {}) => analyst.post(`/decisions/price${path}`, body);
const save = async (graph: unknown, revision: number | null = null) => post('/draft', { graph, revision });
interface Read {
  readonly liveVersion: number;
  readonly testCases: readonly { readonly name: string }[];
}
const read = async (): Promise<Read> => (await viewer.get('/decisions/price')).body as Read;
const TEN_FROM_TEN_ON = {
  name: 'Ten per cent from ten on',
  input: { lines: [lineOf(12), lineOf(2)], quantities: {} },
  expected: { volume: [{ code: 'ten', value: 10 }, null] },
};

describe('a decision', () => {
  it('comes with the product, and changes nothing until somebody writes rules', async () => {
    const { body } = await viewer.get('/decisions');
    expect(body).toMatchObject([
      { id: 'configuration' },
      { id: 'price', kind: 'price', liveVersion: 1, draftVersion: null, cases: 1 },
    ]);
    expect((await post('/test')).body).toMatchObject([{ passed: true }]);
  });

  it('is refused as a draft with every place that is wrong', async () => {
    const { status, body } = await save(graphOf('10 +'));
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      {
        pointer: '/graph/nodes/2/content/rules/0/value',
        message: expect.stringContaining('Volume breaks, row 1, Value'),
      },
    ]);
  });

  it('is drafted beside the live one, by one person at a time', async () => {
    const { body } = await save(graphOf('12'));
    expect(body).toMatchObject({
      liveVersion: 1,
      draftVersion: 2,
      draft: { revision: 1, createdBy: 'analyst@example.com' },
    });
    expect((await save(graphOf('11'), 1)).body.draft.revision).toBe(2);
    const late = await save(graphOf('9'), 1);
    expect([late.status, late.body.type]).toEqual([409, 'urn:crossdock:problem:draft-changed']);
  });

  it('is tried without keeping anything', async () => {
    const input = { lines: [lineOf(12)], quantities: {} };
    expect((await post('/try', { input })).body).toMatchObject({ output: { volume: [{ value: 11 }] }, problem: null });
    expect((await post('/try', { input, graph: graphOf('7') })).body.output.volume[0].value).toBe(7);
    expect((await post('/try', { input: { lines: [] } })).status).toBe(400);
    expect((await viewer.get('/decision-traces')).body).toEqual([]);
  });

  it('is not published while a test case fails, which says where', async () => {
    await post('/cases', TEN_FROM_TEN_ON);
    const { status, body } = await post('/publish', { reason: 'For Christmas' });
    expect([status, body.type]).toEqual([422, 'urn:crossdock:problem:test-cases-failed']);
    expect(body.errors[0].message).toBe('Ten per cent from ten on: /volume/0/value is 11, expected is 10');
    expect((await read()).liveVersion).toBe(1);
  });

  it('is shown on real questions before it is published', async () => {
    const decisions = panel.app.get(Decisions);
    const ask = async (quantity: number) =>
      decisions.decide(PRICE, {
        subject: { type: 'quote', id: String(quantity) },
        input: { lines: [lineOf(quantity)], quantities: {} },
      });
    for (const quantity of [5, 12, 30]) await ask(quantity);
    await save(graphOf('10'), 2);
    expect((await post('/simulate')).body).toMatchObject({ compared: 3, changed: 2, newlyFailing: 0, mended: 0 });
    await save(graphOf('customer.discount + 1'), 3);
    const { body } = await post('/simulate', { last: 2 });
    expect(body).toMatchObject({ compared: 2, newlyFailing: 2 });
    expect(body.examples[0].problem).toContain('Volume breaks, row 1');
    await save(graphOf('10'), 4);
  });

  it('answers once it is published, and is gone back from with one click', async () => {
    const published = await post('/publish', { reason: 'For Christmas' });
    expect(published.body).toMatchObject({ liveVersion: 2, draftVersion: null, live: { reason: 'For Christmas' } });
    const decisions = panel.app.get(Decisions);
    const ask = async () =>
      decisions.decide(PRICE, { subject: { type: 'quote', id: 'x' }, input: { lines: [lineOf(12)], quantities: {} } });
    expect(await ask()).toMatchObject({ version: 2, output: { volume: [{ value: 10 }] } });
    expect((await post('/roll-back', { version: 1, reason: 'Too much' })).body.liveVersion).toBe(1);
    expect(await ask()).toMatchObject({ version: 1, output: { volume: [null] } });
    expect((await post('/roll-back', { version: 1, reason: 'Again' })).status).toBe(404);
  });

  it('has a trace of every answer, with the rows that applied', async () => {
    const { body } = await viewer.get(`/decision-traces?filter=${encodeURIComponent('{"subjectId":"x"}')}`);
    expect(body).toMatchObject([{ version: 1 }, { version: 2 }]);
    const { body: trace } = await viewer.get(`/decision-traces/${body[1].id}`);
    expect(trace.steps).toContainEqual({ node: 'volume', name: 'Volume breaks', rows: [[1]] });
    expect((await viewer.get('/decision-traces/none')).status).toBe(404);
  });

  it('is not published without a test case', async () => {
    await save(graphOf('10'));
    for (const { name } of (await read()).testCases) await post('/cases/remove', { name });
    expect((await post('/publish', { reason: 'No tests' })).body.type).toBe('urn:crossdock:problem:no-test-case');
    expect((await post('/draft/discard')).body.draftVersion).toBeNull();
    expect((await post('/publish', { reason: 'Nothing' })).body.type).toBe('urn:crossdock:problem:no-draft');
  });

  it('is changed by those who may, and every change is in the audit', async () => {
    expect((await viewer.post('/decisions/price/draft', { graph: graphOf('1') })).status).toBe(403);
    const actions = (await panel.audit()).filter(({ subjectId }) => subjectId === 'price').map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(['decision.published', 'decision.rolled-back', 'decision.case-saved']),
    );
    expect(actions.filter((action) => action === 'decision.draft-saved')).toHaveLength(6);
  });
});
