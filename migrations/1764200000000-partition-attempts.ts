import type { MigrationInterface, QueryRunner } from 'typeorm';

// Attempts are most of what is stored, and are old after some weeks: a month that nobody needs any more is dropped as a
// whole. The default partition is never used as long as months are made ahead; it is there so that nothing is ever refused.
const ATTEMPTS = `
alter table attempt rename to attempt_unpartitioned;
alter table attempt_unpartitioned rename constraint attempt_pkey to attempt_unpartitioned_pkey;
drop index attempt_job;
create table attempt (
  id bigint generated always as identity,
  job_id bigint not null references sync_job on delete cascade,
  fence bigint not null,
  started_at timestamptz not null,
  duration_ms int not null,
  outcome text not null,
  worker text,
  error jsonb,
  exchanges jsonb not null default '[]',
  mapping_versions jsonb not null default '{}',
  primary key (id, started_at)
) partition by range (started_at);
create index attempt_job on attempt (job_id, id);
create table attempt_default partition of attempt default;

-- Rows that came while their month was missing are moved out of the default partition, or it could not be made.
create function make_attempt_partitions(first date, last date) returns void language plpgsql as $$
declare
  month timestamp := date_trunc('month', first);
  part text;
  starts timestamptz;
  ends timestamptz;
begin
  perform pg_advisory_xact_lock(hashtext('make_attempt_partitions'));
  while month <= last loop
    part := 'attempt_' || to_char(month, 'YYYY_MM');
    starts := month at time zone 'UTC';
    ends := (month + interval '1 month') at time zone 'UTC';
    if to_regclass(part) is null then
      execute format('create table %I (like attempt including defaults including constraints)', part);
      execute format('with moved as (delete from attempt_default where started_at >= $1 and started_at < $2 returning *)
        insert into %I select * from moved', part) using starts, ends;
      execute format('alter table attempt attach partition %I for values from (%L) to (%L)', part, starts, ends);
    end if;
    month := month + interval '1 month';
  end loop;
end $$;

create function drop_attempt_partitions(before date) returns setof text language plpgsql as $$
declare part text;
begin
  for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'attempt'::regclass and c.relname ~ '^attempt_[0-9]{4}_[0-9]{2}$'
      and to_date(substr(c.relname, 9), 'YYYY_MM') + interval '1 month' <= before
  loop
    execute format('drop table %I', part);
    return next part;
  end loop;
end $$;

select make_attempt_partitions(coalesce((select min(started_at)::date from attempt_unpartitioned), current_date),
  (current_date + interval '2 months')::date);
insert into attempt (id, job_id, fence, started_at, duration_ms, outcome, worker, error, exchanges, mapping_versions)
  overriding system value
  select id, job_id, fence, started_at, duration_ms, outcome, worker, error, exchanges, mapping_versions
  from attempt_unpartitioned;
select setval(pg_get_serial_sequence('attempt', 'id'), coalesce((select max(id) from attempt), 0) + 1, false);
drop table attempt_unpartitioned;
`;

const SCHEDULES = `
create table schedule (
  name text primary key,
  cron text not null,
  time_zone text not null,
  next_at timestamptz not null,
  due_at timestamptz,
  taken_at timestamptz,
  ran_at timestamptz,
  problem text
);
`;

export class PartitionAttempts1764200000000 implements MigrationInterface {
  readonly name = 'PartitionAttempts1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ATTEMPTS);
    await runner.query(SCHEDULES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table schedule');
    await runner.query(
      'drop function make_attempt_partitions(date, date); drop function drop_attempt_partitions(date)',
    );
    // The rows stay in one table; that it is partitioned does no harm to the version before.
  }
}
