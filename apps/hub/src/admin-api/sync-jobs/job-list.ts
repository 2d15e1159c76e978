import { JOB_STATES, type Database, type JobState } from '@crossdock/flow-engine';
import { z } from 'zod';
import type { ListQuery, ListShape } from '../list/list-query';
import { pageOfRows, type Page } from '../list/page-of-rows';
import { SqlFilter } from '../list/sql-filter';
import { ABOUT_ORDER, readJobs, type JobRow } from './job-rows';

const filter = z.strictObject({
  state: z.enum(JOB_STATES).optional(),
  connectionId: z.string().max(100).optional(),
  flow: z.string().max(100).optional(),
  orderId: z.guid().optional(),
  /** Only what waits for a person: dead and in doubt. */
  onlyTrouble: z.boolean().optional(),
});

const UNFINISHED: ReadonlySet<JobState> = new Set(['ready', 'queued', 'running', 'waiting']);
const SORTS = ['id', 'createdAt'] as const;
type JobSort = (typeof SORTS)[number];
export const jobListShape: ListShape<z.output<typeof filter>, JobSort> = { filter, sorts: SORTS };

/**
 * The jobs, or those in one state. The state stands in the text, because the partial indexes are chosen by it. What is not
 * finished is looked up as a whole (`offset 0` keeps the planner from anything else) and then sorted: looking for it in the
 * order of the ids would read everything there ever was.
 */
function jobsIn(state: JobState | undefined): string {
  if (state === undefined) return 'sync_job j';
  const fence = UNFINISHED.has(state) ? ' offset 0' : '';
  return `(select * from sync_job where state = '${state}'${fence}) j`;
}

/** One page of jobs. Ids rise with time, so both sorts are the same. */
export async function listJobs(
  database: Database,
  query: ListQuery<z.output<typeof filter>, JobSort>,
): Promise<Page<JobRow>> {
  const { state, connectionId, flow, orderId, onlyTrouble } = query.filter;
  const conditions = new SqlFilter()
    .and('j.connection_id = ?', connectionId)
    .and('j.flow = ?', flow)
    .and(ABOUT_ORDER, orderId)
    // In so many words, because the partial index is chosen by them.
    .and(`j.state in ('dead', 'in-doubt') and ?::boolean`, onlyTrouble === true ? true : undefined);
  const from = jobsIn(state);
  const sql = { select: `select j.id::text from ${from}`, from, orderBy: `j.id ${query.direction}` };
  const { rows, total } = await pageOfRows<{ id: string }>(database, sql, conditions, query);
  return {
    rows: await readJobs(
      database,
      rows.map(({ id }) => id),
    ),
    total,
  };
}
