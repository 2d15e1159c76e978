// The order that is placed again and again: one line, paid by card, sent by courier.

/** What the payment gateway says was paid; the order's total. */
export const TOTAL = { amount: '52.97', currency: 'PLN' };

const ADDRESS = { street: 'Prosta 51', city: 'Warszawa', postalCode: '00-838', country: 'PL' };

/**
 * @param {string} externalId the shop's number; the five systems are told it, too
 * @returns {object} body of `POST /api/v1/orders`
 */
export function orderBody(externalId) {
  const { amount, currency } = TOTAL;
  return {
    externalId,
    currency,
    placedAt: '2026-11-23T08:15:00Z',
    customer: {
      email: `${externalId.toLowerCase()}@example.com`,
      phone: '+48500600700',
      firstName: 'Jan',
      lastName: 'Kowalski',
    },
    billingAddress: ADDRESS,
    shippingAddress: ADDRESS,
    delivery: { method: 'courier', price: { gross: '12.99', currency, taxRate: '23' } },
    payment: { method: 'card', status: 'paid', amount: TOTAL, transactionId: externalId, cashOnDelivery: false },
    lines: [
      {
        id: '1',
        sku: 'MUG-1',
        ean: '5901234123457',
        name: 'Mug',
        quantity: '2',
        unitPrice: { gross: '19.99', currency, taxRate: '23' },
      },
    ],
    totals: { gross: amount, currency },
  };
}
