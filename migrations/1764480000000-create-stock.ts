import type { MigrationInterface, QueryRunner } from 'typeorm';

const LEDGER = `
-- Who tells us what a warehouse has. One feed of a warehouse is its truth; the others are only compared with it.
create table stock_feed (
  connection_id text not null references connection on delete cascade,
  word text not null,
  warehouse text not null references connection on delete cascade,
  is_truth boolean not null default true,
  deducts_at text not null default 'packed' check (deducts_at in ('packed', 'shipped')),
  created_at timestamptz not null default now(),
  primary key (connection_id, word)
);
create unique index stock_feed_truth on stock_feed (warehouse) where is_truth;

create sequence stock_version;
-- What one warehouse has of one SKU. On hand is "counted - unconfirmed": the newest reading of the truth, less what has
-- left since and is in no reading yet. "counted" is null until somebody has counted it.
create table stock_level (
  sku text not null,
  warehouse text not null,
  counted numeric(18, 4),
  source_sequence text,
  observed_at timestamptz,
  unconfirmed numeric(18, 4) not null default 0 check (unconfirmed >= 0),
  reserved numeric(18, 4) not null default 0 check (reserved >= 0),
  incoming numeric(18, 4) not null default 0,
  version bigint not null default nextval('stock_version'),
  spread_version bigint not null default 0,
  changed_at timestamptz not null default now(),
  primary key (sku, warehouse)
);
create index stock_level_changed on stock_level (version) where version <> spread_version;

-- The newest that each source has said, the truth or not.
create table stock_reading (
  connection_id text not null references connection on delete cascade,
  sku text not null,
  warehouse text not null,
  quantity numeric(18, 4) not null,
  source_sequence text,
  observed_at timestamptz not null,
  received_at timestamptz not null default now(),
  primary key (connection_id, sku, warehouse)
);

-- Everything that ever changed a level; rows are only added.
create table stock_movement (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  sku text not null,
  warehouse text not null,
  kind text not null check (kind in ('reading', 'reserve', 'allot', 'release', 'issue', 'confirm')),
  quantity numeric(18, 4) not null,
  on_hand numeric(18, 4),
  reserved numeric(18, 4) not null,
  source text,
  source_sequence text,
  observed_at timestamptz,
  order_id uuid
);
create index stock_movement_sku on stock_movement (sku, id desc);

-- Pieces of a warehouse that an order has. "waiting" is what it wants beyond what there was.
create table stock_reservation (
  order_id uuid not null references orders on delete cascade,
  sku text not null,
  warehouse text not null,
  channel text not null,
  quantity numeric(18, 4) not null check (quantity >= 0),
  waiting numeric(18, 4) not null default 0 check (waiting >= 0),
  state text not null default 'open' check (state in ('open', 'released', 'issued')),
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  confirmed_at timestamptz,
  primary key (order_id, sku, warehouse)
);
create index stock_reservation_open on stock_reservation (sku, warehouse, created_at) where state = 'open';
-- What became of orders that had reserved something, for the ledger to follow.
create table stock_closing (
  id bigint generated always as identity primary key,
  order_id uuid not null,
  status text not null,
  at timestamptz not null default now()
);
create index stock_reservation_unconfirmed on stock_reservation (warehouse, closed_at)
  where state = 'issued' and confirmed_at is null;
`;

const CHANNELS = `
-- How much of the stock a channel is shown. The most exact one counts: channel and SKU, SKU, channel, everything.
create table stock_policy (
  id uuid primary key,
  channel text references channel on delete cascade,
  sku text,
  buffer int not null default 0 check (buffer >= 0),
  share int not null default 100 check (share between 0 and 100),
  cap int check (cap >= 0),
  pool int not null default 0 check (pool >= 0),
  stop_below int not null default 0 check (stop_below >= 0),
  back_order int not null default 0 check (back_order >= 0),
  on_shortage text not null default 'back-order' check (on_shortage in ('refuse', 'back-order', 'hold')),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  unique nulls not distinct (channel, sku)
);
-- What a channel may sell of a SKU, and why.
create table channel_stock (
  channel text not null references channel on delete cascade,
  sku text not null,
  available int not null,
  version bigint not null,
  why jsonb not null,
  changed_at timestamptz not null default now(),
  looked_up_at timestamptz,
  primary key (channel, sku)
);
create index channel_stock_sku on channel_stock (sku);
create index channel_stock_unlinked on channel_stock (channel, sku) where looked_up_at is null;
-- Offers of marketplaces. "due_version" is the version of the truth that it is yet to be told.
create table channel_offer (
  channel text not null references channel on delete cascade,
  offer_id text not null,
  sku text,
  name text not null default '',
  linked_by text,
  linked_at timestamptz,
  due_version bigint,
  due_at timestamptz not null default now(),
  sent int,
  sent_version bigint,
  sent_at timestamptz,
  problem jsonb,
  primary key (channel, offer_id)
);
create index channel_offer_due on channel_offer (channel, due_at) where due_version is not null;
create index channel_offer_sku on channel_offer (sku, channel);
-- What a person should know of: readings that make no sense, sales beyond what there was.
create table stock_incident (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  kind text not null,
  sku text,
  warehouse text,
  channel text,
  connection_id text,
  order_id uuid references orders on delete cascade,
  facts jsonb not null default '{}',
  times int not null default 1,
  last_at timestamptz not null default now(),
  resolved_at timestamptz
);
create unique index stock_incident_open on stock_incident (kind, coalesce(connection_id, ''), coalesce(sku, ''),
  coalesce(warehouse, ''), coalesce(order_id::text, '')) where resolved_at is null;
create index stock_incident_newest on stock_incident (id desc);
`;

/** The ledger of stock, what orders have reserved of it, and what channels are told. */
export class CreateStock1764480000000 implements MigrationInterface {
  readonly name = 'CreateStock1764480000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEDGER);
    await runner.query(CHANNELS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table stock_incident, channel_offer, channel_stock, stock_policy, stock_closing, stock_reservation, stock_movement,
        stock_reading, stock_level, stock_feed;
      drop sequence stock_version;
    `);
  }
}
