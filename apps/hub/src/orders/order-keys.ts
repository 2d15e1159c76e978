import type { Order } from '@crossdock/canonical';
import type { RowStatement, Sql } from '@crossdock/flow-engine';

/** Kinds of things that an order is asked for by. `document`: a number in another system, waybills included. */
export const ORDER_KEY_KINDS = ['number', 'reference', 'email', 'phone', 'sku', 'document'] as const;
export type OrderKeyKind = (typeof ORDER_KEY_KINDS)[number];

export interface OrderKey {
  readonly kind: OrderKeyKind;
  readonly value: string;
}

/** What is in the order itself, and is written anew when the order is corrected. */
const KINDS_OF_ORDER: readonly OrderKeyKind[] = ['number', 'reference', 'email', 'phone', 'sku'];

/** Letters in any case, without the blanks around. */
export function searchedText(text: string): string {
  return text.trim().toLowerCase();
}

/**
 * The digits from the last one to the first: numbers with and without the code of the country then begin alike. Null when
 * there are too few to tell people apart.
 */
export function searchedPhone(text: string): string | null {
  const digits = text.replaceAll(/\D/g, '');
  return digits.length < SHORTEST_PHONE ? null : Array.from(digits).reverse().join('');
}

const SHORTEST_PHONE = 6;

/** By what the order of this reference is found, as soon as it is there. */
export function keysOfOrder(order: Order, reference: string): OrderKey[] {
  const phone = searchedPhone(order.customer.phone ?? '');
  const keys: OrderKey[] = [
    { kind: 'number', value: searchedText(order.externalId) },
    { kind: 'reference', value: searchedText(reference) },
    { kind: 'email', value: searchedText(order.customer.email) },
    ...(phone === null ? [] : [{ kind: 'phone' as const, value: phone }]),
    ...order.lines.map(({ sku }) => ({ kind: 'sku' as const, value: searchedText(sku) })),
  ];
  const number = searchedText(order.externalId);
  const said = keys.filter(({ kind, value }) => value !== '' && !(kind === 'reference' && value === number));
  return [...new Map(said.map((key) => [`${key.kind} ${key.value}`, key])).values()];
}

const KEYS: RowStatement = {
  text: `insert into order_key (kind, value, order_id)
    select * from unnest($1::text[], $2::text[], $3::uuid[]) on conflict do nothing`,
  columns: 3,
  key: [0, 1, 2],
};

export async function storeOrderKeys(sql: Sql, orderId: string, keys: readonly OrderKey[]): Promise<void> {
  for (const { kind, value } of keys) await sql.store(KEYS, [kind, value, orderId]);
}

/** After a correction: what is no longer true finds nothing any more. */
export async function replaceOrderKeys(sql: Sql, orderId: string, keys: readonly OrderKey[]): Promise<void> {
  await sql.query('delete from order_key where order_id = $1 and kind = any($2::text[])', [orderId, KINDS_OF_ORDER]);
  await storeOrderKeys(sql, orderId, keys);
}
