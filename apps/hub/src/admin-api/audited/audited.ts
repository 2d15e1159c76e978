import type { Sql } from '@crossdock/flow-engine';
import { appendAudit, type AuditEntry } from '../../audit/audit-chain';
import type { SignedIn } from '../session/session-store';

export function userActor(userId: string): string {
  return `user:${userId}`;
}

/** Records what the person did, in the transaction that does it. */
export async function recordAction(
  sql: Sql,
  { user }: SignedIn,
  done: Omit<AuditEntry, 'actor' | 'reason' | 'facts'> & Partial<Pick<AuditEntry, 'reason' | 'facts'>>,
): Promise<void> {
  await appendAudit(sql, { reason: null, facts: {}, ...done, actor: userActor(user.id) });
}
