import type { Order, OrderStatus } from '@crossdock/canonical';
import type { Sql } from '@crossdock/flow-engine';
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

export async function storeProgress(sql: Sql, id: string, progress: OrderProgress, status: OrderStatus): Promise<void> {
  await sql.query(`update orders set progress = $2, status = $3, updated_at = now() where id = $1`, [
    id,
    JSON.stringify(progress),
    status,
  ]);
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
  await sql.query(
    `insert into external_reference (connection_id, kind, remote_id, remote_number, order_id, item)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (connection_id, kind, remote_id) do update set remote_number = coalesce(excluded.remote_number, external_reference.remote_number)`,
    [reference.connectionId, reference.kind, reference.id, reference.number, reference.orderId, reference.item],
  );
}
