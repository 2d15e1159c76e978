import type { MigrationInterface, QueryRunner } from 'typeorm';

// Whatever somebody may have in hand when asking for an order, each way of looking for it being the beginning of one index.
// Collation C: the beginning of a text is a range of the index whatever the collation of the database. It takes the place of
// three indexes that had to be written anew with every change of an order.
const KEYS = `
create table order_key (
  kind text not null check (kind in ('number', 'reference', 'email', 'phone', 'sku', 'document')),
  value text collate "C" not null,
  order_id uuid not null references orders on delete cascade,
  primary key (kind, value, order_id)
);
create index order_key_order on order_key (order_id);
insert into order_key (kind, value, order_id)
  select 'number', lower(external_id), id from orders
  union select 'reference', lower(reference), id from orders where lower(reference) <> lower(external_id)
  union select 'email', lower(customer_email), id from orders where customer_email <> ''
  union select 'phone', digits, id from orders
    cross join lateral (select reverse(regexp_replace(customer_phone, '\\D', '', 'g')) as digits) phone where length(digits) >= 6
  union select 'sku', lower(line->>'sku'), id from orders
    cross join lateral jsonb_array_elements(coalesce(corrected, document)->'lines') line where line->>'sku' <> ''
  union select 'document', lower(coalesce(remote_number, remote_id)), order_id from external_reference;
drop index orders_email;
drop index orders_external_id;
drop index external_reference_number;
`;

const FILTERS = `
create table saved_filter (
  id bigint generated always as identity primary key,
  user_id uuid not null references app_user on delete cascade,
  resource text not null,
  name text not null,
  filter jsonb not null,
  created_at timestamptz not null default now(),
  unique (user_id, resource, name)
);
`;

// Figures by quarters of an hour, added up as the rows come, so that the start page never counts what there ever was.
const FIGURES = `
create table work_figure (
  slot timestamptz primary key,
  received int not null default 0,
  requested int not null default 0,
  shipped int not null default 0,
  straight_through int not null default 0,
  attention int not null default 0,
  duplicates int not null default 0,
  attempts int not null default 0,
  failures int not null default 0
);
create table delay_figure (
  slot timestamptz not null,
  bucket smallint not null,
  orders int not null,
  primary key (slot, bucket)
);
create table figure_reading (
  source text primary key,
  done_id bigint not null default 0,
  sampled_id bigint not null default 0,
  sampled_at timestamptz not null default now()
);
insert into figure_reading (source) values ('timeline_entry'), ('attempt');
`;

/** Finding orders by what people know of them, filters that people keep, and the figures of the start page. */
export class CreateOrderKeys1764310000000 implements MigrationInterface {
  readonly name = 'CreateOrderKeys1764310000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [KEYS, FILTERS, FIGURES]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table if exists figure_reading, delay_figure, work_figure, saved_filter, order_key;
      create index if not exists orders_email on orders (lower(customer_email));
      create index if not exists orders_external_id on orders (external_id);
      create index if not exists external_reference_number on external_reference (remote_number)
        where remote_number is not null;
    `);
  }
}
