import { startFlow, type AnyFlow, type Database, type Sql } from '@crossdock/flow-engine';
import { uuidv7 } from '../orders/uuidv7';

const BATCH = 100;

interface OutboxEvent {
  readonly id: string;
  readonly type: string;
  readonly channel: string;
  readonly subjectId: string;
  readonly payload: unknown;
  readonly traceId: string | null;
  readonly createdAt: Date;
}

/** Turns stored events into notifications of the endpoints that want them. Several processes may do it at once. */
export class OutboxRelay {
  constructor(
    private readonly database: Database,
    private readonly notifyFlow: AnyFlow,
  ) {}

  /** Relays one batch. Returns how many events it took. */
  async relay(): Promise<number> {
    return this.database.transaction(async (sql) => {
      const events = await sql.query<OutboxEvent>(
        `delete from outbox_event where id in (select id from outbox_event order by id limit $1 for update skip locked)
         returning id::text, type, channel, subject_id as "subjectId", payload, trace_id as "traceId",
           created_at as "createdAt"`,
        [BATCH],
      );
      if (events.length === 0) return 0;
      const endpoints = await sql.query<{ id: string; channel: string; events: string[] }>(
        `select id, channel, events from webhook_endpoint where channel = any($1::text[])`,
        [[...new Set(events.map((event) => event.channel))]],
      );
      const inOrder = [...events].sort((left, right) => Number(left.id) - Number(right.id));
      for (const event of inOrder) {
        for (const endpoint of endpoints) {
          if (endpoint.channel !== event.channel || !endpoint.events.includes(event.type)) continue;
          await this.notify(sql, endpoint.id, event);
        }
      }
      return events.length;
    });
  }

  private async notify(sql: Sql, endpointId: string, event: OutboxEvent): Promise<void> {
    const id = uuidv7();
    await sql.query(
      `insert into shop_notification (id, endpoint_id, type, order_id, payload, created_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [id, endpointId, event.type, event.subjectId, JSON.stringify(event.payload), event.createdAt],
    );
    await startFlow(sql, this.notifyFlow, id, event.traceId ?? id.replaceAll('-', ''));
  }
}
