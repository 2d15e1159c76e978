import type { Money, OrderStatus } from '@crossdock/canonical';
import type { Database } from '@crossdock/flow-engine';
import type { ListQuery, ListShape } from '../list/list-query';
import { pageOfRows, type Page } from '../list/page-of-rows';
import { orderConditions, orderFilter, type OrderFilter } from './order-filter';

const SORTS = ['receivedAt', 'id'] as const;
type OrderSort = (typeof SORTS)[number];
export const orderListShape: ListShape<OrderFilter, OrderSort> = { filter: orderFilter, sorts: SORTS };

export interface OrderListRow {
  readonly id: string;
  readonly externalId: string;
  readonly reference: string;
  readonly channel: string;
  readonly status: OrderStatus;
  readonly attention: boolean;
  readonly attentionReason: string | null;
  readonly total: Money;
  readonly customerName: string | null;
  readonly placedAt: Date;
  readonly receivedAt: Date;
}

const NAME = `o.document->'customer'->>'firstName', o.document->'customer'->>'lastName'`;
const SELECT = `select o.id, o.external_id as "externalId", o.reference, o.channel, o.status, o.attention,
    o.attention_reason as "attentionReason", o.placed_at as "placedAt", o.received_at as "receivedAt",
    jsonb_build_object('amount', o.document->'totals'->>'gross', 'currency', o.currency) as total,
    coalesce(nullif(concat_ws(' ', ${NAME}), ''), o.document->'customer'->>'company') as "customerName"
  from orders o`;

/** One page of orders. Ids rise with time, so both sorts are by the time of arrival. */
export async function listOrders(
  database: Database,
  query: ListQuery<OrderFilter, OrderSort>,
): Promise<Page<OrderListRow>> {
  const orderBy = `o.received_at ${query.direction}, o.id ${query.direction}`;
  const sql = { select: SELECT, from: 'orders o', orderBy };
  return pageOfRows<OrderListRow>(database, sql, orderConditions(query.filter), query);
}
