import type { JobState } from '../hub/records';

export interface SentRow {
  readonly id: string;
  readonly endpointId: string;
  readonly endpointName: string | null;
  readonly type: string;
  readonly orderId: string | null;
  readonly orderReference: string | null;
  readonly jobId: string | null;
  readonly state: JobState | null;
  readonly attempts: number;
  readonly error: string | null;
  readonly dueAt: string | null;
  readonly createdAt: string;
  readonly deliveredAt: string | null;
}

export type SentWebhook = SentRow & { readonly payload: unknown; readonly url: string | null };

export const RECEIVED_STATES = ['stored', 'done', 'unreadable'] as const;

export interface ReceivedRow {
  readonly id: string;
  readonly connectionId: string;
  readonly state: (typeof RECEIVED_STATES)[number];
  readonly events: readonly string[];
  readonly problem: string | null;
  readonly deliveries: number;
  /** Bytes. */
  readonly size: number;
  readonly receivedAt: string;
}
