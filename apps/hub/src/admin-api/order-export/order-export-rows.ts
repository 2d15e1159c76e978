import type { Order, OrderStatus } from '@crossdock/canonical';
import type { Database } from '@crossdock/flow-engine';
import { documentsOf, shipmentsOf } from '../../orders/order-views';
import type { OrderProgress } from '../../orders/order-progress';
import type { TimelineLanguage } from '../../orders/timeline-texts';
import { within } from '../list/page-of-rows';
import { orderConditions, type OrderFilter } from '../orders/order-filter';
import type { Cell } from './xlsx-stream';

/** The newest of what the filter finds, no more. */
export const MOST_EXPORTED = 100_000;
const AT_ONCE = 1_000;
/** One piece may take as long, milliseconds. */
const PIECE_MS = 10_000;

export interface ExportedOrder {
  readonly id: string;
  readonly reference: string;
  readonly channel: string;
  readonly status: OrderStatus;
  readonly attentionReason: string | null;
  readonly receivedAt: Date;
  /** Exact to the microsecond, as `receivedAt` is not. */
  readonly position: string;
  readonly order: Order;
  readonly progress: OrderProgress;
}

const SELECT = `select o.id, o.reference, o.channel, o.status, o.attention_reason as "attentionReason",
    o.received_at as "receivedAt", coalesce(o.corrected, o.document) as "order", o.progress,
    to_char(o.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position
  from orders o`;

/** The next orders of the filter after the given one, newest first; null when it takes too long. */
export async function readPiece(
  database: Database,
  filter: OrderFilter,
  after: Pick<ExportedOrder, 'id' | 'position'> | null,
): Promise<ExportedOrder[] | null> {
  const conditions = orderConditions(filter).and(
    `(o.received_at, o.id) < ((?::jsonb->>'position')::timestamptz, (?::jsonb->>'id')::uuid)`,
    after === null ? undefined : JSON.stringify({ id: after.id, position: after.position }),
  );
  const text = `${SELECT} ${conditions.where} order by o.received_at desc, o.id desc limit ${AT_ONCE}`;
  return within<ExportedOrder>(database, PIECE_MS, text, conditions.values);
}

/** All orders of the filter, piece by piece, beginning with the piece that was read already. */
export async function* followPieces(
  database: Database,
  filter: OrderFilter,
  first: readonly ExportedOrder[],
): AsyncGenerator<ExportedOrder> {
  let piece = first;
  for (let given = 0; ;) {
    yield* piece;
    given += piece.length;
    const last = piece.at(-1);
    if (last === undefined || piece.length < AT_ONCE || given >= MOST_EXPORTED) return;
    const next = await readPiece(database, filter, last);
    if (next === null) throw new Error('Reading the next orders takes too long.');
    piece = next;
  }
}

type Column = readonly [Readonly<Record<TimelineLanguage, string>>, (order: ExportedOrder, at: TimeText) => Cell];
type TimeText = (at: Date) => string;

const documentOf =
  (kind: string) =>
  ({ progress }: ExportedOrder): string =>
    documentsOf(progress)
      .filter((document) => document.kind === kind)
      .map(({ id, number }) => number ?? id)
      .join(' ');

const COLUMNS: readonly Column[] = [
  [{ en: 'Number', pl: 'Numer' }, ({ order }) => order.externalId],
  [{ en: 'Reference', pl: 'Oznaczenie' }, ({ reference }) => reference],
  [{ en: 'Channel', pl: 'Kanał' }, ({ channel }) => channel],
  [{ en: 'Status', pl: 'Status' }, ({ status }) => status],
  [{ en: 'Needs a person', pl: 'Wymaga uwagi' }, ({ attentionReason }) => attentionReason],
  [{ en: 'First name', pl: 'Imię' }, ({ order }) => order.customer.firstName ?? null],
  [{ en: 'Last name', pl: 'Nazwisko' }, ({ order }) => order.customer.lastName ?? null],
  [{ en: 'Company', pl: 'Firma' }, ({ order }) => order.customer.company ?? null],
  [{ en: 'E-mail', pl: 'E-mail' }, ({ order }) => order.customer.email],
  [{ en: 'Phone', pl: 'Telefon' }, ({ order }) => order.customer.phone ?? null],
  [{ en: 'City', pl: 'Miasto' }, ({ order }) => order.shippingAddress.city],
  [{ en: 'Postal code', pl: 'Kod pocztowy' }, ({ order }) => order.shippingAddress.postalCode],
  [{ en: 'Country', pl: 'Kraj' }, ({ order }) => order.shippingAddress.country],
  [{ en: 'Delivery method', pl: 'Sposób dostawy' }, ({ order }) => order.delivery.method],
  [
    { en: 'Products', pl: 'Produkty' },
    ({ order }) => order.lines.map(({ sku, quantity }) => `${quantity} x ${sku}`).join('; '),
  ],
  [{ en: 'Total', pl: 'Suma' }, ({ order }) => Number(order.totals.gross)],
  [{ en: 'Currency', pl: 'Waluta' }, ({ order }) => order.currency],
  [{ en: 'Placed', pl: 'Złożone' }, ({ order }, at) => at(new Date(order.placedAt))],
  [{ en: 'Received', pl: 'Przyjęte' }, ({ receivedAt }, at) => at(receivedAt)],
  [{ en: 'Sales order', pl: 'Zamówienie w ERP' }, documentOf('sales-order')],
  [{ en: 'Invoice', pl: 'Faktura' }, documentOf('invoice')],
  [
    { en: 'Waybills', pl: 'Listy przewozowe' },
    ({ progress }) =>
      shipmentsOf(progress)
        .flatMap(({ waybill }) => waybill ?? [])
        .join(' '),
  ],
];

export function exportHeader(language: TimelineLanguage): string[] {
  return COLUMNS.map(([names]) => names[language]);
}

/** Times are those of the time zone: `2026-11-26 14:05:00`. */
export async function* exportCells(
  orders: AsyncIterable<ExportedOrder>,
  timeZone: string,
): AsyncGenerator<readonly Cell[]> {
  // Swedish writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone });
  for await (const order of orders) yield COLUMNS.map(([, read]) => read(order, (at) => format.format(at)));
}
