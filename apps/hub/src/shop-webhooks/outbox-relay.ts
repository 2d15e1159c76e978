import { startFlows, type AnyFlow, type Database, type RowStatement } from '@crossdock/flow-engine';
import type { OwnWorker } from '../engine/own-worker';
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

const NOTIFICATIONS: RowStatement = {
  text: `insert into shop_notification (id, endpoint_id, type, order_id, payload, created_at)
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::jsonb[], $6::timestamptz[])`,
  columns: 6,
};

/** Turns stored events into notifications of the endpoints that want them. Several processes may do it at once. */
export class OutboxRelay {
  constructor(
    private readonly database: Database,
    private readonly notifyFlow: AnyFlow,
    private readonly ownWorker: Pick<OwnWorker, 'goOn' | 'take'> | null = null,
  ) {}

  /** Relays one batch. Returns how many events it took. */
  async relay(): Promise<number> {
    const goOn = (await this.ownWorker?.goOn()) ?? null;
    const { relayed, begun } = await this.database.transaction(async (sql) => {
      const events = await sql.query<OutboxEvent>(
        `delete from outbox_event where id in (select id from outbox_event order by id limit $1 for update skip locked)
         returning id::text, type, channel, subject_id as "subjectId", payload, trace_id as "traceId",
           created_at as "createdAt"`,
        [BATCH],
      );
      if (events.length === 0) return { relayed: 0, begun: [] };
      const endpoints = await sql.query<{ id: string; channel: string; events: string[] }>(
        `select id, channel, events from webhook_endpoint where channel = any($1::text[])`,
        [[...new Set(events.map((event) => event.channel))]],
      );
      const inOrder = newestOfEach([...events].sort((left, right) => Number(left.id) - Number(right.id)));
      const starts = inOrder.flatMap((event) =>
        endpoints
          .filter(({ channel, events }) => channel === event.channel && events.includes(event.type))
          .map((endpoint) => ({ id: uuidv7(), endpointId: endpoint.id, event })),
      );
      for (const { id, endpointId, event } of starts) {
        const { type, subjectId, payload, createdAt } = event;
        const orderId = type.startsWith('order.') ? subjectId : null;
        await sql.store(NOTIFICATIONS, [id, endpointId, type, orderId, JSON.stringify(payload), createdAt]);
      }
      const begun = await startFlows(
        sql,
        this.notifyFlow,
        starts.map(({ id, event }) => ({ subjectId: id, traceId: event.traceId ?? id.replaceAll('-', '') })),
        goOn,
      );
      return { relayed: events.length, begun };
    });
    this.ownWorker?.take(begun);
    return relayed;
  }
}

/** Of several changes of the same stock the last one counts; everything else is told. */
function newestOfEach(events: readonly OutboxEvent[]): OutboxEvent[] {
  const last = new Map(events.map((event) => [`${event.channel}/${event.subjectId}`, event.id]));
  return events.filter(
    ({ id, type, channel, subjectId }) => type !== 'stock.changed' || last.get(`${channel}/${subjectId}`) === id,
  );
}
