import { ADDRESS, buyer } from './people.mjs';

const GOODS = '39.98';
const DELIVERIES = [
  { method: 'inpost-locker', gross: '12.99', total: '52.97', pickupPoint: { carrier: 'inpost', id: 'WAW01A' } },
  { method: 'inpost-courier', gross: '16.02', total: '56.00' },
  { method: 'parcel-world-express', gross: '20.02', total: '60.00' },
];

/**
 * An order as a shop sends it; the parts add up.
 * @param {{run: string, number: number, delivery: number, paid: boolean}} options `paid: false` waits at the gateway
 */
export function orderBody({ run, number, delivery, paid }) {
  const { method, gross, total, pickupPoint } = DELIVERIES[delivery];
  const externalId = `${run}-${number}`;
  return {
    externalId,
    currency: 'PLN',
    placedAt: new Date().toISOString(),
    customer: buyer(number),
    billingAddress: ADDRESS,
    shippingAddress: ADDRESS,
    ...(pickupPoint === undefined ? {} : { pickupPoint }),
    delivery: { method, price: { gross, currency: 'PLN', taxRate: '23' } },
    payment: {
      method: 'przelewy24',
      status: paid ? 'paid' : 'pending',
      amount: { amount: total, currency: 'PLN' },
      transactionId: `${paid ? 'P24' : 'PENDING'}-${externalId}`,
      cashOnDelivery: false,
    },
    lines: [
      {
        id: '1',
        sku: 'MUG-1',
        name: 'Kubek „Żółw”',
        quantity: '2',
        unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' },
      },
    ],
    totals: { gross: total, currency: 'PLN' },
  };
}

/** Another order under the same number: one mug more and the price of it. */
export function altered(body) {
  const delivery = body.delivery.price.gross;
  const amount = (Number(GOODS) + 19.99 + Number(delivery)).toFixed(2);
  return {
    ...body,
    payment: { ...body.payment, amount: { ...body.payment.amount, amount } },
    lines: body.lines.map((line) => ({ ...line, quantity: '3' })),
    totals: { ...body.totals, gross: amount },
  };
}
export const DELIVERY_KINDS = DELIVERIES.length;
