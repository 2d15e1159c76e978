/** Two mugs to a locker, paid: an order that is right in everything. */
export const ORDER_EXAMPLE = {
  externalId: '1001',
  currency: 'PLN',
  placedAt: '2026-11-23T08:15:00Z',
  customer: {
    email: 'jan@example.com',
    phone: '+48500600700',
    firstName: 'Jan',
    lastName: 'Kowalski',
    company: null,
    taxId: null,
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
  lines: [
    {
      id: '1',
      sku: 'MUG-1',
      ean: '5901234123457',
      name: 'Mug',
      quantity: '2',
      unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' },
    },
  ],
  totals: { gross: '52.97', currency: 'PLN' },
  note: null,
  attributes: {},
};
