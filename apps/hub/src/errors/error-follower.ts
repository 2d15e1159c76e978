import { ActionRefused, type Database, type JobState, type OperatorActions, type Sql } from '@crossdock/flow-engine';
import { appendAudit } from '../audit/audit-chain';
import { IMPORT_FLOW } from '../flows/order-import/import-order.flow';
import { OFFER_STOCK_FLOW } from '../flows/stock/offer-stock.flow';
import { closeItems, markRetrying, openItems, refreshFigures, storeGroups, type ClosedBy } from './error-store';
import { isTrouble, readFailures, type Failure } from './failure';

/** Changes of one transaction: a wave of thousands of failures is followed in some tenths of a second. */
const AT_ONCE = 500;
const OVERTAKEN_AT_ONCE = 50;
const OVERTAKEN_NOTE = 'A newer change of the same record was taken in; this one is not needed any more.';

const CLOSED_BY: Partial<Record<JobState, ClosedBy>> = {
  done: 'retried',
  // A wait that goes on waiting has got over its error.
  waiting: 'retried',
  skipped: 'skipped',
  cancelled: 'cancelled',
  superseded: 'superseded',
};

/**
 * Keeps the groups of errors in step with the jobs. The database writes down which jobs began or ceased to need a person;
 * this reads it, so that nothing is missed whoever changed a job, and a pass costs what has changed, not what is open.
 */
export class ErrorFollower {
  constructor(
    private readonly database: Database,
    private readonly actions: OperatorActions,
  ) {}

  /** One pass. Returns true when there is more to follow. */
  async pass(): Promise<boolean> {
    const isMore = await this.database.transaction(async (sql) => {
      const changed = await takeChanges(sql);
      const mended = await readMended(sql);
      const failures = await readFailures(sql, [...new Set([...changed, ...mended])]);
      await refreshFigures(sql, await follow(sql, failures));
      return changed.length === AT_ONCE || mended.length === AT_ONCE;
    });
    return (await this.dropOvertaken()) || isMore;
  }

  /** What only told the state of a record at a time is not needed once a newer state was taken in. */
  private async dropOvertaken(): Promise<boolean> {
    const overtaken = await this.database.query<{ jobId: string; groupId: string; connectionId: string }>(OVERTAKEN);
    for (const { jobId, groupId, connectionId } of overtaken) {
      const also = async (sql: Sql): Promise<void> => {
        await closeItems(sql, [{ jobId, by: 'later-success' }]);
        await refreshFigures(sql, [groupId]);
        await appendAudit(sql, {
          actor: 'hub',
          action: 'sync-job.overtaken',
          subjectType: 'sync-job',
          subjectId: jobId,
          reason: null,
          facts: { connectionId, groupId },
        });
      };
      await this.actions.skip(jobId, OVERTAKEN_NOTE, also).catch((error: unknown) => {
        if (!(error instanceof ActionRefused)) throw error;
      });
    }
    return overtaken.length === OVERTAKEN_AT_ONCE;
  }
}

async function takeChanges(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ jobId: string }>(
    `delete from error_change where id in (select id from error_change order by id limit ${AT_ONCE} for update skip locked)
     returning job_id::text as "jobId"`,
  );
  return rows.map(({ jobId }) => jobId);
}

/** Jobs that were tried again and have got over it: that they work is no change of trouble, so nobody wrote it down. */
async function readMended(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ jobId: string }>(
    `select i.job_id::text as "jobId" from error_item i join sync_job j on j.id = i.job_id
     where i.closed_at is null and i.retried_at is not null
       and j.state in ('waiting', 'done', 'skipped', 'cancelled', 'superseded') limit ${AT_ONCE}`,
  );
  return rows.map(({ jobId }) => jobId);
}

/** Returns the groups whose figures changed. */
async function follow(sql: Sql, failures: readonly Failure[]): Promise<string[]> {
  const failed = failures.filter(({ state }) => isTrouble(state));
  const closed = failures.flatMap(({ jobId, state, isBound }) => {
    const by = CLOSED_BY[state];
    return by === undefined ? [] : [{ jobId, by: by === 'retried' && isBound ? ('bound' as const) : by }];
  });
  const settled = new Set([...failed, ...closed].map(({ jobId }) => jobId));
  const retrying = failures.map(({ jobId }) => jobId).filter((jobId) => !settled.has(jobId));
  return [
    ...(await openItems(sql, failed, await storeGroups(sql, failed))),
    ...(await closeItems(sql, closed)),
    ...(await markRetrying(sql, retrying)),
  ];
}

// Subjects of imports are `<connection>/<order>/<change>`, and `0` comes right after `/`. Those of offers are
// `<channel>/<version>/<offer>`: the channel has taken the same or a newer number since.
const OVERTAKEN = `
  select i.job_id::text as "jobId", i.group_id::text as "groupId", j.connection_id as "connectionId"
  from error_group g join error_item i on i.group_id = g.id and i.closed_at is null
  join sync_job j on j.id = i.job_id and j.state in ('dead', 'in-doubt') and j.kind in ('state', 'poll')
  where g.open_items > 0 and g.flow = '${IMPORT_FLOW}' and exists (select 1 from sync_job newer
    where newer.flow = '${IMPORT_FLOW}' and newer.id > j.id and newer.state = 'done'
      and newer.subject_id ~>=~ (split_part(j.subject_id, '/', 1) || '/' || split_part(j.subject_id, '/', 2) || '/')
      and newer.subject_id ~<~ (split_part(j.subject_id, '/', 1) || '/' || split_part(j.subject_id, '/', 2) || '0'))
  union all
  select i.job_id::text, i.group_id::text, j.connection_id
  from error_group g join error_item i on i.group_id = g.id and i.closed_at is null
  join sync_job j on j.id = i.job_id and j.state in ('dead', 'in-doubt')
  join channel_offer o on o.channel = split_part(j.subject_id, '/', 1)
    and o.offer_id = substr(j.subject_id, length(split_part(j.subject_id, '/', 1) || split_part(j.subject_id, '/', 2)) + 3)
  where g.open_items > 0 and g.flow = '${OFFER_STOCK_FLOW}' and o.sent_version >= split_part(j.subject_id, '/', 2)::bigint
  limit ${OVERTAKEN_AT_ONCE}`;
