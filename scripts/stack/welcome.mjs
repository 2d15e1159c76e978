/** What to open, how to sign in and how to place a first order. */
export function welcome({ hubUrl, sandboxUrl, demo }, now = new Date()) {
  const lines = ['', `Panel      ${hubUrl}/admin`, `API        ${hubUrl}/api/v1   (pages at ${hubUrl}/docs)`];
  if (sandboxUrl !== null) lines.push(`Sandbox    ${sandboxUrl}/__sandbox/systems`);
  if (demo !== null) lines.push(...demoLines(hubUrl, demo, now));
  lines.push('', 'Ctrl-C stops everything.');
  return lines.join('\n');
}

function demoLines(hubUrl, demo, now) {
  const externalId = `D-${now.getTime().toString(36).toUpperCase()}`;
  const body = JSON.stringify(sampleOrder(externalId, now));
  const key = `-H 'Authorization: Bearer ${demo.apiKey}'`;
  return [
    `Sign-in    ${demo.admin.email} / ${demo.admin.password}`,
    `API key    ${demo.apiKey}`,
    '',
    'Place an order:',
    `curl -s ${hubUrl}/api/v1/orders ${key} -H 'Content-Type: application/json' -d '${body}'`,
    'Watch it:',
    `curl -s '${hubUrl}/api/v1/orders?externalId=${externalId}' ${key}`,
  ];
}

function sampleOrder(externalId, now) {
  const address = { street: 'Prosta 51', city: 'Warszawa', postalCode: '00-838', country: 'PL' };
  const placedAt = new Date(Math.floor(now.getTime() / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  return {
    externalId,
    currency: 'PLN',
    placedAt,
    customer: {
      email: 'jan@example.com',
      phone: '+48500600700',
      firstName: 'Jan',
      lastName: 'Kowalski',
      company: null,
      taxId: null,
      group: 'retail',
    },
    billingAddress: address,
    shippingAddress: address,
    pickupPoint: { carrier: 'inpost', id: 'WAW01A' },
    delivery: { method: 'inpost-locker', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } },
    payment: {
      method: 'przelewy24',
      status: 'paid',
      amount: { amount: '52.97', currency: 'PLN' },
      transactionId: `P24-${now.getTime()}`,
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
}
