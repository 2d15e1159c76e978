import type { Sql } from '@crossdock/flow-engine';
import { searchedText } from '../../orders/order-keys';

export interface CustomerHistory {
  readonly orders: number;
  /** Gross, in the quote's currency. */
  readonly spent: number;
}

const DAYS = 365;
/** Of a customer with more, the newest count. */
const MOST_ORDERS = 1_000;

/** What a customer has ordered in this channel within a year, cancelled orders left out. */
export async function customerHistory(
  sql: Sql,
  { email, channel, currency }: { email: string | null; channel: string; currency: string },
): Promise<CustomerHistory> {
  if (email === null || email.trim() === '') return { orders: 0, spent: 0 };
  const [row] = await sql.query<CustomerHistory>(
    `select count(*)::int as orders, coalesce(sum(total) filter (where currency = $3), 0)::float8 as spent from (
       select o.total, o.currency from order_key k join orders o on o.id = k.order_id
       where k.kind = 'email' and k.value = $1 and o.channel = $2 and o.status <> 'cancelled'
         and o.received_at > now() - interval '${DAYS} days'
       order by o.received_at desc limit ${MOST_ORDERS}) past`,
    [searchedText(email), channel, currency],
  );
  return row ?? { orders: 0, spent: 0 };
}
