import { defineFlow, type AnyFlow, type Sql } from '@crossdock/flow-engine';
import type { Cursor } from '@crossdock/connector-kit';
import { applyReading } from '../../stock/readings';
import { portOf } from '../step-ports';

export const READ_STOCK_FLOW = 'read-stock';
/** Name of the connection's value that keeps the place in the feed. */
export const STOCK_CURSOR = 'stock.cursor';
const EVERY_MS = 5_000;
/** A source without change stamps is read whole each time. */
const WHOLE_EVERY_MS = 60_000;

interface Subject {
  readonly connectionId: string;
  readonly cursor: Cursor | null;
}

/**
 * Reads what a source says about stock for ever, by its changes or whole. Levels and the new place in the feed are stored
 * in one transaction: nothing is skipped, and what is read twice changes nothing.
 */
export const readStockFlow: AnyFlow = defineFlow<Subject, never>({
  name: READ_STOCK_FLOW,
  priority: 30,
  load: loadPlaces,
  apply: async (_sql, { subject }) => subject,
  steps: [
    {
      name: 'read-stock',
      kind: 'poll',
      port: 'stockSource',
      after: [],
      phase: 'forward',
      items: ({ connectionId }) => [{ key: '', connectionId }],
      execute: async (call) => {
        const { connectionId, cursor } = call.subject;
        const askedAt = Date.now();
        const { levels, next, more } = await portOf(call, 'stockSource').readStock(cursor);
        const receivedAt = Date.now();
        // The last page holds everything that had changed before it was asked for.
        const completeBefore = more ? null : askedAt;
        return {
          kind: 'waiting',
          pollAfterMs: more ? 0 : next === null ? WHOLE_EVERY_MS : EVERY_MS,
          awaitKey: `${connectionId}/stock`,
          note: 'Reading what has changed in stock.',
          effect: async (sql: Sql) => {
            await applyReading(sql, { connectionId, levels, receivedAt, completeBefore });
            if (next !== null && next !== cursor) await storePlace(sql, connectionId, next);
          },
        };
      },
    },
  ],
});

async function loadPlaces(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, Subject>> {
  const rows = await sql.query<Subject>(
    `select c.id as "connectionId", v.value as cursor from connection c
     left join connection_value v on v.connection_id = c.id and v.name = $2 where c.id = any($1::text[])`,
    [ids, STOCK_CURSOR],
  );
  return new Map(rows.map((row) => [row.connectionId, row]));
}

async function storePlace(sql: Sql, connectionId: string, cursor: Cursor): Promise<void> {
  await sql.query(
    `insert into connection_value (connection_id, name, value) values ($1, $2, $3)
     on conflict (connection_id, name) do update set value = excluded.value`,
    [connectionId, STOCK_CURSOR, cursor],
  );
}
