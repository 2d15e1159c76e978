import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every state of a job is a new version of its row, which goes into every index anew. Two of them are given up: jobs of a
 * run are found by the one that keeps them apart, jobs of a subject by way of its runs.
 */
export class FewerJobIndexes1764470000000 implements MigrationInterface {
  readonly name = 'FewerJobIndexes1764470000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table sync_job add column superseded_id bigint not null default 0;
      update sync_job set superseded_id = id where state = 'superseded';
      drop index sync_job_item;
      create unique index sync_job_item on sync_job (flow_run_id, step, item, superseded_id);
      drop index sync_job_run, sync_job_subject;
      alter table flow_run drop constraint flow_run_flow_subject_id_key;
      alter table flow_run add constraint flow_run_subject unique (subject_id, flow);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table flow_run drop constraint flow_run_subject;
      alter table flow_run add constraint flow_run_flow_subject_id_key unique (flow, subject_id);
      create index sync_job_subject on sync_job (subject_id);
      create index sync_job_run on sync_job (flow_run_id);
      drop index sync_job_item;
      create unique index sync_job_item on sync_job (flow_run_id, step, item) where state <> 'superseded';
      alter table sync_job drop column superseded_id;
    `);
  }
}
