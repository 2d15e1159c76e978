import type { Sql } from '@crossdock/flow-engine';
import { readJobs, type JobRow } from '../sync-jobs/job-rows';

/** One failure of a group with its job as it is now. */
export interface ErrorItemRow {
  readonly id: string;
  readonly openedAt: Date;
  /** Somebody tries it again, and it has neither worked nor failed yet. */
  readonly isRetrying: boolean;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly job: JobRow;
}

export interface ErrorItemPage {
  readonly items: readonly ErrorItemRow[];
  /** Where the next page begins; null on the last one. */
  readonly nextCursor: string | null;
}

interface Wanted {
  /** Open ones, or those that were closed. */
  readonly open: boolean;
  /** Id of the last item of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

interface Found extends Omit<ErrorItemRow, 'job'> {
  readonly jobId: string;
}

const ITEMS = `select i.id::text, i.job_id::text as "jobId", i.opened_at as "openedAt", i.retried_at is not null as "isRetrying",
  i.closed_at as "closedAt", i.closed_by as "closedBy", i.amount::text, i.currency from error_item i where i.group_id = $1`;

/** A page of failures: open ones from the oldest on, closed ones from the newest on. */
export async function readErrorItems(
  sql: Sql,
  groupId: string,
  { open, after, limit }: Wanted,
): Promise<ErrorItemPage> {
  const text = open
    ? `${ITEMS} and i.closed_at is null and i.id > $2 order by i.id limit $3`
    : `${ITEMS} and i.closed_at is not null and i.id < $2 order by i.id desc limit $3`;
  const from = after ?? (open ? '0' : '9223372036854775807');
  const found = await sql.query<Found>(text, [groupId, from, limit + 1]);
  const page = found.slice(0, limit);
  const jobs = new Map((await readJobs(sql, page.map(({ jobId }) => jobId))).map((job) => [job.id, job])); // prettier-ignore
  const items = page.flatMap(({ jobId, ...item }) => {
    const job = jobs.get(jobId);
    return job === undefined ? [] : [{ ...item, job }];
  });
  return { items, nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null };
}
