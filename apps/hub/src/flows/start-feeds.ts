import { newTraceId, startFlows, type AnyFlow, type Database } from '@crossdock/flow-engine';
import { PULL_FLOW } from './order-import/pull-orders.flow';
import { READ_STOCK_FLOW } from './stock/read-stock.flow';
import { TELL_STOCK_FLOW } from './stock/tell-stock.flow';

/** What runs for ever, and for whom: flow, and the query of its subjects. */
const FEEDS: readonly (readonly [flow: string, subjects: string])[] = [
  [PULL_FLOW, `select connection_id as id from channel where connection_id is not null`],
  [READ_STOCK_FLOW, `select distinct connection_id as id from stock_feed`],
  [
    TELL_STOCK_FLOW,
    `select ch.id from channel ch where ch.connection_id is not null
       and exists (select 1 from stock_feed f where f.is_truth and f.warehouse = ch.routes ->> 'warehouse')`,
  ],
];

/** Starts every feed that is set up and does not run yet. */
export async function startFeeds(database: Database, flows: ReadonlyMap<string, AnyFlow>): Promise<void> {
  for (const [name, subjects] of FEEDS) {
    const flow = flows.get(name);
    if (flow === undefined) continue;
    const wanted = await database.query<{ id: string }>(
      `select s.id from (${subjects}) s
       where not exists (select 1 from flow_run r where r.flow = $1 and r.subject_id = s.id) order by s.id`,
      [name],
    );
    await database.transaction(async (sql) => {
      const starts = wanted.map(({ id }) => ({ subjectId: id, traceId: newTraceId() }));
      return startFlows(sql, flow, starts);
    });
  }
}
