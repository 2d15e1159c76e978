import Big from 'big.js';
import type { Fulfilment, Package } from '../fulfilment/fulfilment';
import { fromMinorUnits, multiplyMoney, sumMoney, toMinorUnits, type Money } from '../money/money';
import { receiverOf } from '../order/receiver';
import type { Order } from '../order/order';
import type { ShipmentRequest } from './shipment';

export interface ShipmentPlanOptions {
  /** Packages that one shipment takes: 1 for lockers. Default: all packages of the fulfilment go as one shipment. */
  readonly packagesPerShipment?: number;
  /** Declare the value of the goods, shared among the shipments of the fulfilment. Default false. */
  readonly insured?: boolean;
}

/**
 * What couriers are asked to carry for one packed fulfilment: `<fulfilment reference>-S1`, `-S2` ... Cash on delivery is
 * collected once per order, with the first shipment of its first fulfilment. A fulfilment without packages is one
 * package of unknown size.
 */
export function planShipments(
  order: Order,
  fulfilment: Fulfilment,
  packages: readonly Package[],
  options: ShipmentPlanOptions = {},
): readonly ShipmentRequest[] {
  const boxes = packages.length === 0 ? [{}] : packages;
  const groups = inGroups(boxes, Math.max(1, options.packagesPerShipment ?? boxes.length));
  const insurance = options.insured === true ? shares(goodsValue(order, fulfilment), groups.length) : [];
  return groups.map((group, index) => ({
    reference: `${fulfilment.reference}-S${index + 1}`,
    orderReference: fulfilment.orderReference,
    receiver: receiverOf(order, fulfilment.shippingAddress),
    pickupPoint: fulfilment.pickupPoint ?? null,
    deliveryMethod: fulfilment.deliveryMethod,
    packages: group,
    cashOnDelivery: index === 0 ? amountToCollect(order, fulfilment) : null,
    insurance: insurance[index] ?? null,
    note: fulfilment.note ?? null,
  }));
}

/** Gross value of the goods in a fulfilment; lines that are not of the order count nothing. */
export function goodsValue(order: Pick<Order, 'lines' | 'currency'>, fulfilment: Pick<Fulfilment, 'lines'>): Money {
  const prices = new Map(order.lines.map((line) => [line.id, line.unitPrice]));
  const values = fulfilment.lines.flatMap(({ orderLineId, quantity }) => {
    const price = prices.get(orderLineId);
    return price === undefined ? [] : [multiplyMoney({ amount: price.gross, currency: price.currency }, quantity)];
  });
  return sumMoney(values, order.currency);
}

function amountToCollect({ payment }: Order, fulfilment: Fulfilment): Money | null {
  const first = fulfilment.reference === `${fulfilment.orderReference}-F1`;
  const collected = payment.cashOnDelivery && payment.status !== 'paid' && new Big(payment.amount.amount).gt(0);
  return first && collected ? payment.amount : null;
}

function inGroups(packages: readonly Package[], size: number): Package[][] {
  const count = Math.ceil(packages.length / size);
  return Array.from({ length: count }, (_, index) => packages.slice(index * size, (index + 1) * size));
}

/** Equal parts that add up to the whole; what cannot be shared goes to the first. */
function shares(whole: Money, count: number): Money[] {
  const minor = toMinorUnits(whole);
  const each = Math.floor(minor / count);
  return Array.from({ length: count }, (_, index) =>
    fromMinorUnits(index === 0 ? minor - each * (count - 1) : each, whole.currency),
  );
}
