import type { OrderStatus, ShopEventType } from '@crossdock/canonical';
import type { JobTrouble, Sql, SubjectChange } from '@crossdock/flow-engine';
import { applyFact } from './apply-fact';
import { nextStatus } from './derived-status';
import { told } from './fact-timeline';
import type { OrderFact } from './order-fact';
import { storeProgress, storeReference } from './order-store';
import type { OrderSubject } from './order-subject';
import { orderEventPayload, writeOutbox } from './outbox';
import { noteForStock } from '../stock/closings';
import { writeTimeline } from './timeline';

/** Kinds of remote documents, by the fact that tells of one. */
const KINDS: Partial<Record<OrderFact['type'], string>> = {
  'sales-order-created': 'sales-order',
  'fulfilment-requested': 'fulfilment',
  'shipment-created': 'shipment',
  'payment-registered': 'payment',
  'payment-refunded': 'refund',
};

const EVENTS: Partial<Record<OrderStatus, ShopEventType>> = {
  shipped: 'order.shipped',
  delivered: 'order.delivered',
  cancelled: 'order.cancelled',
};

/** Applies facts to an order: progress, status, references, timeline and events for the shops, in one transaction. */
export async function applyFacts(sql: Sql, change: SubjectChange<OrderSubject, OrderFact>): Promise<OrderSubject> {
  const { subject, facts, item, connectionId, traceId } = change;
  let progress = subject.progress;
  const entries = [];
  for (const fact of facts) {
    progress = applyFact(subject.order, progress, fact, { item, connectionId });
    entries.push(...told(fact, progress, item, connectionId));
    await rememberDocument(sql, subject.id, fact, item, connectionId);
  }
  const status = nextStatus(subject.status, progress);
  await storeProgress(sql, subject.id, progress, status);
  await writeTimeline(sql, subject.id, entries);
  if (progress.reserved === true) await noteForStock(sql, subject.id, subject.status, status);
  const after = { ...subject, progress, status };
  const event = status === subject.status ? undefined : EVENTS[status];
  if (event !== undefined) await tellShops(sql, after, event, traceId);
  return after;
}

async function rememberDocument(
  sql: Sql,
  orderId: string,
  fact: OrderFact,
  item: string,
  connectionId: string,
): Promise<void> {
  if (fact.type === 'invoice-issued') {
    const { id, number } = fact.invoice;
    await storeReference(sql, { connectionId, kind: 'invoice', id, number, orderId, item });
  }
  // Waybills are how people search.
  if (fact.type === 'shipment-changed' && fact.waybill !== null) {
    await storeReference(sql, { connectionId, kind: 'waybill', id: fact.waybill, number: fact.waybill, orderId, item });
  }
  const kind = KINDS[fact.type];
  if (kind === undefined || !('id' in fact)) return;
  const number = 'number' in fact ? fact.number : null;
  await storeReference(sql, { connectionId, kind, id: fact.id, number, orderId, item });
}

async function tellShops(
  sql: Sql,
  subject: OrderSubject,
  type: ShopEventType,
  traceId: string | null,
  reason?: string,
): Promise<void> {
  const { id, channel, order, status, attention, progress } = subject;
  const facts = { id, channel, externalId: order.externalId, status, attention };
  const payload = orderEventPayload(facts, progress, reason);
  await writeOutbox(sql, { type, channel, orderId: id, payload, traceId });
}

/** Raises or clears the flag that says: a person is needed. Writes only when it changes. */
export async function applyTrouble(sql: Sql, subject: OrderSubject, trouble: readonly JobTrouble[]): Promise<void> {
  const [first] = trouble;
  const reason = first === undefined ? leftOver(subject) : first.summary;
  if (reason === null && !subject.attention) return;
  const changed = await storeAttention(sql, subject.id, reason);
  if (changed === undefined) return;
  const entry = reason === null ? CLEARED : ({ code: 'attention.raised', facts: { reason } } as const);
  await writeTimeline(sql, subject.id, [{ ...entry, connectionId: first?.connectionId ?? null }]);
  if (reason === null || changed.before) return;
  await tellShops(sql, { ...subject, attention: true }, 'order.attention', null, reason);
}

/** Undefined when it is stored already; else whether the flag was up before. */
async function storeAttention(
  sql: Sql,
  orderId: string,
  reason: string | null,
): Promise<{ readonly before: boolean } | undefined> {
  const rows = await sql.query<{ before: boolean }>(
    `update orders o set attention = $2, attention_reason = $3, updated_at = now() from orders before
     where o.id = $1 and before.id = o.id
       and (o.attention, o.attention_reason) is distinct from ($2::boolean, $3::text)
     returning before.attention as before`,
    [orderId, reason !== null, reason],
  );
  return rows[0];
}

const CLEARED = { code: 'attention.cleared', facts: {} } as const;

/** What a cancellation could not undo. */
function leftOver({ progress: { cancellation } }: OrderSubject): string | null {
  return cancellation?.state === 'done' ? (cancellation.notes.at(-1) ?? null) : null;
}

/** The flow has ended by a cancellation: everything that could be undone is undone. */
export async function completeCancellation(sql: Sql, subject: OrderSubject, traceId: string): Promise<void> {
  const after = await applyFacts(sql, {
    subjectId: subject.id,
    subject,
    facts: [{ type: 'cancelled' }],
    step: '',
    item: '',
    connectionId: '',
    traceId,
  });
  await applyTrouble(sql, after, []);
}
