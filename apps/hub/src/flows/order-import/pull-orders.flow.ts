import { defineFlow, newTraceId, startFlows, type AnyFlow, type Sql } from '@crossdock/flow-engine';
import type { Cursor, OrderChangePage } from '@crossdock/connector-kit';
import { portOf } from '../step-ports';
import { importId } from './import-subject';

export const PULL_FLOW = 'pull-orders';
/** Name of the connection's value that keeps the place in the feed. */
const CURSOR = 'orders.cursor';
const EVERY_MS = 5_000;

interface Subject {
  readonly connectionId: string;
  readonly cursor: Cursor | null;
}

/**
 * Reads a channel's feed of changed orders for ever. Changes, the imports they start and the new place in the feed are
 * stored in one transaction: a feed is neither skipped nor imported twice.
 */
export function pullOrdersFlow(importFlow: AnyFlow): AnyFlow {
  return defineFlow<Subject, never>({
    name: PULL_FLOW,
    priority: 20,
    load: loadPlaces,
    apply: async (_sql, { subject }) => subject,
    steps: [
      {
        name: 'read-feed',
        kind: 'poll',
        port: 'orderSource',
        after: [],
        phase: 'forward',
        items: ({ connectionId }) => [{ key: '', connectionId }],
        execute: async (call) => {
          const { connectionId, cursor } = call.subject;
          const page = await portOf(call, 'orderSource').readChanges(cursor);
          const isNew = page.changes.length > 0 || page.next !== cursor;
          return {
            kind: 'waiting',
            pollAfterMs: page.more ? 0 : EVERY_MS,
            awaitKey: `${connectionId}/orders`,
            note: 'Reading the feed of changed orders.',
            ...(isNew ? { effect: async (sql: Sql) => storePage(sql, importFlow, connectionId, page) } : {}),
          };
        },
      },
    ],
  });
}

async function loadPlaces(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, Subject>> {
  const rows = await sql.query<Subject>(
    `select c.id as "connectionId", v.value as cursor from connection c
     left join connection_value v on v.connection_id = c.id and v.name = $2 where c.id = any($1::text[])`,
    [ids, CURSOR],
  );
  return new Map(rows.map((row) => [row.connectionId, row]));
}

async function storePage(sql: Sql, importFlow: AnyFlow, connectionId: string, page: OrderChangePage): Promise<void> {
  const imports = page.changes.map(({ externalId, changeId }) => importId({ connectionId, externalId, changeId }));
  await startFlows(
    sql,
    importFlow,
    [...new Set(imports)].map((subjectId) => ({ subjectId, traceId: newTraceId() })),
  );
  if (page.next === null) return;
  await sql.query(
    `insert into connection_value (connection_id, name, value) values ($1, $2, $3)
     on conflict (connection_id, name) do update set value = excluded.value`,
    [connectionId, CURSOR, page.next],
  );
}
