import type { MigrationInterface, QueryRunner } from 'typeorm';

const CONNECTIONS = `
create table channel (
  id text primary key,
  name text not null,
  kind text not null check (kind in ('shop', 'marketplace')),
  connection_id text,
  routes jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create table connection (
  id text primary key,
  system text not null,
  name text not null,
  settings jsonb not null default '{}',
  credentials bytea,
  allow_private_addresses boolean not null default false,
  concurrency int not null check (concurrency > 0),
  rate_requests int not null check (rate_requests > 0),
  rate_per_ms int not null check (rate_per_ms > 0),
  paused_at timestamptz,
  paused_reason text,
  held_until timestamptz,
  held_reason text,
  sign_in_needed_at timestamptz,
  problem text,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table connection_token (
  connection_id text primary key references connection on delete cascade,
  sealed bytea not null,
  updated_at timestamptz not null default now()
);
create table connection_value (
  connection_id text not null references connection on delete cascade,
  name text not null,
  value text not null,
  primary key (connection_id, name)
);
create table rate_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
create table lookup_row (
  connection_id text not null references connection on delete cascade,
  table_name text not null,
  key text not null,
  value text not null,
  updated_at timestamptz not null default now(),
  updated_by text,
  primary key (connection_id, table_name, key)
);
create table field_rule_set (
  connection_id text not null references connection on delete cascade,
  operation text not null,
  version int not null,
  state text not null check (state in ('draft', 'live', 'retired')),
  rules jsonb not null,
  skip_when text,
  created_at timestamptz not null default now(),
  created_by text,
  reason text,
  primary key (connection_id, operation, version)
);
create unique index field_rule_set_live on field_rule_set (connection_id, operation) where state = 'live';
`;

const ORDERS = `
create table orders (
  id uuid primary key,
  channel text not null references channel,
  external_id text not null,
  reference text not null unique,
  content_hash text not null,
  status text not null,
  attention boolean not null default false,
  attention_reason text,
  currency text not null,
  total numeric(18, 4) not null,
  customer_email text,
  customer_phone text,
  placed_at timestamptz not null,
  received_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  document jsonb not null,
  progress jsonb not null,
  unique (channel, external_id)
);
create index orders_received on orders (received_at desc, id desc);
create index orders_status on orders (status, received_at desc);
create index orders_placed on orders (channel, placed_at);
create index orders_attention on orders (received_at desc) where attention;
create index orders_email on orders (lower(customer_email));
create index orders_external_id on orders (external_id);
create table external_reference (
  connection_id text not null,
  kind text not null,
  remote_id text not null,
  remote_number text,
  order_id uuid not null references orders on delete cascade,
  item text not null default '',
  created_at timestamptz not null default now(),
  primary key (connection_id, kind, remote_id)
);
create index external_reference_order on external_reference (order_id);
create index external_reference_number on external_reference (remote_number) where remote_number is not null;
create table shipment_label (
  order_id uuid not null references orders on delete cascade,
  shipment text not null,
  format text not null,
  content bytea not null,
  created_at timestamptz not null default now(),
  primary key (order_id, shipment, format)
);
create table timeline_entry (
  id bigint generated always as identity primary key,
  order_id uuid not null references orders on delete cascade,
  at timestamptz not null default now(),
  code text not null,
  connection_id text,
  facts jsonb not null default '{}'
);
create index timeline_entry_order on timeline_entry (order_id, id);
create table idempotency_key (
  api_key_id uuid not null,
  key text not null,
  request_hash text not null,
  status int,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (api_key_id, key)
);
create index idempotency_key_age on idempotency_key (created_at);
`;

const ENGINE = `
create table flow_run (
  id bigint generated always as identity primary key,
  flow text not null,
  subject_id text not null,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled')),
  trace_id text not null,
  cancel_requested_at timestamptz,
  cancel_reason text,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (flow, subject_id)
);
create table sync_job (
  id bigint generated always as identity primary key,
  flow_run_id bigint not null references flow_run on delete cascade,
  flow text not null,
  subject_id text not null,
  step text not null,
  item text not null default '',
  kind text not null check (kind in ('command', 'state', 'wait', 'poll')),
  connection_id text not null,
  state text not null default 'ready' check (state in
    ('ready', 'queued', 'running', 'waiting', 'done', 'skipped', 'dead', 'in-doubt', 'cancelled', 'superseded')),
  priority smallint not null,
  due_at timestamptz not null default now(),
  queued_at timestamptz,
  fence bigint not null default 0,
  starts int not null default 0,
  attempts int not null default 0,
  rounds int not null default 0,
  lease_until timestamptz,
  worker text,
  idempotency_key text not null,
  outcome_unknown boolean not null default false,
  await_key text,
  nudged boolean not null default false,
  give_up_at timestamptz,
  note text,
  result jsonb,
  error jsonb,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create unique index sync_job_item on sync_job (flow_run_id, step, item) where state <> 'superseded';
create index sync_job_run on sync_job (flow_run_id);
create index sync_job_due on sync_job (connection_id, priority, due_at) where state in ('ready', 'waiting');
create index sync_job_in_flight on sync_job (connection_id, state) where state in ('queued', 'running');
create index sync_job_awaiting on sync_job (await_key) where await_key is not null and state in ('ready', 'queued', 'running', 'waiting');
create index sync_job_subject on sync_job (subject_id);
create index sync_job_connection on sync_job (connection_id, id desc);
create index sync_job_set_aside on sync_job (state, id desc) where state in ('skipped', 'cancelled', 'superseded');
create index sync_job_trouble on sync_job (id desc) where state in ('dead', 'in-doubt');
create table attempt (
  id bigint generated always as identity primary key,
  job_id bigint not null references sync_job on delete cascade,
  fence bigint not null,
  started_at timestamptz not null,
  duration_ms int not null,
  outcome text not null,
  worker text,
  error jsonb,
  exchanges jsonb not null default '[]',
  mapping_versions jsonb not null default '{}'
);
create index attempt_job on attempt (job_id, id);
create table inbox_message (
  id bigint generated always as identity primary key,
  connection_id text not null,
  deduplication_key text not null,
  state text not null check (state in ('stored', 'done', 'unreadable')),
  events jsonb not null default '[]',
  body bytea,
  problem text,
  deliveries int not null default 1,
  received_at timestamptz not null default now(),
  unique (connection_id, deduplication_key)
);
create index inbox_message_received on inbox_message (received_at desc);
create table outbox_event (
  id bigint generated always as identity primary key,
  type text not null,
  channel text not null,
  subject_id text not null,
  payload jsonb not null,
  trace_id text,
  created_at timestamptz not null default now()
);
create table shop_notification (
  id uuid primary key,
  endpoint_id text not null,
  type text not null,
  order_id uuid,
  payload jsonb not null,
  created_at timestamptz not null default now()
);
create index shop_notification_endpoint on shop_notification (endpoint_id, created_at desc);
create index shop_notification_order on shop_notification (order_id);
create table webhook_endpoint (
  id text primary key references connection on delete cascade,
  channel text not null references channel,
  events text[] not null,
  created_at timestamptz not null default now()
);
`;

const PEOPLE = `
create table api_key (
  id uuid primary key,
  channel text not null references channel,
  name text not null,
  prefix text not null,
  hash bytea not null unique,
  rights text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create table app_user (
  id uuid primary key,
  email text not null unique,
  password_hash text not null,
  role text not null check (role in ('admin', 'operator', 'analyst', 'viewer', 'approver')),
  locale text not null default 'pl',
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);
create table user_session (
  id_hash bytea primary key,
  user_id uuid not null references app_user on delete cascade,
  csrf_token text not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create table audit_event (
  id bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  reason text,
  facts jsonb not null default '{}',
  previous_hash bytea not null,
  hash bytea not null
);
create index audit_event_subject on audit_event (subject_type, subject_id);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit_event is append-only';
end $$;
create trigger audit_event_append_only before update or delete or truncate on audit_event
  for each statement execute function refuse_change();
`;

/** Everything that one order needs: connections, orders, flow runs and jobs, inbox and outbox, people and audit. */
export class CreateCoreTables1764100000000 implements MigrationInterface {
  readonly name = 'CreateCoreTables1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [CONNECTIONS, ORDERS, ENGINE, PEOPLE]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table if exists audit_event, user_session, app_user, api_key, webhook_endpoint, shop_notification,
        outbox_event, inbox_message, attempt, sync_job, flow_run, idempotency_key, timeline_entry, shipment_label,
        external_reference, orders, field_rule_set, lookup_row, connection_value, connection_token, rate_limit, connection,
        channel cascade;
      drop function if exists refuse_change();
    `);
  }
}
