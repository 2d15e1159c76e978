import type { Money } from '../hub/records';

export interface BulkPreview {
  readonly items: number;
  readonly orders: number;
  readonly amounts: readonly Money[];
  readonly inDoubt: number;
  readonly retrying: number;
  readonly canary: number;
  readonly heldConnections: readonly string[];
}

export interface BulkAction {
  readonly id: string;
  readonly kind: 'retry' | 'skip';
  readonly state: 'canary' | 'running' | 'done' | 'stopped' | 'cancelled';
  readonly groupIds: readonly string[];
  readonly total: number;
  readonly perSecond: number;
  readonly canary: number;
  readonly pending: number;
  readonly underWay: number;
  readonly done: number;
  readonly failed: number;
  readonly left: number;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** What an action is about: groups of errors by their ids. */
export interface BulkTarget {
  readonly groupIds: readonly string[];
}
