import type { Order, OrderLine } from '../order/order';

/** An order line that is right in itself: two mugs for 19.99 each. */
export function aLine(changes: Partial<OrderLine> = {}): OrderLine {
  return {
    id: '1',
    sku: 'MUG-1',
    ean: '5901234123457',
    name: 'Kubek „Żółw”',
    quantity: '2',
    unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' },
    ...changes,
  };
}

/** An order that is right: two mugs to a locker, 52.97 PLN, paid. */
export function anOrder(changes: Partial<Order> = {}): Order {
  return {
    externalId: '1001',
    currency: 'PLN',
    placedAt: '2026-11-23T08:15:00Z',
    customer: {
      email: 'jan@example.com',
      phone: '+48500600700',
      firstName: 'Jan',
      lastName: 'Kowalski',
      group: 'retail',
    },
    billingAddress: { street: 'Prosta 51', city: 'Warszawa', postalCode: '00-838', country: 'PL' },
    shippingAddress: { street: 'Prosta 51', city: 'Warszawa', postalCode: '00-838', country: 'PL' },
    pickupPoint: { carrier: 'inpost', id: 'WAW01A' },
    delivery: { method: 'inpost-locker', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } },
    payment: {
      method: 'przelewy24',
      status: 'paid',
      amount: { amount: '52.97', currency: 'PLN' },
      transactionId: 'P24-1',
      cashOnDelivery: false,
    },
    lines: [aLine()],
    totals: { gross: '52.97', currency: 'PLN' },
    note: null,
    attributes: {},
    ...changes,
  };
}
