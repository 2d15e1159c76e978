import { ORDER_STATUSES, type Money, type OrderStatus } from '@crossdock/canonical';
import type { Database } from '@crossdock/flow-engine';
import { z } from 'zod';
import type { ListQuery, ListShape } from '../list/list-query';
import { pageOfRows, type Page } from '../list/page-of-rows';
import { SqlFilter } from '../list/sql-filter';

const filter = z.strictObject({
  /** Our reference, the channel's number, an e-mail address, a waybill, a number in another system; or how one begins. */
  q: z.string().trim().max(100).optional(),
  status: z.enum(ORDER_STATUSES).optional(),
  channel: z.string().max(100).optional(),
  attention: z.boolean().optional(),
});

const SORTS = ['receivedAt', 'id'] as const;
type OrderSort = (typeof SORTS)[number];
export const orderListShape: ListShape<z.output<typeof filter>, OrderSort> = { filter, sorts: SORTS };

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

/** Shorter texts are compared whole: too many numbers begin with them. */
const SHORTEST_BEGINNING = 3;
/** As many hits of each kind are looked at. */
const MOST_HITS = 1_000;

/** One page of orders. Ids rise with time, so both sorts are by the time of arrival. */
export async function listOrders(
  database: Database,
  query: ListQuery<z.output<typeof filter>, OrderSort>,
): Promise<Page<OrderListRow>> {
  const { q, status, channel, attention } = query.filter;
  const conditions = new SqlFilter()
    .and('o.status = ?', status)
    .and('o.channel = ?', channel)
    .and(attention === true ? 'o.attention and ?' : 'o.attention = ?', attention)
    .and(FOUND, q === undefined || q === '' ? undefined : pattern(q));
  const orderBy = `o.received_at ${query.direction}, o.id ${query.direction}`;
  return pageOfRows<OrderListRow>(database, { select: SELECT, from: 'orders o', orderBy }, conditions, query);
}

// Each arm has an index of its own; one condition with `or` would have none.
const FOUND = `o.id in (
    (select id from orders where external_id like ? limit ${MOST_HITS})
    union (select id from orders where reference like ? limit ${MOST_HITS})
    union (select id from orders where lower(customer_email) like lower(?) limit ${MOST_HITS})
    union (select order_id from external_reference where remote_number like ? limit ${MOST_HITS}))`;

function pattern(text: string): string {
  const escaped = text.replaceAll(/[\\%_]/g, String.raw`\$&`);
  return text.length < SHORTEST_BEGINNING ? escaped : `${escaped}%`;
}
