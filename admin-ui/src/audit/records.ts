export interface AuditEvent {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly actorName: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly previousHash: string;
  readonly hash: string;
}

export interface AuditPiece {
  readonly checked: number;
  readonly brokenAt: string | null;
  readonly lastId: string;
  readonly atEnd: boolean;
  readonly total: number;
}

export const AUDIT_SUBJECTS = [
  'order',
  'sync-job',
  'connection',
  'channel',
  'user',
  'api-key',
  'schedule',
  'webhook-delivery',
  'received-webhook',
  'webhook-endpoint',
  'error-group',
  'bulk-action',
] as const;
