import type { MigrationInterface, QueryRunner } from 'typeorm';

// Failures by cause. A group has no texts of vendors, only their pattern: what exactly was said stays with the jobs.
const GROUPS = `
create table error_group (
  id bigint generated always as identity primary key,
  key text not null unique,
  system text not null,
  connection_id text not null,
  flow text not null,
  step text not null,
  error_class text not null,
  code text not null,
  field text,
  pattern text not null,
  sample_job_id bigint not null,
  first_seen timestamptz not null,
  since timestamptz not null,
  last_seen timestamptz not null,
  failures bigint not null default 0,
  open_items int not null default 0,
  open_orders int not null default 0,
  retrying_items int not null default 0,
  in_doubt_items int not null default 0,
  amounts jsonb not null default '{}',
  largest_amount numeric(20, 4) not null default 0,
  oldest_open timestamptz,
  assignee uuid references app_user on delete set null,
  tags text[] not null default '{}',
  muted_until timestamptz
);
create index error_group_open on error_group (open_items desc, id) where open_items > 0;
create index error_group_last_seen on error_group (last_seen desc, id);
create index error_group_connection on error_group (connection_id);
create table error_item (
  id bigint generated always as identity primary key,
  group_id bigint not null references error_group on delete cascade,
  job_id bigint not null references sync_job on delete cascade,
  order_id uuid references orders on delete cascade,
  currency text,
  amount numeric(18, 4),
  in_doubt boolean not null default false,
  opened_at timestamptz not null,
  retried_at timestamptz,
  closed_at timestamptz,
  closed_by text check (closed_by in ('retried', 'later-success', 'skipped', 'bound', 'cancelled', 'superseded'))
);
create unique index error_item_open on error_item (job_id) where closed_at is null;
create index error_item_group_open on error_item (group_id, id) where closed_at is null;
create index error_item_retrying on error_item (retried_at) where closed_at is null and retried_at is not null;
create index error_item_group on error_item (group_id, id desc);
create index error_item_job on error_item (job_id);
create index error_item_order on error_item (order_id) where order_id is not null;
create table error_comment (
  id bigint generated always as identity primary key,
  group_id bigint not null references error_group on delete cascade,
  at timestamptz not null default now(),
  author uuid references app_user on delete set null,
  text text not null
);
create index error_comment_group on error_comment (group_id, id);
`;

// Jobs that began or ceased to need a person, told by the database itself in the transaction that changed them: whoever
// changes a job, none is missed, and nobody has to look through all that are open. Jobs that simply work are not touched.
const CHANGES = `
create table error_change (
  id bigint generated always as identity primary key,
  job_id bigint not null
);
create function note_error_change() returns trigger language plpgsql as $$
begin
  insert into error_change (job_id) values (new.id);
  return null;
end $$;
create trigger sync_job_error_changed after update of state on sync_job for each row
  when (old.state is distinct from new.state
    and (new.state in ('dead', 'in-doubt') or old.state in ('dead', 'in-doubt')))
  execute function note_error_change();
insert into error_change (job_id) select id from sync_job where state in ('dead', 'in-doubt');
-- Another change of an order at a channel is a job of its own: the newest one makes the older ones needless.
create index sync_job_import on sync_job (subject_id text_pattern_ops) where flow = 'import-order';
create index audit_event_at on audit_event (at);
`;

const BULK_ACTIONS = `
create table bulk_action (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('retry', 'skip')),
  group_ids bigint[] not null,
  reason text,
  state text not null default 'canary' check (state in ('canary', 'running', 'done', 'stopped', 'cancelled')),
  total int not null,
  orders int not null,
  amounts jsonb not null default '[]',
  per_second int not null,
  stopped_because text,
  created_by uuid references app_user on delete set null,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index bulk_action_active on bulk_action (id) where finished_at is null;
create index bulk_action_groups on bulk_action using gin (group_ids);
create table bulk_action_item (
  action_id bigint not null references bulk_action on delete cascade,
  place int not null,
  job_id bigint not null references sync_job on delete cascade,
  group_id bigint not null,
  state text not null default 'pending' check (state in ('pending', 'sent', 'done', 'failed', 'left')),
  same_error boolean not null default false,
  note text,
  sent_at timestamptz,
  settled_at timestamptz,
  primary key (action_id, place)
);
create index bulk_action_item_state on bulk_action_item (action_id, state, place);
create index bulk_action_item_job on bulk_action_item (job_id);
`;

/** Failures by cause, what people note about them, and actions on many jobs at once. */
export class CreateErrorGroups1764300000000 implements MigrationInterface {
  readonly name = 'CreateErrorGroups1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [GROUPS, CHANGES, BULK_ACTIONS]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger if exists sync_job_error_changed on sync_job;
      drop function if exists note_error_change();
      drop index if exists sync_job_import;
      drop index if exists audit_event_at;
      drop table if exists bulk_action_item, bulk_action, error_comment, error_item, error_change, error_group cascade;
    `);
  }
}
