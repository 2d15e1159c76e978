import { defineFlow, type AnyFlow, type Sql } from '@crossdock/flow-engine';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../order-fulfilment/order-step';
import { portOf } from '../step-ports';

export const NOTIFY_FLOW = 'notify-shop';

/** As Standard Webhooks advises: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h. */
const RETRY_PAUSES_MS = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  DAY_MS,
];

interface Notification {
  readonly id: string;
  readonly endpointId: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

/** Replays of the same notification are runs of their own; the receiver sees the same `webhook-id`. */
export function replayId(notificationId: string, replay: number): string {
  return `${notificationId}#${replay}`;
}

/** Tells one shop endpoint one event. */
export const notifyShopFlow: AnyFlow = defineFlow<Notification, never>({
  name: NOTIFY_FLOW,
  priority: 15,
  load: loadNotifications,
  apply: async (_sql, { subject }) => subject,
  steps: [
    {
      name: 'deliver-webhook',
      kind: 'command',
      port: 'eventReceiver',
      after: [],
      phase: 'forward',
      nativelyIdempotent: true,
      retryPausesMs: RETRY_PAUSES_MS,
      items: ({ endpointId }) => [{ key: '', connectionId: endpointId }],
      execute: async (call) => {
        const { id, type, payload, createdAt } = call.subject;
        await portOf(call, 'eventReceiver').deliver({ id, type, at: createdAt.toISOString(), data: payload });
        return { kind: 'done' };
      },
    },
  ],
});

async function loadNotifications(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, Notification>> {
  const plain = new Map(ids.map((id) => [id, id.split('#')[0] ?? id]));
  const rows = await sql.query<Notification>(
    // A number of pieces is told as it is now, however old the news of it is.
    `select n.id, n.endpoint_id as "endpointId", n.type, n.created_at as "createdAt", case when s.sku is null then n.payload
       else n.payload || jsonb_build_object('available', s.available, 'version', s.version::text) end as payload
     from shop_notification n
     left join channel_stock s on n.type = 'stock.changed' and s.channel = n.payload ->> 'channel' and s.sku = n.payload ->> 'sku'
     where n.id = any($1::uuid[])`,
    [[...new Set(plain.values())]],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    [...plain].flatMap(([id, notification]): [string, Notification][] => {
      const row = found.get(notification);
      return row === undefined ? [] : [[id, row]];
    }),
  );
}
