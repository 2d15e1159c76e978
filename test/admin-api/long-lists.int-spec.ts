import { pageOfRows } from '../../apps/hub/src/admin-api/list/page-of-rows';
import { SqlFilter } from '../../apps/hub/src/admin-api/list/sql-filter';
import { startPanelApi, type RunningPanelApi } from './running-panel-api';

let panel: RunningPanelApi;
beforeAll(async () => {
  panel = await startPanelApi();
});
afterAll(async () => panel.close());

const numbers = (to: number): { select: string; from: string; orderBy: string } => ({
  select: `select n from generate_series(1, ${to}) n`,
  from: `generate_series(1, ${to}) n`,
  orderBy: 'n',
});
const SLOW = 'generate_series(1, 3) n, pg_sleep(60)';
const first = { first: 0, limit: 2 };

describe('a page of a long list', () => {
  it('knows the total without counting when it is the last one', async () => {
    const sql = { ...numbers(3), from: SLOW };
    const { rows, total } = await pageOfRows(panel.database, sql, new SqlFilter(), { first: 2, limit: 2 });
    expect([rows, total]).toEqual([[{ n: 3 }], { rows: 3, estimated: false }]);
  });

  it('counts what is filtered', async () => {
    const { total } = await pageOfRows(panel.database, numbers(100), new SqlFilter().and('n <= ?', 40), first);
    expect(total).toEqual({ rows: 40, estimated: false });
  });

  it('counts to 10,000 and says that there are more', async () => {
    const { total } = await pageOfRows(panel.database, numbers(10_001), new SqlFilter(), first);
    expect(total).toEqual({ rows: 10_000, estimated: true });
  });

  it('comes also when counting takes too long', async () => {
    const sql = { ...numbers(3), from: SLOW };
    const { rows, total } = await pageOfRows(panel.database, sql, new SqlFilter(), first);
    expect([rows, total]).toEqual([[{ n: 1 }, { n: 2 }], { rows: 3, estimated: true }]);
  });

  it('is refused in plain words when finding takes too long', async () => {
    const sql = { ...numbers(3), select: `select n from ${SLOW}` };
    const page = pageOfRows(panel.database, sql, new SqlFilter(), first, { listMs: 50, countMs: 50 });
    await expect(page).rejects.toMatchObject({ status: 422, code: 'search-too-wide' });
  });
});
