import type { Sql } from '@crossdock/flow-engine';
import { CANARY_SIZE } from './verdict';

export const BULK_KINDS = ['retry', 'skip'] as const;
export type BulkKind = (typeof BULK_KINDS)[number];
export type BulkState = 'canary' | 'running' | 'done' | 'stopped' | 'cancelled';

/** More are taken in one go by nobody; the rest is there afterwards. */
export const MOST_ITEMS = 20_000;

/** What an action on these groups would do. */
export interface BulkPreview {
  readonly items: number;
  readonly orders: number;
  readonly amounts: readonly { readonly amount: string; readonly currency: string }[];
  /** Left out: whether they were done is decided one by one. */
  readonly inDoubt: number;
  /** Left out: somebody tries them again already. */
  readonly retrying: number;
  readonly canary: number;
  /** Connections that nothing is sent to right now: the action would wait for them. */
  readonly heldConnections: readonly string[];
}

const PREVIEW = `
  with open as (select i.* from error_item i where i.group_id = any($1::bigint[]) and i.closed_at is null),
  taken as (select * from open where retried_at is null and not in_doubt order by id limit ${MOST_ITEMS}),
  valued as (select currency, sum(amount)::text as amount
    from (select distinct on (order_id) order_id, currency, amount from taken where order_id is not null) o group by 1)
  select (select count(*)::int from taken) as items, (select count(distinct order_id)::int from taken) as orders,
    (select count(*)::int from open where in_doubt) as "inDoubt",
    (select count(*)::int from open where retried_at is not null) as retrying,
    (select coalesce(jsonb_agg(jsonb_build_object('amount', amount, 'currency', currency) order by amount::numeric desc), '[]')
      from valued) as amounts,
    (select coalesce(jsonb_agg(c.id), '[]') from connection c
      where c.id in (select g.connection_id from error_group g where g.id = any($1::bigint[]))
        and (c.paused_at is not null or c.sign_in_needed_at is not null or c.held_until > now())) as "heldConnections"`;

export async function previewBulk(sql: Sql, groupIds: readonly string[]): Promise<BulkPreview> {
  const rows = await sql.query<Omit<BulkPreview, 'canary'>>(PREVIEW, [groupIds]);
  const [row] = rows;
  if (row === undefined) throw new Error('The preview has no row.');
  return { ...row, canary: Math.min(CANARY_SIZE, row.items) };
}

export interface NewBulk {
  readonly kind: BulkKind;
  readonly groupIds: readonly string[];
  readonly reason: string | null;
  readonly perSecond: number;
  readonly userId: string;
}

/** Stores an action with its items. Null when nothing is to be done, or another one of the groups is under way. */
export async function insertBulk(sql: Sql, bulk: NewBulk): Promise<{ id: string; preview: BulkPreview } | null> {
  // Whoever wants the same groups waits here and then sees this action.
  await sql.query('select id from error_group where id = any($1::bigint[]) order by id for update', [bulk.groupIds]);
  const active = await sql.query(
    'select 1 from bulk_action where group_ids && $1::bigint[] and finished_at is null limit 1',
    [bulk.groupIds],
  );
  if (active.length > 0) return null;
  const preview = await previewBulk(sql, bulk.groupIds);
  if (preview.items === 0) return null;
  const [action] = await sql.query<{ id: string }>(
    `insert into bulk_action (kind, group_ids, reason, total, orders, amounts, per_second, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id::text`,
    [
      bulk.kind,
      bulk.groupIds,
      bulk.reason,
      preview.items,
      preview.orders,
      JSON.stringify(preview.amounts),
      bulk.perSecond,
      bulk.userId,
    ],
  );
  if (action === undefined) throw new Error('The action was not stored.');
  const stored = await sql.query(
    `insert into bulk_action_item (action_id, place, job_id, group_id)
     select $1, row_number() over (order by i.id), i.job_id, i.group_id from (select id, job_id, group_id from error_item
       where group_id = any($2::bigint[]) and closed_at is null and retried_at is null and not in_doubt
       order by id limit ${MOST_ITEMS}) i returning 1`,
    [action.id, bulk.groupIds],
  );
  await sql.query('update bulk_action set total = $2 where id = $1', [action.id, stored.length]);
  return { id: action.id, preview };
}

/** Ends an action; what was not sent yet is left as it is. False when it has ended already. */
export async function finishBulk(sql: Sql, id: string, state: BulkState, because: string | null): Promise<boolean> {
  const ended = await sql.query(
    `update bulk_action set state = $2, stopped_because = $3, finished_at = now()
     where id = $1 and finished_at is null returning id`,
    [id, state, because],
  );
  if (ended.length === 0) return false;
  await sql.query(
    `update bulk_action_item set state = 'left', settled_at = now() where action_id = $1 and state = 'pending'`,
    [id],
  );
  return true;
}

/** An action and how far it is. */
export interface BulkView {
  readonly id: string;
  readonly kind: BulkKind;
  readonly state: BulkState;
  readonly groupIds: readonly string[];
  readonly reason: string | null;
  readonly total: number;
  readonly orders: number;
  readonly amounts: BulkPreview['amounts'];
  readonly perSecond: number;
  readonly canary: number;
  readonly pending: number;
  readonly underWay: number;
  readonly done: number;
  readonly failed: number;
  /** Of the failed ones: with the error that they had before. */
  readonly sameError: number;
  /** Not sent: somebody else had seen to them, or the action ended before. */
  readonly left: number;
  readonly stoppedBecause: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const VIEW = `
  select b.id::text, b.kind, b.state, b.group_ids::text[] as "groupIds", b.reason, b.total, b.orders, b.amounts,
    b.per_second as "perSecond", least(b.total, ${CANARY_SIZE}) as canary, b.stopped_because as "stoppedBecause",
    u.email as "createdBy", b.created_at as "createdAt", b.finished_at as "finishedAt", c.*
  from bulk_action b left join app_user u on u.id = b.created_by cross join lateral (
    select count(*) filter (where i.state = 'pending')::int as pending, count(*) filter (where i.state = 'sent')::int as "underWay",
      count(*) filter (where i.state = 'done')::int as done, count(*) filter (where i.state = 'failed')::int as failed,
      count(*) filter (where i.same_error)::int as "sameError", count(*) filter (where i.state = 'left')::int as "left"
    from bulk_action_item i where i.action_id = b.id) c`;

export async function readBulk(sql: Sql, id: string): Promise<BulkView | null> {
  const rows = await sql.query<BulkView>(`${VIEW} where b.id = $1`, [id]);
  return rows[0] ?? null;
}

const NEWEST = 20;

/** The newest actions, of one group or of all. */
export async function readBulks(sql: Sql, groupId: string | null): Promise<BulkView[]> {
  const where = groupId === null ? '$1::bigint is null' : 'b.group_ids @> array[$1::bigint]';
  return sql.query<BulkView>(`${VIEW} where ${where} order by b.id desc limit ${NEWEST}`, [groupId]);
}
