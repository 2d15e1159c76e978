import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the panel's set-up pages need: runs of schedules, consents under way, and indexes for their lists. */
export class CreateSetUpTables1764320000000 implements MigrationInterface {
  readonly name = 'CreateSetUpTables1764320000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table connection add column credentials_changed_at timestamptz;
      update connection set credentials_changed_at = updated_at where credentials is not null;
      alter table channel add column version int not null default 1;

      create table schedule_run (
        id bigint generated always as identity primary key,
        name text not null,
        due_at timestamptz not null,
        started_at timestamptz not null,
        finished_at timestamptz,
        outcome text not null default 'running' check (outcome in ('running', 'done', 'failed', 'abandoned')),
        problem text
      );
      create index schedule_run_name on schedule_run (name, id desc);
      create index schedule_run_age on schedule_run (started_at);

      -- A person was sent to a vendor to let the hub in and has not come back yet. What proves the way back is sealed.
      create table connection_consent (
        id uuid primary key,
        connection_id text not null references connection on delete cascade,
        user_id uuid not null references app_user on delete cascade,
        kind text not null check (kind in ('code', 'device')),
        sealed bytea not null,
        poll_after timestamptz,
        poll_every_ms int,
        expires_at timestamptz not null
      );
      create index connection_consent_age on connection_consent (expires_at);

      create index audit_event_actor on audit_event (actor, id desc);
      create index audit_event_action on audit_event (action, id desc);
      create index inbox_message_connection on inbox_message (connection_id, id desc);
      create index inbox_message_unreadable on inbox_message (id desc) where state = 'unreadable';
      create index shop_notification_of_endpoint on shop_notification (endpoint_id, id desc);
      create index api_key_channel on api_key (channel);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index api_key_channel, shop_notification_of_endpoint, inbox_message_unreadable, inbox_message_connection,
        audit_event_action, audit_event_actor;
      drop table connection_consent, schedule_run;
      alter table channel drop column version;
      alter table connection drop column credentials_changed_at;
    `);
  }
}
