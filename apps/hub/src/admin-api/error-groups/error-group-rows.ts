import type { Database, Sql } from '@crossdock/flow-engine';
import { z } from 'zod';
import type { ListQuery, ListShape } from '../list/list-query';
import { pageOfRows, type Page } from '../list/page-of-rows';
import { SqlFilter } from '../list/sql-filter';

export interface Person {
  readonly id: string;
  readonly email: string;
}

export interface AmountOf {
  /** Decimal string. */
  readonly amount: string;
  readonly currency: string;
}

/** Failures that one and the same thing mends, as lists show them. */
export interface ErrorGroupRow {
  readonly id: string;
  readonly system: string;
  readonly connectionId: string;
  readonly flow: string;
  readonly step: string;
  readonly errorClass: string;
  /** The vendor's code, or ours. */
  readonly code: string;
  readonly field: string | null;
  /** What the messages have in common. */
  readonly pattern: string;
  /** The newest message in full, and what to do about it; null when its job is gone. */
  readonly sample: string | null;
  readonly fix: string | null;
  readonly firstSeen: Date;
  /** When it came up this time: it may have been mended before. */
  readonly since: Date;
  readonly lastSeen: Date;
  /** Failures ever, mended ones and repeated ones included. */
  readonly failures: number;
  readonly openItems: number;
  readonly openOrders: number;
  /** Of the open ones: tried again right now, and in doubt. */
  readonly retryingItems: number;
  readonly inDoubtItems: number;
  /** Value of the orders, the largest first. */
  readonly amounts: readonly AmountOf[];
  readonly oldestOpen: Date | null;
  readonly assignee: Person | null;
  readonly tags: readonly string[];
  /** Null when it is not muted now. */
  readonly mutedUntil: Date | null;
}

const ROW = `g.id::text, g.system, g.connection_id as "connectionId", g.flow, g.step, g.error_class as "errorClass", g.code,
  g.field, g.pattern, j.error->>'summary' as sample, j.error->>'fix' as fix, g.first_seen as "firstSeen", g.since,
  g.last_seen as "lastSeen", g.failures::float8 as failures, g.open_items as "openItems", g.open_orders as "openOrders",
  g.retrying_items as "retryingItems", g.in_doubt_items as "inDoubtItems", g.oldest_open as "oldestOpen", g.tags,
  case when u.id is null then null else jsonb_build_object('id', u.id, 'email', u.email) end as assignee,
  case when g.muted_until > now() then g.muted_until end as "mutedUntil",
  (select coalesce(jsonb_agg(jsonb_build_object('currency', a.key, 'amount', a.value) order by a.value::numeric desc), '[]')
    from jsonb_each_text(g.amounts) a) as amounts`;

// A job that works again has no error any more; then the newest attempt that failed has.
const FROM = `error_group g left join app_user u on u.id = g.assignee
  left join lateral (select coalesce(s.error, (select a.error from attempt a where a.job_id = g.sample_job_id
      and a.error is not null order by a.id desc limit 1)) as error
    from sync_job s where s.id = g.sample_job_id) j on true`;

const filter = z.strictObject({
  connectionId: z.string().max(100).optional(),
  system: z.string().max(100).optional(),
  step: z.string().max(100).optional(),
  assignee: z.guid().optional(),
  tag: z.string().max(40).optional(),
  /** True: only those muted now; otherwise only the others. */
  muted: z.boolean().optional(),
  /** True: also those without open failures. */
  solved: z.boolean().optional(),
  q: z.string().max(100).optional(),
});
export const errorGroupFilter = filter;
export type ErrorGroupFilter = z.output<typeof filter>;

const COLUMNS = {
  openItems: 'g.open_items',
  value: 'g.largest_amount',
  lastSeen: 'g.last_seen',
  since: 'g.since',
  oldestOpen: 'g.oldest_open',
} as const;
type GroupSort = keyof typeof COLUMNS;
export const errorGroupListShape: ListShape<ErrorGroupFilter, GroupSort> = {
  filter,
  sorts: ['openItems', 'value', 'lastSeen', 'since', 'oldestOpen'],
};

/** One page of groups. */
export async function listErrorGroups(
  database: Database,
  query: ListQuery<ErrorGroupFilter, GroupSort>,
): Promise<Page<ErrorGroupRow>> {
  const sql = {
    select: 'select g.id::text from error_group g',
    from: 'error_group g',
    orderBy: `${COLUMNS[query.sort]} ${query.direction} nulls last, g.id ${query.direction}`,
  };
  const { rows, total } = await pageOfRows<{ id: string }>(database, sql, conditionsOf(query.filter), query);
  const ids = rows.map(({ id }) => id);
  const found = await database.query<ErrorGroupRow>(
    `select ${ROW} from ${FROM} where g.id = any($1::bigint[]) order by array_position($1::bigint[], g.id)`,
    [ids],
  );
  return { rows: found, total };
}

/** Conditions over `error_group g`. */
export function conditionsOf(wanted: ErrorGroupFilter): SqlFilter {
  return (
    new SqlFilter()
      .and('g.connection_id = ?', wanted.connectionId)
      .and('g.system = ?', wanted.system)
      .and('g.step = ?', wanted.step)
      .and('g.assignee = ?', wanted.assignee)
      .and('? = any(g.tags)', wanted.tag)
      .and('coalesce(g.muted_until > now(), false) = ?::boolean', wanted.muted ?? false)
      // In so many words, because the partial index is chosen by them.
      .and('g.open_items > 0 and ?::boolean', wanted.solved === true ? undefined : true)
      .and(`(g.pattern ilike ? or g.code ilike ? or g.step ilike ? or g.field ilike ?)`, contains(wanted.q))
  );
}

function contains(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  return `%${text.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

export async function readErrorGroup(sql: Sql, id: string): Promise<ErrorGroupRow | null> {
  const rows = await sql.query<ErrorGroupRow>(`select ${ROW} from ${FROM} where g.id = $1`, [id]);
  return rows[0] ?? null;
}
