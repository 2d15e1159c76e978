import { type Order, type OrderLine, addMoney, multiplyMoney, sumMoney } from '@crossdock/canonical';
import type { SalesOrderRequest } from '../../ports/sales-documents';
import { aCustomer, anAddress } from './people';
import { nextOrderNumber } from './references';

export function anOrderLine(changes: Partial<OrderLine> = {}): OrderLine {
  return {
    id: '1',
    sku: 'MUG-1',
    ean: '5901234123457',
    name: 'Kubek żółty',
    quantity: '2',
    unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' },
    ...changes,
  };
}

/** A paid order of two kinds of goods; its total is that of its lines and delivery unless it is given. */
export function anOrder(changes: Partial<Order> = {}): Order {
  const externalId = changes.externalId ?? nextOrderNumber();
  const lines = changes.lines ?? [
    anOrderLine(),
    anOrderLine({
      id: '2',
      sku: 'BOOK-7',
      name: 'Książka „Gęś”',
      quantity: '1',
      unitPrice: { gross: '34.50', currency: 'PLN', taxRate: '5' },
    }),
  ];
  const delivery = changes.delivery ?? {
    method: 'courier',
    price: { gross: '14.90', currency: 'PLN', taxRate: '23' },
  };
  const amount = totalOf(lines, delivery);
  return {
    externalId,
    currency: 'PLN',
    placedAt: '2026-03-02T09:15:30.000Z',
    customer: aCustomer(),
    billingAddress: anAddress(),
    shippingAddress: anAddress(),
    delivery,
    payment: {
      method: 'przelewy24',
      status: 'paid',
      amount,
      transactionId: `T-${externalId}`,
      paidAt: '2026-03-02T09:16:00.000Z',
      cashOnDelivery: false,
    },
    lines,
    totals: { gross: amount.amount, currency: 'PLN' },
    ...changes,
  };
}

/** What the lines and the delivery cost together, rounded line by line. */
export function totalOf(
  lines: Order['lines'],
  delivery: Order['delivery'],
): { readonly amount: string; readonly currency: string } {
  const { currency } = delivery.price;
  const amounts = lines.map(({ unitPrice, quantity }) =>
    multiplyMoney({ amount: unitPrice.gross, currency: unitPrice.currency }, quantity),
  );
  return addMoney(sumMoney(amounts, currency), { amount: delivery.price.gross, currency });
}

/** An order on its way into an ERP, under a reference that no sample had before. */
export function aSalesOrderRequest(changes: Partial<SalesOrderRequest> = {}): SalesOrderRequest {
  const order = changes.order ?? anOrder();
  return { reference: order.externalId, channel: 'shop', order, ...changes };
}
