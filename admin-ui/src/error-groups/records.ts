import type { Money, SyncJobRow } from '../hub/records';

// What the hub answers about errors, as far as the panel shows it.

export interface Person {
  readonly id: string;
  readonly email: string;
}

export interface ErrorGroup {
  readonly id: string;
  readonly system: string;
  readonly connectionId: string;
  readonly flow: string;
  readonly step: string;
  readonly errorClass: string;
  readonly code: string;
  readonly field: string | null;
  readonly pattern: string;
  readonly sample: string | null;
  readonly fix: string | null;
  readonly firstSeen: string;
  readonly since: string;
  readonly lastSeen: string;
  readonly failures: number;
  readonly openItems: number;
  readonly openOrders: number;
  readonly retryingItems: number;
  readonly inDoubtItems: number;
  readonly amounts: readonly Money[];
  readonly oldestOpen: string | null;
  readonly assignee: Person | null;
  readonly tags: readonly string[];
  readonly mutedUntil: string | null;
}

export interface ErrorItem {
  readonly id: string;
  readonly openedAt: string;
  readonly isRetrying: boolean;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly job: SyncJobRow;
}

export interface ErrorItemPage {
  readonly items: readonly ErrorItem[];
  readonly nextCursor: string | null;
}

export interface ChangeBefore {
  readonly at: string;
  readonly kind: 'audit' | 'field-rules' | 'lookup' | 'connection';
  readonly what: string;
  readonly subject: string;
  readonly version: number | null;
  readonly by: string | null;
  readonly reason: string | null;
}

export interface Comment {
  readonly id: string;
  readonly at: string;
  readonly author: string | null;
  readonly text: string;
}
