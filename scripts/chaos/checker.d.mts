export interface Violation {
  /** `I1` to `I9`, as docs/reliability.md numbers them. */
  readonly invariant: string;
  /** Order number; null when it is about the hub as a whole. */
  readonly order: string | null;
  readonly text: string;
  readonly kind?: 'lost' | 'duplicate';
}

/** An order as the shop API shows it, with its timeline; only what is judged. */
export interface SeenOrder {
  readonly id: string;
  readonly externalId: string;
  readonly reference: string;
  readonly status: string;
  readonly attention: boolean;
  readonly attentionReason: string | null;
  readonly payment: { readonly transactionId?: string | null };
  readonly shipments: readonly unknown[];
  readonly cancellation: { readonly state: string; readonly notes: readonly string[] } | null;
  readonly steps: readonly {
    readonly step: string;
    readonly item: string;
    readonly state: string;
    readonly finishedAt: string | null;
  }[];
  readonly timeline: readonly { readonly code: string }[];
}

/** What a remote system holds. */
export interface RemoteDocument {
  readonly kind: 'sales-order' | 'fulfilment' | 'shipment' | 'payment' | 'invoice' | 'refund' | 'report' | 'event';
  readonly system: string;
  /** There may be one of this kind and key at the system. */
  readonly key: string;
  /** The order's reference. */
  readonly reference: string;
  readonly cancelled: boolean;
  readonly delivered: boolean;
  /** ISO 8601. */
  readonly at: string;
}

export interface Evidence {
  readonly orders: readonly SeenOrder[];
  readonly shopOrders: readonly {
    readonly externalId: string;
    readonly acks: readonly { readonly status: number; readonly id: string | null }[];
    readonly altered: readonly number[];
    readonly cancels: readonly number[];
  }[];
  readonly marketplaceOrders: readonly string[];
  readonly documents: readonly RemoteDocument[];
  /** Transaction ids that the gateway holds as paid and confirmed. */
  readonly verifiedPayments: readonly string[];
  /** By order id, every change of status that was seen during the run. */
  readonly seen: readonly (readonly [string, readonly { readonly status: string }[]])[];
  readonly audit: {
    readonly checked: number;
    readonly brokenAt: string | null;
    readonly actions: Readonly<Record<string, number>>;
  };
  readonly operatorDone: Readonly<Record<string, number>>;
  readonly leaks: readonly { readonly where: string; readonly value: string }[];
  readonly ready: boolean;
  readonly quiet: {
    readonly left: readonly {
      readonly jobs: number;
      readonly step: string;
      readonly connection: string;
      readonly state: string;
    }[];
  };
  readonly stoppedConnections: readonly { readonly id: string; readonly reason: string }[];
  readonly crashes: readonly { readonly name: string; readonly words: string }[];
}

export function checkHistory(evidence: Evidence): Violation[];
export function tally(violations: readonly Violation[]): { lost: number; duplicated: number };
