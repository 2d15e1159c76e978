import type { Fulfilment, Invoice, Package, ShipmentState, FulfilmentState, TrackingEvent } from '@crossdock/canonical';

/** A document that was made for the order in another system. */
export interface RemoteDocument {
  readonly connectionId: string;
  readonly id: string;
  readonly number: string | null;
}

/** Which connections do what for this order, decided once when it is accepted. */
export interface OrderRoutes {
  readonly payments: string | null;
  readonly erp: string | null;
  /** Where the order came from, when that is a marketplace that wants to know what became of it. */
  readonly marketplace: string | null;
  readonly carrier: string;
  /** What the marketplace is told about the carrier. */
  readonly carrierWord: string;
  /** Packages that one parcel of this carrier takes; null: all packages of a fulfilment go together. */
  readonly packagesPerShipment: number | null;
  readonly refundOnCancel: boolean;
  /** False: the ERP invoices by itself, and we do not ask for it. */
  readonly invoicing: boolean;
}

export type PaymentCheck = 'unchecked' | 'not-needed' | 'pending' | 'confirmed' | 'failed' | 'refunded';

export interface ShipmentProgress {
  /** `S1`, `S2` ... within its fulfilment. */
  readonly key: string;
  /** `<fulfilment reference>-S<n>`. */
  readonly reference: string;
  readonly carrier: string;
  readonly remote: RemoteDocument | null;
  readonly state: ShipmentState | 'planned';
  readonly waybill: string | null;
  readonly trackingUrl: string | null;
  readonly events: readonly TrackingEvent[];
  readonly labelStored: boolean;
  /** The marketplace has the tracking number. */
  readonly reported: boolean;
}

export interface FulfilmentProgress {
  /** `F1`, `F2` ... within the order. */
  readonly key: string;
  /** What the warehouse is asked for; `warehouse` is the id of the connection. */
  readonly fulfilment: Fulfilment;
  readonly remote: RemoteDocument | null;
  readonly state: FulfilmentState;
  readonly packages: readonly Package[];
  /** Known once it is packed. */
  readonly shipments: readonly ShipmentProgress[];
}

/** The packages are known: parcels can be made of them. */
export function isPacked(state: FulfilmentState): boolean {
  return state === 'packed' || state === 'shipped';
}

export interface Cancellation {
  readonly requestedAt: string;
  readonly reason: string;
  readonly state: 'requested' | 'done' | 'refused';
  /** What could not be undone, in words. */
  readonly notes: readonly string[];
}

/** Somebody wants nothing new to begin for the order. */
export interface Hold {
  readonly since: string;
  readonly reason: string;
}

/** What has happened to an order so far; kept beside the order, which never changes. */
export interface OrderProgress {
  readonly routes: OrderRoutes;
  readonly payment: {
    readonly state: PaymentCheck;
    readonly transactionId: string | null;
    readonly paidAt: string | null;
    readonly refund: RemoteDocument | null;
  };
  readonly salesOrder: RemoteDocument | null;
  readonly salesOrderCancelled: boolean;
  readonly fulfilments: readonly FulfilmentProgress[];
  readonly invoice: Invoice | null;
  readonly paymentRegistration: RemoteDocument | null;
  /** The newest status that the marketplace was told. */
  readonly reportedStatus: string | null;
  readonly cancellation: Cancellation | null;
  /** Missing or null while it is not held. */
  readonly hold?: Hold | null;
  /** Stock was reserved for it, and the ledger wants to know what becomes of it. */
  readonly reserved?: true;
}

/** Before anything has happened. */
export function initialProgress(routes: OrderRoutes, fulfilments: readonly Fulfilment[]): OrderProgress {
  return {
    routes,
    payment: {
      state: routes.payments === null ? 'not-needed' : 'unchecked',
      transactionId: null,
      paidAt: null,
      refund: null,
    },
    salesOrder: null,
    salesOrderCancelled: false,
    fulfilments: fulfilments.map((fulfilment, index) => ({
      key: `F${index + 1}`,
      fulfilment,
      remote: null,
      state: 'planned',
      packages: [],
      shipments: [],
    })),
    invoice: null,
    paymentRegistration: null,
    reportedStatus: null,
    cancellation: null,
  };
}
