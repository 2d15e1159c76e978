import type { CanonicalEvent } from '@crossdock/canonical';

/** An incoming call of a vendor, exactly as it came. */
export interface RawWebhook {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** What follows `/hooks/{connectionId}` in the path, without slashes; vendors without signatures get a secret here. */
  readonly suffix: string;
}

export interface ParsedWebhook {
  /** The same for every delivery of the same event: the vendor's event id, or a hash of the body. */
  readonly deduplicationKey: string;
  readonly events: readonly CanonicalEvent[];
  /** Answer that the vendor insists on (handshakes); default 200 with an empty body. */
  readonly answer?: { readonly status: number; readonly contentType: string; readonly body: string };
}

/** A vendor that calls us. */
export interface WebhookReceiver {
  /**
   * Verifies over the raw bytes, then translates.
   * @throws {WebhookSignatureError} when it is not proved to come from the vendor
   * @throws {UnexpectedResponseError} when it is genuine but unreadable: it is kept and shown to a person
   */
  receive(webhook: RawWebhook): Promise<ParsedWebhook>;
}

export interface HealthReport {
  readonly ok: boolean;
  /** One sentence for the operator. */
  readonly detail: string;
}

/** Cheap call that proves address and credentials. */
export interface HealthCheck {
  check(): Promise<HealthReport>;
}
