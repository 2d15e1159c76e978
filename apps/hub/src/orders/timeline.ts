import type { RowStatement, Sql } from '@crossdock/flow-engine';

/** What can be told of an order's life. `timeline-texts.ts` has the words. */
export const TIMELINE_CODES = [
  'order.accepted',
  'payment.not-needed',
  'payment.pending',
  'payment.confirmed',
  'payment.failed',
  'payment.refunded',
  'sales-order.created',
  'sales-order.cancelled',
  'fulfilment.requested',
  'fulfilment.picking',
  'fulfilment.packed',
  'fulfilment.refused',
  'fulfilment.cancelled',
  'shipment.created',
  'shipment.confirmed',
  'shipment.shipped',
  'shipment.delivered',
  'shipment.returned',
  'shipment.exception',
  'shipment.cancelled',
  'label.stored',
  'tracking.reported',
  'status.reported',
  'invoice.issued',
  'payment.registered',
  'attention.raised',
  'attention.cleared',
  'cancel.requested',
  'cancel.refused',
  'cancel.not-undone',
  'order.cancelled',
  'step.skipped',
  'step.bound',
  'step.retried',
  'order.corrected',
  'order.held',
  'order.released',
] as const;
export type TimelineCode = (typeof TIMELINE_CODES)[number];

export interface TimelineEntry {
  readonly code: TimelineCode;
  readonly connectionId: string | null;
  /** Values for the text: numbers, waybills, reasons. No personal data. */
  readonly facts: Readonly<Record<string, string | number | null>>;
}

const ENTRIES: RowStatement = {
  text: `insert into timeline_entry (order_id, code, connection_id, facts)
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[])`,
  columns: 4,
};

export async function writeTimeline(sql: Sql, orderId: string, entries: readonly TimelineEntry[]): Promise<void> {
  for (const { code, connectionId, facts } of entries) {
    await sql.store(ENTRIES, [orderId, code, connectionId, JSON.stringify(facts)]);
  }
}
