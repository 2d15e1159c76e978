import type { Order, OrderStatus } from '@crossdock/canonical';
import type { RowStatement, Sql } from '@crossdock/flow-engine';
import { searchedText, storeOrderKeys } from './order-keys';
import type { OrderProgress } from './order-progress';
import type { OrderSubject } from './order-subject';

const SUBJECT = `o.id, o.channel, c.kind as "channelKind", o.reference, o.status, o.attention, 
  coalesce(o.corrected, o.document) as "order", o.progress`;

/** Orders by id, as flows work on them. Unknown ids are left out. */
export async function loadOrders(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, OrderSubject>> {
  const rows = await sql.query<OrderSubject>(
    `select ${SUBJECT} from orders o join channel c on c.id = o.channel where o.id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const PROGRESS: RowStatement = {
  text: `update orders o set progress = new.progress, status = new.status, updated_at = now()
    from unnest($1::uuid[], $2::jsonb[], $3::text[]) as new(id, progress, status) where o.id = new.id`,
  columns: 3,
  key: [0],
};

export async function storeProgress(sql: Sql, id: string, progress: OrderProgress, status: OrderStatus): Promise<void> {
  await sql.store(PROGRESS, [id, JSON.stringify(progress), status]);
}

export interface NewOrder {
  readonly id: string;
  readonly channel: string;
  readonly reference: string;
  readonly contentHash: string;
  readonly order: Order;
  readonly progress: OrderProgress;
}

/** Returns the ids of those that were stored: where the channel's number or the reference is taken, nothing is written. */
export async function insertOrders(sql: Sql, orders: readonly NewOrder[]): Promise<ReadonlySet<string>> {
  // Always in the same order, so that two who store the same orders cannot block one another.
  const sorted = [...orders].sort((left, right) => (left.reference < right.reference ? -1 : 1));
  const column = (read: (order: NewOrder) => unknown): unknown[] => sorted.map(read);
  const rows = await sql.query<{ id: string }>(
    `insert into orders (id, channel, external_id, reference, content_hash, status, currency, total, customer_email,
       customer_phone, placed_at, document, progress)
     select id, channel, external_id, reference, content_hash, 'received', currency, total, customer_email, customer_phone,
       placed_at, document, progress
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::text[], $9::text[],
       $10::timestamptz[], $11::jsonb[], $12::jsonb[]) as new(id, channel, external_id, reference, content_hash, currency,
       total, customer_email, customer_phone, placed_at, document, progress)
     on conflict do nothing returning id`,
    [
      column(({ id }) => id),
      column(({ channel }) => channel),
      column(({ order }) => order.externalId),
      column(({ reference }) => reference),
      column(({ contentHash }) => contentHash),
      column(({ order }) => order.currency),
      column(({ order }) => order.totals.gross),
      column(({ order }) => order.customer.email),
      column(({ order }) => order.customer.phone ?? null),
      column(({ order }) => order.placedAt),
      column(({ order }) => JSON.stringify(order)),
      column(({ progress }) => JSON.stringify(progress)),
    ],
  );
  return new Set(rows.map((row) => row.id));
}

const REFERENCES: RowStatement = {
  text: `insert into external_reference (connection_id, kind, remote_id, remote_number, order_id, item)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[])
    on conflict (connection_id, kind, remote_id)
    do update set remote_number = coalesce(excluded.remote_number, external_reference.remote_number)`,
  columns: 6,
  key: [0, 1, 2],
};

/** The id under which another system knows a record of the order; found again by either. */
export async function storeReference(
  sql: Sql,
  reference: {
    readonly connectionId: string;
    readonly kind: string;
    readonly id: string;
    readonly number: string | null;
    readonly orderId: string;
    readonly item: string;
  },
): Promise<void> {
  const { connectionId, kind, id, number, orderId, item } = reference;
  await sql.store(REFERENCES, [connectionId, kind, id, number, orderId, item]);
  await storeOrderKeys(sql, orderId, [{ kind: 'document', value: searchedText(number ?? id) }]);
}
