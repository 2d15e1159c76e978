import Big from 'big.js';
import type { DecimalString } from '../money/money';
import type { Order, OrderLine } from '../order/order';
import { receiverOf } from '../order/receiver';
import type { Fulfilment, FulfilmentLine } from './fulfilment';

/** What one warehouse is to deliver of an order. */
export interface WarehouseAssignment {
  readonly warehouse: string;
  readonly lines: readonly { readonly orderLineId: string; readonly quantity: DecimalString }[];
}

/** Thrown when warehouses are asked for more of a line than was ordered. */
export class OverAllocatedError extends Error {
  constructor(
    readonly orderLineId: string,
    readonly ordered: DecimalString,
    readonly allocated: DecimalString,
  ) {
    super(`Line ${orderLineId}: ${allocated} allocated, but only ${ordered} ordered.`);
    this.name = 'OverAllocatedError';
  }
}

/** Thrown when a part of a line is given to no warehouse: it would be forgotten. */
export class UnderAllocatedError extends Error {
  constructor(
    readonly orderLineId: string,
    readonly ordered: DecimalString,
    readonly allocated: DecimalString,
  ) {
    super(`Line ${orderLineId}: only ${allocated} of ${ordered} ordered is allocated to a warehouse.`);
    this.name = 'UnderAllocatedError';
  }
}

/** The whole order from one warehouse. */
export function assignWhole(order: Pick<Order, 'lines'>, warehouse: string): readonly WarehouseAssignment[] {
  return [{ warehouse, lines: order.lines.map(({ id, quantity }) => ({ orderLineId: id, quantity })) }];
}

/**
 * One fulfilment per warehouse, in the order of the assignment: `<reference>-F1`, `<reference>-F2` ... A warehouse that
 * is given nothing gets none. Over all fulfilments every line adds up to what was ordered.
 * @throws {OverAllocatedError} when a line gets more than was ordered, or is not a line of the order
 * @throws {UnderAllocatedError} when a line gets less
 * @throws {RangeError} when a quantity is negative
 */
export function planFulfilments(
  order: Order,
  reference: string,
  assignment: readonly WarehouseAssignment[],
): readonly Fulfilment[] {
  const lines = new Map(order.lines.map((line) => [line.id, line]));
  assertAddsUp(lines, assignment);
  return assignment
    .map(({ warehouse, lines: parts }) => ({
      warehouse,
      lines: parts.flatMap(({ orderLineId, quantity }) => fulfilmentLines(lines.get(orderLineId), quantity)),
    }))
    .filter((planned) => planned.lines.length > 0)
    .map((planned, index) => ({
      reference: `${reference}-F${index + 1}`,
      orderReference: reference,
      ...planned,
      shippingAddress: receiverOf(order, order.shippingAddress),
      pickupPoint: order.pickupPoint ?? null,
      deliveryMethod: order.delivery.method,
      note: order.note ?? null,
    }));
}

function fulfilmentLines(line: OrderLine | undefined, quantity: DecimalString): FulfilmentLine[] {
  if (line === undefined || new Big(quantity).eq(0)) return [];
  const { id: orderLineId, sku, ean = null, name, configuration } = line;
  const chosen = configuration === undefined || configuration === null ? {} : { configuration };
  return [{ orderLineId, sku, ean, name, quantity, ...chosen }];
}

function assertAddsUp(lines: ReadonlyMap<string, OrderLine>, assignment: readonly WarehouseAssignment[]): void {
  const allocated = allocatedPerLine(assignment);
  for (const [id, quantity] of allocated) {
    const ordered = lines.get(id)?.quantity ?? '0';
    if (quantity.gt(ordered)) throw new OverAllocatedError(id, ordered, quantity.toFixed());
  }
  for (const [id, { quantity }] of lines) {
    const given = allocated.get(id) ?? new Big(0);
    if (given.lt(quantity)) throw new UnderAllocatedError(id, quantity, given.toFixed());
  }
}

function allocatedPerLine(assignment: readonly WarehouseAssignment[]): ReadonlyMap<string, Big> {
  const allocated = new Map<string, Big>();
  for (const { orderLineId, quantity } of assignment.flatMap((part) => part.lines)) {
    if (new Big(quantity).lt(0)) throw new RangeError(`Line ${orderLineId}: ${quantity} cannot be allocated.`);
    allocated.set(orderLineId, (allocated.get(orderLineId) ?? new Big(0)).plus(quantity));
  }
  return allocated;
}
