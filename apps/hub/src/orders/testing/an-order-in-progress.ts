import { planFulfilments, type Order, type OrderStatus, type WarehouseAssignment } from '@crossdock/canonical';
import { applyFact, type FactOrigin } from '../apply-fact';
import { nextStatus } from '../derived-status';
import type { OrderFact } from '../order-fact';
import { initialProgress, type OrderProgress, type OrderRoutes } from '../order-progress';
import type { OrderSubject } from '../order-subject';

export const ROUTES: OrderRoutes = {
  payments: 'p24',
  erp: 'erp',
  marketplace: null,
  carrier: 'inpost',
  carrierWord: 'inpost',
  packagesPerShipment: 1,
  refundOnCancel: true,
  invoicing: true,
};

/** Four mugs of Zażółć Gęślą to a locker, paid. */
export function anOrder(changes: Partial<Order> = {}): Order {
  const address = { street: 'Prosta 51', city: 'Łódź', postalCode: '90-001', country: 'PL' };
  return {
    externalId: '1001',
    currency: 'PLN',
    placedAt: '2026-11-23T08:15:00Z',
    customer: {
      email: 'jan@example.com',
      phone: '+48500600700',
      firstName: 'Zażółć',
      lastName: 'Gęślą',
      group: 'retail',
    },
    billingAddress: address,
    shippingAddress: address,
    pickupPoint: { carrier: 'inpost', id: 'WAW01A' },
    delivery: { method: 'inpost-locker', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } },
    payment: {
      method: 'przelewy24',
      status: 'paid',
      amount: { amount: '92.95', currency: 'PLN' },
      transactionId: 'P24-1',
      cashOnDelivery: false,
    },
    lines: [
      {
        id: '1',
        sku: 'MUG-1',
        name: 'Kubek „Żółw”',
        quantity: '4',
        unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' },
      },
    ],
    totals: { gross: '92.95', currency: 'PLN' },
    ...changes,
  };
}

/** Three mugs from Warsaw, one from Gdańsk. */
export const SPLIT: readonly WarehouseAssignment[] = [
  { warehouse: 'wms-waw', lines: [{ orderLineId: '1', quantity: '3' }] },
  { warehouse: 'wms-gdn', lines: [{ orderLineId: '1', quantity: '1' }] },
];
export const WHOLE: readonly WarehouseAssignment[] = [
  { warehouse: 'wms-waw', lines: [{ orderLineId: '1', quantity: '4' }] },
];

/** An order to which facts happen, one after the other. */
export class OrderInProgress {
  readonly statuses: OrderStatus[] = ['received'];
  private constructor(
    readonly order: Order,
    public progress: OrderProgress,
  ) {}

  static accepted(
    assignment: readonly WarehouseAssignment[] = WHOLE,
    routes: Partial<OrderRoutes> = {},
    order = anOrder(),
  ): OrderInProgress {
    const fulfilments = planFulfilments(order, order.externalId, assignment);
    return new OrderInProgress(order, initialProgress({ ...ROUTES, ...routes }, fulfilments));
  }

  get status(): OrderStatus {
    return this.statuses.at(-1) ?? 'received';
  }

  happens(fact: OrderFact, item = '', connectionId = 'c'): this {
    const origin: FactOrigin = { item, connectionId };
    this.progress = applyFact(this.order, this.progress, fact, origin);
    this.statuses.push(nextStatus(this.status, this.progress));
    return this;
  }

  subject(changes: Partial<OrderSubject> = {}): OrderSubject {
    return {
      id: '01980c5e-7a54-7b9c-8000-000000000001',
      channel: 'shop',
      channelKind: 'shop',
      reference: this.order.externalId,
      status: this.status,
      attention: false,
      order: this.order,
      progress: this.progress,
      ...changes,
    };
  }
}

export const PAID: OrderFact = { type: 'payment-confirmed', transactionId: 'T-1', paidAt: '2026-11-23T08:16:00Z' };

export function packed(boxes: number): OrderFact {
  const packages = Array.from({ length: boxes }, (_, index) => ({ reference: `box ${index + 1}`, weightGrams: 500 }));
  return { type: 'fulfilment-changed', state: 'packed', packages, reason: null };
}

export function requested(id: string): OrderFact {
  return { type: 'fulfilment-requested', id, number: null };
}

export function parcelIs(
  state: Extract<OrderFact, { type: 'shipment-changed' }>['state'],
  waybill: string | null = '620000000000000000000001',
): OrderFact {
  return { type: 'shipment-changed', state, waybill, trackingUrl: null, events: [] };
}
