// What the hub answers, as far as the panel shows it. Times are ISO 8601 UTC, amounts decimal strings.

export interface Money {
  readonly amount: string;
  readonly currency: string;
}

export const ORDER_STATUSES = [
  'received',
  'awaiting_payment',
  'awaiting_approval',
  'processing',
  'picking',
  'packed',
  'shipped',
  'delivered',
  'cancelled',
  'returned',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const JOB_STATES = [
  'ready',
  'queued',
  'running',
  'waiting',
  'done',
  'skipped',
  'dead',
  'in-doubt',
  'cancelled',
  'superseded',
] as const;
export type JobState = (typeof JOB_STATES)[number];

export const CONNECTION_STATES = ['ok', 'paused', 'held', 'sign-in-needed'] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

export interface OrderRow {
  readonly id: string;
  readonly externalId: string;
  readonly reference: string;
  readonly channel: string;
  readonly status: OrderStatus;
  readonly attention: boolean;
  readonly attentionReason: string | null;
  readonly total: Money;
  readonly customerName: string | null;
  readonly placedAt: string;
  readonly receivedAt: string;
}

export interface Address {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly company?: string | null;
  readonly street: string;
  readonly street2?: string | null;
  readonly city: string;
  readonly postalCode: string;
  readonly country: string;
}

export interface OrderLine {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: string;
  readonly unitPrice: { readonly gross: string; readonly currency: string };
}

export interface OrderDocument {
  readonly kind: 'sales-order' | 'fulfilment' | 'invoice' | 'payment' | 'refund';
  readonly system: string | null;
  readonly id: string;
  readonly number: string | null;
}

export interface Shipment {
  readonly reference: string;
  readonly fulfilment: string;
  readonly carrier: string;
  readonly state: string;
  readonly waybill: string | null;
  readonly trackingUrl: string | null;
  readonly labelStored: boolean;
}

export interface Payment {
  readonly method: string;
  readonly system: string | null;
  readonly state: string;
  readonly amount: Money;
  readonly transactionId: string | null;
  readonly paidAt: string | null;
  readonly cashOnDelivery: boolean;
}

export interface Order {
  readonly id: string;
  readonly externalId: string;
  readonly reference: string;
  readonly channel: string;
  readonly status: OrderStatus;
  readonly attention: boolean;
  readonly attentionReason: string | null;
  readonly placedAt: string;
  readonly receivedAt: string;
  readonly updatedAt: string;
  readonly customer: {
    readonly email: string;
    readonly phone?: string | null;
    readonly firstName?: string | null;
    readonly lastName?: string | null;
    readonly company?: string | null;
  };
  readonly shippingAddress: Address;
  readonly pickupPoint?: { readonly carrier: string; readonly id: string; readonly name?: string | null } | null;
  readonly delivery: {
    readonly method: string;
    readonly price: { readonly gross: string; readonly currency: string };
  };
  readonly lines: readonly OrderLine[];
  readonly totals: { readonly gross: string; readonly currency: string };
  readonly note?: string | null;
  readonly documents: readonly OrderDocument[];
  readonly shipments: readonly Shipment[];
  readonly payments: readonly Payment[];
  readonly cancellation: { readonly state: string; readonly reason: string } | null;
  readonly hold: { readonly since: string; readonly reason: string } | null;
}

export interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  readonly code: string;
  /** Name of the connection; null when it happened in the hub itself. */
  readonly system: string | null;
  readonly text: string;
}

export interface JobError {
  readonly class: string;
  readonly code: string;
  readonly summary: string;
  readonly fix: string | null;
}

export interface SyncJobRow {
  readonly id: string;
  readonly flow: string;
  readonly step: string;
  /** `F1` for a fulfilment, `F1/S1` for a parcel of it, empty for the whole. */
  readonly item: string;
  readonly state: JobState;
  readonly connectionId: string;
  readonly orderId: string | null;
  readonly orderReference: string | null;
  readonly attempts: number;
  readonly dueAt: string;
  readonly note: string | null;
  readonly error: JobError | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

export interface Exchange {
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | null;
  readonly status: number | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string | null;
  readonly durationMs: number;
  /** Set when no answer came. */
  readonly failure: string | null;
}

export interface Attempt {
  readonly id: string;
  readonly startedAt: string;
  readonly durationMs: number;
  /** The state that the job had afterwards, or `refused-late`. */
  readonly outcome: string;
  readonly worker: string | null;
  readonly error: (JobError & { readonly field?: string | null }) | null;
  readonly mappingVersions: Readonly<Record<string, number>>;
  readonly exchanges: readonly Exchange[];
}

/** One job: the attempts themselves in place of their number. */
export type SyncJob = Omit<SyncJobRow, 'attempts'> & {
  readonly attemptCount?: number;
  readonly attempts: readonly Attempt[];
  readonly idempotencyKey?: string;
  readonly outcomeUnknown?: boolean;
  readonly traceId?: string;
};

export interface ConnectionRow {
  readonly id: string;
  readonly system: string;
  readonly systemName?: string;
  readonly name: string;
  readonly category: string;
  readonly state: ConnectionState;
  readonly problem: string | null;
  readonly heldUntil: string | null;
  readonly pausedReason: string | null;
  readonly concurrency: number;
  readonly rate: { readonly requests: number; readonly perMs: number };
  readonly backlog: { readonly ready: number; readonly running: number; readonly dead: number };
  readonly lastAttemptAt: string | null;
  /** Failed attempts of the last 15 minutes, from 0 to 1. */
  readonly errorShare: number;
}

export type Connection = ConnectionRow & {
  readonly settings: unknown;
  readonly ports?: readonly string[];
  readonly api?: { readonly version: string; readonly docs: string } | null;
};

export interface CheckResult {
  readonly ok: boolean;
  readonly detail: string | null;
  readonly ms: number;
}

/** What is not all right; the catalogue has the words under the code. */
export interface Concern {
  readonly code: 'sign-in-needed' | 'held' | 'paused' | 'slow' | 'attention' | 'failed-jobs' | 'in-doubt';
  readonly connectionId?: string;
  readonly waiting?: number;
  readonly minutes?: number | null;
  readonly count?: number;
}

/** A cause that failures have in common. */
export interface Cause {
  readonly id: string;
  readonly connectionId: string;
  readonly step: string;
  readonly pattern: string;
  readonly openItems: number;
  readonly openOrders: number;
}

export interface Promised {
  readonly name: string;
  readonly unit: 'share' | 'seconds' | 'count';
  readonly target: { readonly least?: number; readonly most?: number };
  /** Null while there is nothing to measure. */
  readonly value: number | null;
  readonly isKept: boolean | null;
  /** How many orders or calls it is about; null where nothing is measured yet. */
  readonly of: number | null;
}

export interface Overview {
  readonly verdict: { readonly level: 'good' | 'warning' | 'bad'; readonly concerns: readonly Concern[] };
  readonly today: {
    readonly since: string;
    readonly orders: number;
    readonly isCapped: boolean;
    readonly byStatus: Readonly<Partial<Record<OrderStatus, number>>>;
  };
  readonly causes: readonly Cause[];
  readonly promises: readonly Promised[];
  readonly ordersByStatus: Readonly<Partial<Record<OrderStatus, number>>>;
  readonly attention: number;
  readonly deadJobs: number;
  readonly inDoubtJobs: number;
  readonly backlog: number;
  readonly connections: readonly ConnectionRow[];
}

export const CHART_SPANS = ['24h', '7d'] as const;
export type ChartSpan = (typeof CHART_SPANS)[number];

export interface ChartPoint {
  readonly at: string;
  readonly received: number;
  readonly requested: number;
  readonly shipped: number;
  readonly medianS: number | null;
  readonly p95S: number | null;
}

export interface Chart {
  readonly span: ChartSpan;
  readonly stepMinutes: number;
  /** Oldest first, without gaps; the last one is not over yet. */
  readonly points: readonly ChartPoint[];
}

export interface Session {
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly role: string;
    readonly locale: 'pl' | 'en';
  };
  readonly csrfToken: string;
}
