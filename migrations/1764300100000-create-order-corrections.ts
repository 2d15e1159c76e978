import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders that somebody corrected: the document that was handed in stays, `corrected` is what steps use from then on. */
export class CreateOrderCorrections1764300100000 implements MigrationInterface {
  readonly name = 'CreateOrderCorrections1764300100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table orders add column corrected jsonb;
      create table order_correction (
        id bigint generated always as identity primary key,
        order_id uuid not null references orders on delete cascade,
        at timestamptz not null default now(),
        author uuid references app_user on delete set null,
        reason text not null,
        changes jsonb not null
      );
      create index order_correction_order on order_correction (order_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table if exists order_correction; alter table orders drop column if exists corrected');
  }
}
