import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rule sets that the hub asks, their versions, the cases that each version must answer rightly, and what was answered. */
export class CreateDecisions1764430000000 implements MigrationInterface {
  readonly name = 'CreateDecisions1764430000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table decision (
        id text primary key,
        kind text not null,
        name text not null,
        created_at timestamptz not null default now(),
        created_by text
      );
      create table decision_version (
        decision_id text not null references decision on delete cascade,
        version int not null,
        state text not null check (state in ('draft', 'live', 'retired')),
        graph jsonb not null,
        revision int not null default 1,
        created_at timestamptz not null default now(),
        created_by text,
        published_at timestamptz,
        published_by text,
        reason text,
        primary key (decision_id, version)
      );
      create unique index decision_version_live on decision_version (decision_id) where state = 'live';
      create unique index decision_version_draft on decision_version (decision_id) where state = 'draft';
      create table decision_case (
        id bigint generated always as identity primary key,
        decision_id text not null references decision on delete cascade,
        name text not null,
        input jsonb not null,
        expected jsonb not null,
        updated_at timestamptz not null default now(),
        updated_by text,
        unique (decision_id, name)
      );
      create table decision_trace (
        id uuid primary key,
        decision_id text not null references decision on delete cascade,
        version int not null,
        subject_type text not null,
        subject_id text not null,
        at timestamptz not null default now(),
        input jsonb not null,
        output jsonb,
        steps jsonb not null default '[]',
        problem text
      );
      create index decision_trace_newest on decision_trace (decision_id, at desc, id desc);
      create index decision_trace_subject on decision_trace (subject_type, subject_id);
      create index decision_trace_age on decision_trace (at);
      create index decision_trace_trouble on decision_trace (at desc) where problem is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table decision_trace, decision_case, decision_version, decision');
  }
}
