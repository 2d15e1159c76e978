import { orderReference, planFulfilments, assignWhole, type Order, type OrderStatus } from '@crossdock/canonical';
import { startFlows, type AnyFlow, type GoOn, type NextJob, type Sql } from '@crossdock/flow-engine';
import { contentHash as hashOf } from './content-hash';
import { keysOfOrder, storeOrderKeys } from './order-keys';
import { initialProgress } from './order-progress';
import type { OrderRequest, PreparedOrder } from './order-request';
import { insertOrders } from './order-store';
import { orderEventPayload, writeOutbox } from './outbox';
import type { OrderSubject } from './order-subject';
import { RouteMissingError, routesFor, type Channel } from './routes';
import { StockMissingError, withStock } from './order-stock';
import { writeTimeline } from './timeline';
import { uuidv7 } from './uuidv7';

export interface PlacedOrder {
  readonly id: string;
  readonly channel: string;
  readonly externalId: string;
  readonly status: OrderStatus;
}

/** `accepted`: new. `known`: the same order was there already. `differs`: another order has this number in the channel. */
export type IntakeResult = PlacedOrder & { readonly outcome: 'accepted' | 'known' | 'differs' };

const MOST_REFERENCE_ATTEMPTS = 20;
const NONE: Intake = { results: [], begun: [] };

/** What became of orders that were handed in together. */
export interface Intake {
  /** In the order of the requests. */
  readonly results: readonly (IntakeResult | IntakeRefusal)[];
  /** Claimed for the worker of `goOn`, which must be given them after the commit. */
  readonly begun: readonly NextJob[];
}

/** Why an order cannot be taken in. */
export type IntakeRefusal = RouteMissingError | StockMissingError;

export function isRefusal(result: IntakeResult | IntakeRefusal): result is IntakeRefusal {
  return result instanceof RouteMissingError || result instanceof StockMissingError;
}

/**
 * Takes orders in, whoever brings them: order, timeline, event for the shops and first jobs are stored in the caller's
 * transaction, all or nothing.
 */
export class OrderIntake {
  constructor(private readonly fulfilmentFlow: AnyFlow) {}

  /**
   * @throws {RouteMissingError} when the channel has no route for it
   * @throws {StockMissingError} when there is not enough, and the policy says that it is then not taken
   */
  async place(sql: Sql, channel: Channel, order: Order, traceId: string): Promise<IntakeResult> {
    const [result] = (await this.placeAll(sql, [{ channel, order, traceId }])).results;
    if (result === undefined) throw new Error('One order has one result.');
    if (isRefusal(result)) throw result;
    return result;
  }

  /** Takes many in with about as many statements as one. No two of them may have the same number in the same channel. */
  async placeAll(sql: Sql, requests: readonly OrderRequest[], goOn: GoOn | null = null, attempt = 0): Promise<Intake> {
    if (attempt >= MOST_REFERENCE_ATTEMPTS) throw new Error(`No free reference for ${requests[0]?.order.externalId}.`);
    const known = await findKnown(sql, requests);
    const found = requests.map(
      (request) => known.get(keyOf(request.channel.id, request.order.externalId)) ?? prepared(request, attempt),
    );
    const stocked = await withStock(
      sql,
      found.filter((one) => 'request' in one),
    );
    const fresh = stocked.orders;
    const stored = await insertOrders(sql, fresh);
    await stocked.reserveFor(stored);
    const begun = await this.begin(
      sql,
      fresh.filter(({ id }) => stored.has(id)),
      goOn,
    );
    // Either the same order came twice at the same moment, or the reference belongs to another channel's order.
    const left = fresh.filter(({ id }) => !stored.has(id)).map(({ request }) => request);
    const later = left.length === 0 ? NONE : await this.placeAll(sql, left, goOn, attempt + 1);
    const resultOf = (one: (typeof found)[number]): IntakeResult | IntakeRefusal => {
      if (!('request' in one)) return one;
      const refused = stocked.refused.get(one.id);
      if (refused !== undefined) return refused;
      return later.results[left.indexOf(one.request)] ?? { ...placed(one.id, one.request), outcome: 'accepted' };
    };
    return { results: found.map(resultOf), begun: [...begun, ...later.begun] };
  }

  private async begin(sql: Sql, orders: readonly PreparedOrder[], goOn: GoOn | null): Promise<NextJob[]> {
    const starts = [];
    for (const { id, request, reference, progress } of orders) {
      const { channel, order, traceId } = request;
      const event = { ...placed(id, request), attention: false };
      await storeOrderKeys(sql, id, keysOfOrder(order, reference));
      await writeTimeline(sql, id, [{ code: 'order.accepted', connectionId: null, facts: { channel: channel.name } }]);
      const payload = orderEventPayload(event, progress);
      await writeOutbox(sql, { type: 'order.accepted', channel: channel.id, orderId: id, payload, traceId });
      const subject: OrderSubject = { ...event, channelKind: channel.kind, reference, order, progress };
      starts.push({ subjectId: id, traceId, subject });
    }
    return startFlows(sql, this.fulfilmentFlow, starts, goOn);
  }
}

function placed(id: string, { channel, order }: OrderRequest): PlacedOrder {
  return { id, channel: channel.id, externalId: order.externalId, status: 'received' };
}

function prepared(request: OrderRequest, attempt: number): PreparedOrder | RouteMissingError {
  const { channel, order } = request;
  try {
    const { routes, warehouse } = routesFor(channel, order);
    const reference = orderReference(order.externalId, attempt, channel.id);
    const progress = initialProgress(routes, planFulfilments(order, reference, assignWhole(order, warehouse)));
    const contentHash = hashOf(order);
    return { id: uuidv7(), channel: channel.id, reference, contentHash, order, progress, request };
  } catch (error) {
    if (error instanceof RouteMissingError) return error;
    throw error;
  }
}

/** Orders of these channels and numbers that are there already, by `keyOf`. */
async function findKnown(sql: Sql, requests: readonly OrderRequest[]): Promise<ReadonlyMap<string, IntakeResult>> {
  const rows = await sql.query<PlacedOrder & { contentHash: string }>(
    `select o.id, o.channel, o.external_id as "externalId", o.status, o.content_hash as "contentHash" from orders o
     join unnest($1::text[], $2::text[]) as asked(channel, external_id)
       on o.channel = asked.channel and o.external_id = asked.external_id`,
    [requests.map(({ channel }) => channel.id), requests.map(({ order }) => order.externalId)],
  );
  const asked = new Map(requests.map(({ channel, order }) => [keyOf(channel.id, order.externalId), order]));
  return new Map(
    rows.map(({ contentHash, ...found }): [string, IntakeResult] => {
      const key = keyOf(found.channel, found.externalId);
      const order = asked.get(key);
      const same = order !== undefined && hashOf(order) === contentHash;
      return [key, { ...found, outcome: same ? 'known' : 'differs' }];
    }),
  );
}

/** One order of one channel. */
export function keyOf(channel: string, externalId: string): string {
  return `${channel}\u0000${externalId}`;
}
