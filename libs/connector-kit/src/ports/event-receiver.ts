/** An event for a shop's own endpoint (Standard Webhooks). */
export interface ShopEvent {
  /** The same for every delivery of the same event: receivers de-duplicate by it. */
  readonly id: string;
  readonly type: string;
  /** When it happened. ISO 8601 UTC. */
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A shop's endpoint that is told what happens. */
export interface EventReceiver {
  /** Resolves when the endpoint has accepted the event with a 2xx. */
  deliver(event: ShopEvent): Promise<void>;
}
