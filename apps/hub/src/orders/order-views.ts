import type { Money, Order, OrderStatus, TrackingEvent } from '@crossdock/canonical';
import type { JobState } from '@crossdock/flow-engine';
import type { Cancellation, Hold, OrderProgress, RemoteDocument, ShipmentProgress } from './order-progress';

/** One step of what is done about an order, in one system. */
export interface StepView {
  /** For example `create-sales-order`. */
  readonly step: string;
  /** `F1` for a fulfilment, `F1/S1` for a parcel of it, empty for the whole order. */
  readonly item: string;
  readonly state: JobState;
  /** Id of the connection. */
  readonly system: string;
  /** What it waits for or why it was skipped, for people. */
  readonly note: string | null;
  readonly error: { readonly summary: string; readonly fix: string | null } | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

export type DocumentKind = 'sales-order' | 'fulfilment' | 'invoice' | 'payment' | 'refund';

/** A document that another system made for the order. */
export interface DocumentView {
  readonly kind: DocumentKind;
  /** Id of the connection; null when it is not kept. */
  readonly system: string | null;
  readonly id: string;
  readonly number: string | null;
}

export interface ShipmentView {
  readonly reference: string;
  /** The fulfilment that it belongs to: `F1`. */
  readonly fulfilment: string;
  /** Id of the carrier's connection. */
  readonly carrier: string;
  readonly state: ShipmentProgress['state'];
  readonly waybill: string | null;
  readonly trackingUrl: string | null;
  readonly events: readonly TrackingEvent[];
  readonly labelStored: boolean;
}

export interface PaymentView {
  readonly method: string;
  /** Id of the payment connection that has the last word; null when the channel is believed. */
  readonly system: string | null;
  /** As the channel said it when it handed the order in. */
  readonly statedAs: Order['payment']['status'];
  readonly state: OrderProgress['payment']['state'];
  readonly amount: Money;
  readonly transactionId: string | null;
  readonly paidAt: string | null;
  readonly cashOnDelivery: boolean;
}

/** An order with everything that has happened to it. Times are ISO 8601 UTC. */
export type OrderView = Order & {
  readonly id: string;
  readonly channel: string;
  /** Under this the order is known in every other system. */
  readonly reference: string;
  readonly status: OrderStatus;
  /** A person is needed. */
  readonly attention: boolean;
  readonly attentionReason: string | null;
  readonly receivedAt: string;
  readonly updatedAt: string;
  readonly steps: readonly StepView[];
  readonly documents: readonly DocumentView[];
  readonly shipments: readonly ShipmentView[];
  readonly payments: readonly PaymentView[];
  readonly cancellation: Cancellation | null;
  /** Nothing new begins for it while it is held. */
  readonly hold: Hold | null;
};

/** A row of `orders`. */
export interface OrderRow {
  readonly id: string;
  readonly channel: string;
  readonly reference: string;
  readonly status: OrderStatus;
  readonly attention: boolean;
  readonly attentionReason: string | null;
  readonly receivedAt: Date;
  readonly updatedAt: Date;
  readonly order: Order;
  readonly progress: OrderProgress;
}

export function orderView(row: OrderRow, steps: readonly StepView[]): OrderView {
  const { order, progress, id, channel, reference, status, attention, attentionReason } = row;
  return {
    ...order,
    id,
    channel,
    reference,
    status,
    attention,
    attentionReason,
    receivedAt: row.receivedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    steps,
    documents: documentsOf(progress),
    shipments: shipmentsOf(progress),
    payments: [paymentOf(order, progress)],
    cancellation: progress.cancellation,
    hold: progress.hold ?? null,
  };
}

export function documentsOf(progress: OrderProgress): DocumentView[] {
  const { salesOrder, fulfilments, invoice, paymentRegistration, payment, routes } = progress;
  return [
    ...documentOf('sales-order', salesOrder),
    ...fulfilments.flatMap((fulfilment) => documentOf('fulfilment', fulfilment.remote)),
    ...(invoice === null
      ? []
      : [{ kind: 'invoice' as const, system: routes.erp, id: invoice.id, number: invoice.number }]),
    ...documentOf('payment', paymentRegistration),
    ...documentOf('refund', payment.refund),
  ];
}

function documentOf(kind: DocumentKind, remote: RemoteDocument | null): DocumentView[] {
  return remote === null ? [] : [{ kind, system: remote.connectionId, id: remote.id, number: remote.number }];
}

export function shipmentsOf({ fulfilments }: OrderProgress): ShipmentView[] {
  return fulfilments.flatMap((fulfilment) =>
    fulfilment.shipments.map(({ reference, carrier, state, waybill, trackingUrl, events, labelStored }) => ({
      reference,
      fulfilment: fulfilment.key,
      carrier,
      state,
      waybill,
      trackingUrl,
      events,
      labelStored,
    })),
  );
}

function paymentOf({ payment }: Order, { payment: checked, routes }: OrderProgress): PaymentView {
  return {
    method: payment.method,
    system: routes.payments,
    statedAs: payment.status,
    state: checked.state,
    amount: payment.amount,
    transactionId: checked.transactionId ?? payment.transactionId ?? null,
    paidAt: checked.paidAt ?? payment.paidAt ?? null,
    cashOnDelivery: payment.cashOnDelivery,
  };
}
