import type { Order } from '@crossdock/canonical';
import type { Sql } from '@crossdock/flow-engine';
import { isShort, totalled, type Allocated, type Wanted } from '../stock/allocation';
import {
  askForStock,
  readReservations,
  release,
  reserve,
  shortageText,
  type StockAnswer,
  type StockRequest,
} from '../stock/reservations';
import { readChannel } from './channels';
import type { OrderProgress } from './order-progress';
import type { PreparedOrder } from './order-request';

/** There is not enough, and the policy says that the order is then not taken. */
export class StockMissingError extends Error {
  constructor(readonly problems: readonly { readonly pointer: string; readonly message: string }[]) {
    super(problems.map(({ message }) => message).join(' '));
    this.name = 'StockMissingError';
  }
}

/** Orders with what they get of the stock. */
export interface StockedOrders {
  /** Those that are taken; the ones that a person has to look at are held. */
  readonly orders: readonly PreparedOrder[];
  /** By the id of the order. */
  readonly refused: ReadonlyMap<string, StockMissingError>;
  /** Stores what those got that were stored themselves. */
  reserveFor(stored: ReadonlySet<string>): Promise<void>;
}

/** Asks for the stock of new orders, before they are stored, in the caller's transaction. */
export async function withStock(sql: Sql, orders: readonly PreparedOrder[]): Promise<StockedOrders> {
  const requests = orders.map(({ id, request: { channel }, progress }) => ({
    orderId: id,
    channel: channel.id,
    channelKind: channel.kind,
    wanted: wantedBy(progress),
  }));
  const answers = await askForStock(sql, requests);
  const pairs = orders.map((order, index) => ({ order, request: requests[index], answer: answers[index] }));
  const refused = new Map<string, StockMissingError>();
  const taken: { order: PreparedOrder; request: StockRequest; answer: StockAnswer }[] = [];
  for (const { order, request, answer } of pairs) {
    if (request === undefined || answer === undefined) continue;
    if (answer.refused) refused.set(order.id, missing(order.order, answer.allocated));
    else taken.push({ order: { ...order, progress: stocked(order.progress, answer) }, request, answer });
  }
  return {
    orders: taken.map(({ order }) => order),
    refused,
    reserveFor: async (stored) =>
      reserve(
        sql,
        taken
          .filter(({ order }) => stored.has(order.id))
          .map(({ order, request, answer }) => ({
            ...request,
            allocated: answer.allocated,
            placedAt: order.order.placedAt,
          })),
      ),
  };
}

/**
 * Reserves for an order whose lines were corrected what it wants now, instead of what it had. What has left already is
 * left alone, and who wants the same as before keeps its place among those that wait.
 */
export async function reserveAgain(
  sql: Sql,
  { id, channel, order, progress }: { id: string; channel: string; order: Order; progress: OrderProgress },
): Promise<void> {
  if (progress.reserved !== true) return;
  const before = await readReservations(sql, id);
  if (before.some(({ state }) => state === 'issued')) return;
  const open = before.filter(({ state }) => state === 'open');
  if (isSame(open, totalled(wantedBy(progress)))) return;
  const kind = (await readChannel(sql, channel))?.kind ?? 'shop';
  await release(sql, id, 'orders');
  const request: StockRequest = { orderId: id, channel, channelKind: kind, wanted: wantedBy(progress) };
  const [answer] = await askForStock(sql, [request]);
  if (answer === undefined) return;
  await reserve(sql, [{ ...request, allocated: answer.allocated, placedAt: order.placedAt }]);
}

function isSame(before: readonly Wanted[], wanted: readonly Wanted[]): boolean {
  const known = (one: Wanted): boolean =>
    before.some(
      ({ sku, warehouse, quantity }) =>
        sku === one.sku && warehouse === one.warehouse && Number(quantity) === Number(one.quantity),
    );
  return before.length === wanted.length && wanted.every(known);
}

function wantedBy({ fulfilments }: OrderProgress): Wanted[] {
  return fulfilments.flatMap(({ fulfilment }) =>
    fulfilment.lines.map(({ sku, quantity }) => ({ sku, warehouse: fulfilment.warehouse, quantity })),
  );
}

function stocked(progress: OrderProgress, { allocated, held }: StockAnswer): OrderProgress {
  if (allocated.length === 0) return progress;
  if (!held) return { ...progress, reserved: true };
  const hold = { since: new Date().toISOString(), reason: shortageText(allocated) };
  return { ...progress, reserved: true, hold };
}

function missing({ lines }: Order, allocated: readonly Allocated[]): StockMissingError {
  const short = new Map(allocated.filter(isShort).map((one) => [one.sku, one]));
  return new StockMissingError(
    lines.flatMap(({ sku }, index) => {
      const found = short.get(sku);
      return found === undefined
        ? []
        : [{ pointer: `/lines/${index}/quantity`, message: `There are only ${found.quantity} of "${sku}" left.` }];
    }),
  );
}
