import type { LabelFormat, OrderStatus } from '@crossdock/canonical';
import type { Sql } from '@crossdock/flow-engine';
import { encodeCursor, type OrderCursor } from './order-reader-cursor';
import { orderView, type OrderRow, type OrderView, type StepView } from './order-views';
import { timelineText, type TimelineLanguage } from './timeline-texts';

/** What to list; everything that is left out does not matter. */
export interface OrderFilter {
  readonly channel?: string;
  readonly externalId?: string;
  readonly status?: OrderStatus;
  readonly attention?: boolean;
  /** First and last moment of `placedAt`, both included. */
  readonly placedFrom?: Date;
  readonly placedTo?: Date;
  /** At most this many. */
  readonly limit: number;
  readonly after?: OrderCursor;
}

export interface OrderPage {
  readonly items: readonly OrderView[];
  /** Give it back for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

export interface TimelineView {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly code: string;
  /** Id of the connection, and its name; null when it happened in the hub itself. */
  readonly system: string | null;
  readonly systemName: string | null;
  /** One sentence for people. */
  readonly text: string;
}

const ORDER = `o.id, o.channel, o.reference, o.status, o.attention, o.attention_reason as "attentionReason",
  o.received_at as "receivedAt", o.updated_at as "updatedAt", coalesce(o.corrected, o.document) as "order", o.progress`;
// Microseconds: a JavaScript date would cut them off, and the page after it would begin in the wrong place.
const POSITION = `to_char(o.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position`;

/** Reads orders for people and programs. Nothing here changes anything. */
export class OrderReader {
  constructor(private readonly database: Sql) {}

  /** Newest first by the time they came in. */
  async list(filter: OrderFilter): Promise<OrderPage> {
    const { where, values } = conditions(filter);
    const rows = await this.database.query<OrderRow & { position: string }>(
      `select ${ORDER}, ${POSITION} from orders o ${where}
       order by o.received_at desc, o.id desc limit ${filter.limit + 1}`,
      values,
    );
    const page = rows.slice(0, filter.limit);
    const last = page.at(-1);
    const more = rows.length > page.length && last !== undefined;
    return {
      items: await this.views(page),
      nextCursor: more ? encodeCursor({ receivedAt: last.position, id: last.id }) : null,
    };
  }

  /** Null when there is no such order; `channel` given: or when it belongs to another channel. */
  async get(id: string, channel: string | null = null): Promise<OrderView | null> {
    const rows = await this.database.query<OrderRow>(
      `select ${ORDER} from orders o where o.id = $1 and ($2::text is null or o.channel = $2)`,
      [id, channel],
    );
    const [view] = await this.views(rows);
    return view ?? null;
  }

  /** Oldest first. Empty for an order that does not exist. */
  async timeline(id: string, language: TimelineLanguage): Promise<TimelineView[]> {
    const rows = await this.database.query<{
      at: Date;
      code: string;
      system: string | null;
      systemName: string | null;
      facts: Readonly<Record<string, unknown>>;
    }>(
      `select t.at, t.code, t.connection_id as system, c.name as "systemName", t.facts
       from timeline_entry t left join connection c on c.id = t.connection_id where t.order_id = $1 order by t.id`,
      [id],
    );
    return rows.map(({ at, code, system, systemName, facts }) => ({
      at: at.toISOString(),
      code,
      system,
      systemName: systemName ?? system,
      text: timelineText(code, facts, language),
    }));
  }

  /** The printable label of a parcel, PDF where there is one; null while there is none. */
  async label(id: string, shipment: string): Promise<{ format: LabelFormat; content: Buffer } | null> {
    const rows = await this.database.query<{ format: LabelFormat; content: Buffer }>(
      `select format, content from shipment_label where order_id = $1 and shipment = $2 order by format limit 1`,
      [id, shipment],
    );
    return rows[0] ?? null;
  }

  private async views(rows: readonly OrderRow[]): Promise<OrderView[]> {
    if (rows.length === 0) return [];
    const steps = await this.steps(rows.map((row) => row.id));
    return rows.map((row) => orderView(row, steps.get(row.id) ?? []));
  }

  private async steps(orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly StepView[]>> {
    const rows = await this.database.query<
      Omit<StepView, 'startedAt' | 'finishedAt'> & { orderId: string; startedAt: Date; finishedAt: Date | null }
    >(
      `select subject_id as "orderId", step, item, state, connection_id as system, note,
         case when error is null then null
           else jsonb_build_object('summary', error->>'summary', 'fix', error->>'fix') end as error,
         created_at as "startedAt", finished_at as "finishedAt"
       from sync_job
       where flow_run_id in (select id from flow_run where subject_id = any($1::text[])) and state <> 'superseded' order by id`,
      [orderIds],
    );
    const steps = new Map<string, StepView[]>();
    for (const { orderId, startedAt, finishedAt, ...step } of rows) {
      const view = {
        ...step,
        startedAt: startedAt.toISOString(),
        finishedAt: finishedAt === null ? null : finishedAt.toISOString(),
      };
      steps.set(orderId, [...(steps.get(orderId) ?? []), view]);
    }
    return steps;
  }
}

function conditions(filter: OrderFilter): { readonly where: string; readonly values: readonly unknown[] } {
  const { after } = filter;
  const tests: readonly (readonly [string, readonly unknown[]])[] = [
    ['o.channel = ?', [filter.channel]],
    ['o.external_id = ?', [filter.externalId]],
    ['o.status = ?', [filter.status]],
    ['o.attention = ?', [filter.attention]],
    ['o.placed_at >= ?', [filter.placedFrom]],
    ['o.placed_at <= ?', [filter.placedTo]],
    ['(o.received_at, o.id) < (?::timestamptz, ?::uuid)', [after?.receivedAt, after?.id]],
  ];
  const wanted = tests.filter(([, values]) => values.every((value) => value !== undefined));
  let place = 0;
  const texts = wanted.map(([text]) => text.replaceAll('?', () => `$${(place += 1)}`));
  return {
    where: texts.length === 0 ? '' : `where ${texts.join(' and ')}`,
    values: wanted.flatMap(([, values]) => values),
  };
}
