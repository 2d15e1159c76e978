import type { CanonicalEvent } from '@crossdock/canonical';
import { wakeJobs } from '../persistence/job-store';
import type { Sql } from '../persistence/sql';

export interface InboxMessage {
  readonly connectionId: string;
  readonly deduplicationKey: string;
  readonly events: readonly CanonicalEvent[];
  readonly body: Uint8Array;
}

/** Under this key a step waits for an event of its connection. */
export function awaitKey(connectionId: string, event: CanonicalEvent): string | null {
  switch (event.type) {
    case 'fulfilment-changed':
      return `${connectionId}/fulfilment/${event.remoteId}`;
    case 'shipment-changed':
      return `${connectionId}/shipment/${event.remoteId}`;
    case 'document-changed':
      return `${connectionId}/document/${event.remoteId}`;
    case 'payment-changed':
      return `${connectionId}/payment/${event.reference}`;
    case 'refund-changed':
      return `${connectionId}/refund/${event.reference}`;
    case 'order-changed':
      return `${connectionId}/orders`;
    case 'stock-changed':
      return `${connectionId}/stock`;
  }
}

/**
 * Stores a message of the outside world and wakes whoever waits for it, in the caller's transaction. The unique key is
 * the gate: the same event again is counted and does nothing more. False for such a repeat.
 */
export async function storeInboxMessage(sql: Sql, message: InboxMessage): Promise<boolean> {
  const rows = await sql.query<{ deliveries: number }>(
    `insert into inbox_message (connection_id, deduplication_key, state, events, body) values ($1, $2, 'done', $3, $4)
     on conflict (connection_id, deduplication_key) do update set deliveries = inbox_message.deliveries + 1
     returning deliveries`,
    [message.connectionId, message.deduplicationKey, JSON.stringify(message.events), Buffer.from(message.body)],
  );
  if (rows[0]?.deliveries !== 1) return false;
  const keys = message.events.map((event) => awaitKey(message.connectionId, event));
  await wakeJobs(
    sql,
    keys.filter((key) => key !== null),
  );
  return true;
}

/** Keeps a genuine message that nobody could read, for a person to look at. */
export async function storeUnreadableMessage(
  sql: Sql,
  connectionId: string,
  deduplicationKey: string,
  body: Uint8Array,
  problem: string,
): Promise<void> {
  await sql.query(
    `insert into inbox_message (connection_id, deduplication_key, state, body, problem) values ($1, $2, 'unreadable', $3, $4)
     on conflict (connection_id, deduplication_key) do update set deliveries = inbox_message.deliveries + 1`,
    [connectionId, deduplicationKey, Buffer.from(body), problem],
  );
}
