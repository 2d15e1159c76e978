import type { Order, OrderStatus } from '@crossdock/canonical';
import type { RowStatement, Sql } from '@crossdock/flow-engine';
import type { OrderProgress } from './order-progress';
import type { OrderSubject } from './order-subject';

const SUBJECT = `o.id, o.channel, c.kind as "channelKind", o.reference, o.status, o.attention, o.document as "order", o.progress`;

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

/** False when the channel's number or the reference is taken; nothing was written then. */
export async function insertOrder(sql: Sql, order: NewOrder): Promise<boolean> {
  const { document, customer } = { document: order.order, customer: order.order.customer };
  const rows = await sql.query(
    `insert into orders (id, channel, external_id, reference, content_hash, status, currency, total, customer_email,
       customer_phone, placed_at, document, progress)
     values ($1, $2, $3, $4, $5, 'received', $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning id`,
    [
      order.id,
      order.channel,
      document.externalId,
      order.reference,
      order.contentHash,
      document.currency,
      document.totals.gross,
      customer.email,
      customer.phone ?? null,
      document.placedAt,
      JSON.stringify(document),
      JSON.stringify(order.progress),
    ],
  );
  return rows.length === 1;
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
}
