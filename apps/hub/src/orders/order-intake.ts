import { orderReference, planFulfilments, assignWhole, type Order, type OrderStatus } from '@crossdock/canonical';
import { startFlows, type AnyFlow, type Sql } from '@crossdock/flow-engine';
import { contentHash } from './content-hash';
import { initialProgress } from './order-progress';
import { insertOrder } from './order-store';
import { orderEventPayload, writeOutbox } from './outbox';
import type { OrderSubject } from './order-subject';
import { routesFor, type Channel } from './routes';
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

/**
 * Takes an order in, whoever brings it: order, timeline, event for the shops and first jobs are stored in the caller's
 * transaction, all or nothing. The order must have been checked (`checkOrder`).
 * @throws {RouteMissingError} when the channel has no route for it
 */
export class OrderIntake {
  constructor(private readonly fulfilmentFlow: AnyFlow) {}

  async place(sql: Sql, channel: Channel, order: Order, traceId: string): Promise<IntakeResult> {
    const hash = contentHash(order);
    const known = await findKnown(sql, channel.id, order.externalId, hash);
    if (known !== null) return known;
    const { routes, warehouse } = routesFor(channel, order);
    for (let attempt = 0; attempt < MOST_REFERENCE_ATTEMPTS; attempt += 1) {
      const id = uuidv7();
      const reference = orderReference(order.externalId, attempt, channel.id);
      const progress = initialProgress(routes, planFulfilments(order, reference, assignWhole(order, warehouse)));
      const inserted = await insertOrder(sql, {
        id,
        channel: channel.id,
        reference,
        contentHash: hash,
        order,
        progress,
      });
      if (inserted) {
        const placed = { id, channel: channel.id, externalId: order.externalId, status: 'received' } as const;
        await writeTimeline(sql, id, [
          { code: 'order.accepted', connectionId: null, facts: { channel: channel.name } },
        ]);
        const payload = orderEventPayload({ ...placed, attention: false }, progress);
        await writeOutbox(sql, { type: 'order.accepted', channel: channel.id, orderId: id, payload, traceId });
        const subject: OrderSubject = {
          ...placed,
          channelKind: channel.kind,
          reference,
          attention: false,
          order,
          progress,
        };
        await startFlows(sql, this.fulfilmentFlow, [{ subjectId: id, traceId, subject }]);
        return { ...placed, outcome: 'accepted' };
      }
      // Either the same order came twice at the same moment, or the reference belongs to another channel's order.
      const raced = await findKnown(sql, channel.id, order.externalId, hash);
      if (raced !== null) return raced;
    }
    throw new Error(`No free reference for order ${order.externalId} of channel ${channel.id}.`);
  }
}

async function findKnown(sql: Sql, channel: string, externalId: string, hash: string): Promise<IntakeResult | null> {
  const rows = await sql.query<PlacedOrder & { contentHash: string }>(
    `select id, channel, external_id as "externalId", status, content_hash as "contentHash" from orders
     where channel = $1 and external_id = $2`,
    [channel, externalId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { contentHash: known, ...placed } = row;
  return { ...placed, outcome: known === hash ? 'known' : 'differs' };
}
