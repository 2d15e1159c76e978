import type { Sql } from '@crossdock/flow-engine';
import { causeOf, type Failure } from './failure';

export type ClosedBy = 'retried' | 'later-success' | 'skipped' | 'bound' | 'cancelled' | 'superseded';

// A cause that comes back after all its failures were mended begins anew: what changed before that is what matters.
const GROUPS = `
  insert into error_group (key, system, connection_id, flow, step, error_class, code, field, pattern, sample_job_id,
    first_seen, since, last_seen, failures)
  select key, min(system), min(connection_id), min(flow), min(step), min(error_class), min(code), min(field), min(pattern),
    max(job_id), min(at), min(at), max(at), count(*)
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::bigint[], $11::timestamptz[])
    as new(key, system, connection_id, flow, step, error_class, code, field, pattern, job_id, at)
  group by key order by key
  on conflict (key) do update set last_seen = greatest(error_group.last_seen, excluded.last_seen),
    since = case when error_group.open_items = 0 then excluded.since else error_group.since end,
    failures = error_group.failures + excluded.failures, sample_job_id = excluded.sample_job_id
  returning id::text, key`;

/** Stores the causes of failures. Returns the id of each one's group, by the id of the job. */
export async function storeGroups(sql: Sql, failures: readonly Failure[]): Promise<ReadonlyMap<string, string>> {
  if (failures.length === 0) return new Map();
  const caused = failures.map((failure) => ({ failure, cause: causeOf(failure) }));
  const column = (read: (one: (typeof caused)[number]) => unknown): unknown[] => caused.map(read);
  const rows = await sql.query<{ id: string; key: string }>(GROUPS, [
    column(({ cause }) => cause.key),
    column(({ failure }) => failure.system),
    column(({ failure }) => failure.connectionId),
    column(({ failure }) => failure.flow),
    column(({ failure }) => failure.step),
    column(({ cause }) => cause.errorClass),
    column(({ cause }) => cause.code),
    column(({ cause }) => cause.field),
    column(({ cause }) => cause.pattern),
    column(({ failure }) => failure.jobId),
    column(({ failure }) => failure.at),
  ]);
  const ids = new Map(rows.map(({ id, key }) => [key, id]));
  return new Map(caused.map(({ failure, cause }) => [failure.jobId, ids.get(cause.key) ?? '']));
}

/**
 * Opens an item for each failure; one that is open already fails again. One that was open in another group has another
 * cause now. Returns the groups that changed.
 */
export async function openItems(
  sql: Sql,
  failures: readonly Failure[],
  groupOf: ReadonlyMap<string, string>,
): Promise<string[]> {
  if (failures.length === 0) return [];
  const values = [
    failures.map(({ jobId }) => jobId),
    failures.map(({ jobId }) => groupOf.get(jobId)),
    failures.map(({ orderId }) => orderId),
    failures.map(({ currency }) => currency),
    failures.map(({ amount }) => amount),
    failures.map(({ state }) => state === 'in-doubt'),
    failures.map(({ at }) => at),
  ];
  const left = await sql.query<{ groupId: string }>(
    `update error_item i set closed_at = now(), closed_by = 'superseded'
     from unnest($1::bigint[], $2::bigint[]) as new(job_id, group_id)
     where i.job_id = new.job_id and i.group_id <> new.group_id and i.closed_at is null returning i.group_id::text as "groupId"`,
    values.slice(0, 2),
  );
  await sql.query(
    `insert into error_item (job_id, group_id, order_id, currency, amount, in_doubt, opened_at)
     select * from unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::text[], $5::numeric[], $6::boolean[], $7::timestamptz[])
     on conflict (job_id) where closed_at is null do update set retried_at = null, in_doubt = excluded.in_doubt`,
    values,
  );
  return [...left.map(({ groupId }) => groupId), ...groupOf.values()];
}

/** Somebody tries them again: they stay open until they work. Returns the groups that changed. */
export async function markRetrying(sql: Sql, jobIds: readonly string[]): Promise<string[]> {
  if (jobIds.length === 0) return [];
  const rows = await sql.query<{ groupId: string }>(
    `update error_item set retried_at = now() where job_id = any($1::bigint[]) and closed_at is null
     returning group_id::text as "groupId"`,
    [jobIds],
  );
  return rows.map(({ groupId }) => groupId);
}

/** Returns the groups that changed. */
export async function closeItems(
  sql: Sql,
  closed: readonly { readonly jobId: string; readonly by: ClosedBy }[],
): Promise<string[]> {
  if (closed.length === 0) return [];
  const rows = await sql.query<{ groupId: string }>(
    `update error_item i set closed_at = now(), closed_by = done.by
     from unnest($1::bigint[], $2::text[]) as done(job_id, by)
     where i.job_id = done.job_id and i.closed_at is null returning i.group_id::text as "groupId"`,
    [closed.map(({ jobId }) => jobId), closed.map(({ by }) => by)],
  );
  return rows.map(({ groupId }) => groupId);
}

// An order with two failed parcels is one order.
const FIGURES = `
  with wanted as (select unnest($1::bigint[]) as id),
  open as (select i.* from error_item i join wanted on wanted.id = i.group_id where i.closed_at is null),
  valued as (select group_id, currency, sum(amount) as amount
    from (select distinct on (group_id, order_id) group_id, order_id, currency, amount from open where order_id is not null) o
    group by 1, 2),
  amounts as (select group_id, jsonb_object_agg(currency, amount::text) as amounts, max(amount) as largest
    from valued group by 1),
  counted as (select group_id, count(*) as items, count(distinct order_id) as orders,
    count(*) filter (where retried_at is not null) as retrying, count(*) filter (where in_doubt) as in_doubt,
    min(opened_at) as oldest from open group by 1)
  update error_group g set open_items = coalesce(c.items, 0), open_orders = coalesce(c.orders, 0),
    retrying_items = coalesce(c.retrying, 0), in_doubt_items = coalesce(c.in_doubt, 0), oldest_open = c.oldest,
    amounts = coalesce(a.amounts, '{}'), largest_amount = coalesce(a.largest, 0)
  from wanted left join counted c on c.group_id = wanted.id left join amounts a on a.group_id = wanted.id
  where g.id = wanted.id`;

/** Counts what is open in these groups. */
export async function refreshFigures(sql: Sql, groupIds: readonly string[]): Promise<void> {
  // Always in the same order, so that two who count the same groups cannot block one another.
  const ids = [...new Set(groupIds)].sort((one, other) => Number(one) - Number(other));
  if (ids.length > 0) await sql.query(FIGURES, [ids]);
}
