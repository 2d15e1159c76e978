import type { OrderStatus, ShopEventType } from '@crossdock/canonical';
import type { RowStatement, Sql } from '@crossdock/flow-engine';
import type { OrderProgress } from './order-progress';

/** What a shop's webhook is told about an order. No personal data: the shop has it, and endpoints change hands. */
export interface OrderEventPayload {
  readonly id: string;
  readonly channel: string;
  readonly externalId: string;
  readonly status: OrderStatus;
  readonly attention: boolean;
  readonly erpNumber: string | null;
  readonly invoiceNumber: string | null;
  readonly shipments: readonly {
    readonly reference: string;
    readonly carrier: string;
    readonly waybill: string | null;
    readonly trackingUrl: string | null;
    readonly state: string;
  }[];
  readonly reason?: string;
}

export function orderEventPayload(
  order: {
    readonly id: string;
    readonly channel: string;
    readonly externalId: string;
    readonly status: OrderStatus;
    readonly attention: boolean;
  },
  progress: OrderProgress,
  reason?: string,
): OrderEventPayload {
  return {
    ...order,
    erpNumber: progress.salesOrder?.number ?? null,
    invoiceNumber: progress.invoice?.number ?? null,
    shipments: progress.fulfilments.flatMap((fulfilment) =>
      fulfilment.shipments.map(({ reference, carrier, waybill, trackingUrl, state }) => ({
        reference,
        carrier,
        waybill,
        trackingUrl,
        state,
      })),
    ),
    ...(reason === undefined ? {} : { reason }),
  };
}

const EVENTS: RowStatement = {
  text: `insert into outbox_event (type, channel, subject_id, payload, trace_id)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::text[])`,
  columns: 5,
};

/** Stores an event for the shops in the caller's transaction: told exactly when what it tells is true. */
export async function writeOutbox(
  sql: Sql,
  event: {
    readonly type: ShopEventType;
    readonly channel: string;
    readonly orderId: string;
    readonly payload: OrderEventPayload;
    readonly traceId: string | null;
  },
): Promise<void> {
  const { type, channel, orderId, payload, traceId } = event;
  await sql.store(EVENTS, [type, channel, orderId, JSON.stringify(payload), traceId]);
}
