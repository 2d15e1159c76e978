// Made-up records for the panel: people, orders and failures as they look in Poland. Nothing here is real.
const MINUTE = 60_000;
const started = Date.now();
const ago = (minutes) => new Date(started - minutes * MINUTE).toISOString();

export const connections = [
  connection('allegro', 'allegro', 'Allegro', 'Allegro: Kubki i Spółka', 'marketplace', {}),
  connection('bc', 'business-central', 'Business Central', 'Business Central (księgowość)', 'erp', {
    backlog: { ready: 3, running: 1, dead: 1 },
    errorShare: 0.04,
  }),
  connection('wms', 'custom-http', 'Custom HTTP', 'Magazyn Łódź', 'wms', {
    backlog: { ready: 128, running: 0, dead: 0 },
    state: 'paused',
    pausedReason: 'Inwentaryzacja do 14:00 (Żaneta)',
  }),
  connection('inpost', 'inpost', 'InPost', 'InPost Paczkomaty', 'courier', {}),
  connection('parcel', 'custom-http', 'Custom HTTP', 'Kurier Śląsk', 'courier', {
    state: 'held',
    problem: 'Kurier Śląsk has answered 503 ten times in a row; it is asked again in a minute.',
    heldUntil: new Date(started + 50_000).toISOString(),
    backlog: { ready: 14, running: 0, dead: 0 },
    errorShare: 0.83,
  }),
  connection('przelewy24', 'przelewy24', 'Przelewy24', 'Przelewy24', 'payment', {}),
];

function connection(id, system, systemName, name, category, facts) {
  return {
    id,
    system,
    systemName,
    name,
    category,
    state: 'ok',
    problem: null,
    heldUntil: null,
    pausedAt: null,
    pausedReason: null,
    concurrency: 4,
    rate: { requests: 10, perMs: 1_000 },
    backlog: { ready: 0, running: 0, dead: 0 },
    lastAttemptAt: ago(0.4),
    errorShare: 0,
    ports: ['healthCheck', 'warehouse', 'stockSource'],
    api: { version: '2.0', docs: 'https://example.com' },
    settings: {
      baseUrl: `https://api.${id}.example.com`,
      auth: { kind: 'api-key', header: 'X-Api-Key' },
      tables: { 'fulfilment-state': { ACCEPTED: 'requested', PICKING: 'picking', PACKED: 'packed' } },
    },
    ...facts,
  };
}

const PEOPLE = ['Zażółć Gęślą', 'Łucja Wójcik', 'Święta Źdźbło', 'Jan Kowalski', 'Małgorzata Śnieżyńska', 'Paweł Dąb'];
const STATUSES = [
  'shipped',
  'processing',
  'delivered',
  'picking',
  'awaiting_payment',
  'packed',
  'cancelled',
  'returned',
];

/** The first is in trouble, the second on its way; the rest fills the list. */
export const orders = Array.from({ length: 61 }, (_, index) => order(index));

function order(index) {
  const number = 10_061 - index;
  const [firstName, lastName] = PEOPLE[index % PEOPLE.length].split(' ');
  const isTrouble = index === 0 || index % 17 === 16;
  const status = index === 0 ? 'processing' : STATUSES[(index - 1) % STATUSES.length];
  const price = (19.99 + index * 7).toFixed(2);
  const total = (Number(price) * 2 + 12.99).toFixed(2);
  return {
    id: `0198c0de-0000-7000-8000-${String(number).padStart(12, '0')}`,
    externalId: `${number}/2026`,
    reference: `SKLEP-${number}`,
    channel: index % 3 === 0 ? 'sklep-kubki' : 'allegro',
    status,
    attention: isTrouble,
    attentionReason: isTrouble
      ? 'Business Central refused order SKLEP-10061: no item with number "UNKNOWN-1" exists. Add the item or correct the SKU, then try the job again.'
      : null,
    placedAt: ago(3 + index * 47),
    receivedAt: ago(2 + index * 47),
    updatedAt: ago(1 + index * 47),
    customer: { email: `klient${number}@example.com`, phone: '+48500600700', firstName, lastName, company: null },
    shippingAddress: {
      firstName,
      lastName,
      street: 'ul. Świętokrzyska 14 m. 3',
      city: 'Łódź',
      postalCode: '90-001',
      country: 'PL',
    },
    pickupPoint: { carrier: 'inpost', id: 'LOD01A', name: 'Paczkomat LOD01A' },
    delivery: { method: 'inpost-locker', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } },
    lines: [
      {
        id: '1',
        sku: isTrouble ? 'UNKNOWN-1' : 'MUG-1',
        name: 'Kubek „Żółw” 330 ml',
        quantity: '2',
        unitPrice: { gross: price, currency: 'PLN', taxRate: '23' },
      },
    ],
    totals: { gross: total, currency: 'PLN' },
    note: index === 0 ? 'Proszę zapakować na prezent.' : null,
    cancellation: null,
    documents: isTrouble ? [] : documents(number),
    shipments: ['shipped', 'delivered', 'returned', 'packed'].includes(status) ? [shipment(number, status)] : [],
    payments: [
      {
        method: 'przelewy24',
        system: 'przelewy24',
        statedAs: 'paid',
        state: 'confirmed',
        amount: { amount: total, currency: 'PLN' },
        transactionId: `P24-${number}`,
        paidAt: ago(3 + index * 47),
        cashOnDelivery: false,
      },
    ],
  };
}

function documents(number) {
  return [
    { kind: 'sales-order', system: 'bc', id: `so-${number}`, number: `ZS/${number}` },
    { kind: 'fulfilment', system: 'wms', id: `f-${number}`, number: `WZ-${number}` },
  ];
}

function shipment(number, status) {
  return {
    reference: `SKLEP-${number}-F1-S1`,
    fulfilment: 'F1',
    carrier: 'inpost',
    state: status === 'packed' ? 'confirmed' : status,
    waybill: `6200000000000000000${number}`,
    trackingUrl: `https://inpost.pl/sledzenie-przesylek?number=6200000000000000000${number}`,
    events: [],
    labelStored: true,
  };
}

const HAPPENED = [
  ['order.accepted', null, 'The order was accepted from sklep-kubki.', 'Zamówienie zostało przyjęte (sklep-kubki).'],
  [
    'payment.confirmed',
    'Przelewy24',
    'The payment was confirmed (transaction P24-1).',
    'Płatność została potwierdzona (transakcja P24-1).',
  ],
];
const TROUBLE = [
  [
    'attention.raised',
    'Business Central (księgowość)',
    'Our staff must look at the order: no item with number "UNKNOWN-1" exists.',
    'Zamówieniem musi zająć się pracownik: no item with number "UNKNOWN-1" exists.',
  ],
];
const GOOD = [
  [
    'sales-order.created',
    'Business Central (księgowość)',
    'The order was entered in the accounting system as ZS/10060.',
    'Zamówienie zostało wpisane do systemu księgowego pod numerem ZS/10060.',
  ],
  [
    'fulfilment.requested',
    'Magazyn Łódź',
    'The warehouse received the order to pack as WZ-10060.',
    'Magazyn otrzymał zamówienie do spakowania pod numerem WZ-10060.',
  ],
  ['fulfilment.packed', 'Magazyn Łódź', 'The warehouse packed the products.', 'Magazyn spakował produkty.'],
  [
    'shipment.confirmed',
    'InPost Paczkomaty',
    'The courier confirmed the parcel; its number is 620000000000000000010060.',
    'Kurier potwierdził paczkę; jej numer to 620000000000000000010060.',
  ],
  ['label.stored', 'InPost Paczkomaty', 'The parcel label is ready to print.', 'Etykieta paczki jest gotowa do druku.'],
  [
    'shipment.shipped',
    'InPost Paczkomaty',
    'The courier has the parcel 620000000000000000010060.',
    'Kurier ma już paczkę 620000000000000000010060.',
  ],
];

export function timeline(order, language) {
  const all = [...HAPPENED, ...(order.attention ? TROUBLE : GOOD)];
  const first = Date.parse(order.receivedAt);
  return all.map(([code, system, english, polish], index) => ({
    id: String(index + 1),
    at: new Date(first + index * 9_000).toISOString(),
    code,
    system,
    text: language === 'pl' ? polish : english,
  }));
}

const REFUSED = {
  class: 'rejected',
  code: 'order.rejected',
  summary: 'Business Central refused order SKLEP-10061: no item with number "UNKNOWN-1" exists.',
  fix: 'Add the item in Business Central or correct the SKU of the line, then try again.',
};

const STEPS = [
  ['verify-payment', 'przelewy24'],
  ['create-sales-order', 'bc'],
  ['request-fulfilment', 'wms'],
  ['await-packing', 'wms'],
  ['create-shipment', 'inpost'],
  ['await-label', 'inpost'],
  ['await-delivery', 'inpost'],
];

export const jobs = orders.slice(0, 20).flatMap((of, place) => {
  const steps = of.attention ? STEPS.slice(0, 2) : STEPS;
  return steps.map(([step, connectionId], index) =>
    job(of, place * 10 + index + 1, step, connectionId, index === steps.length - 1),
  );
});

function job(of, id, step, connectionId, isLast) {
  const isDead = of.attention && isLast;
  const isInDoubt = id === 35;
  const state = isDead ? 'dead' : isInDoubt ? 'in-doubt' : isLast ? 'waiting' : 'done';
  const doubt = {
    class: 'unknown-outcome',
    code: 'http.timeout',
    summary: 'InPost did not answer within 30 s when a parcel was ordered.',
    fix: null,
  };
  return {
    id: String(id),
    flow: 'order-fulfilment',
    step,
    item: index(step),
    state,
    connectionId,
    orderId: of.id,
    orderReference: of.reference,
    attempts: isDead ? 2 : 1,
    dueAt: of.receivedAt,
    note: state === 'waiting' ? 'Waiting for the courier to deliver.' : null,
    error: isDead ? REFUSED : isInDoubt ? doubt : null,
    createdAt: of.receivedAt,
    finishedAt: state === 'done' ? of.updatedAt : null,
    idempotencyKey: `order-fulfilment/${of.id}/${step}`,
    outcomeUnknown: isInDoubt,
  };
}

function index(step) {
  if (step.includes('packing') || step.includes('fulfilment')) return 'F1';
  return step.includes('shipment') || step.includes('label') || step.includes('delivery') ? 'F1/S1' : '';
}

/** What was said between the hub and the other system. */
export function attempts(of) {
  return Array.from({ length: of.attempts }, (_, place) => ({
    id: `${of.id}${place}`,
    startedAt: new Date(Date.parse(of.createdAt) + place * 40_000).toISOString(),
    durationMs: 412 + place * 51,
    outcome: of.state === 'dead' && place === 0 ? 'ready' : of.state,
    worker: 'worker-1',
    error: of.error === null ? null : { ...of.error, vendorCode: null, field: 'lines/0/sku', httpStatus: 400 },
    mappingVersions: { 'create-sales-order': 3 },
    exchanges: exchanges(of, place),
  }));
}

function exchanges(of, place) {
  const failed = of.error !== null;
  const first = place === 0 && of.state === 'dead';
  const post = {
    operation: of.step,
    method: 'POST',
    url: `https://api.${of.connectionId}.example.com/v2.0/companies/kubki/salesOrders`,
    requestHeaders: { authorization: '***', 'content-type': 'application/json', 'idempotency-key': of.idempotencyKey },
    requestBody: JSON.stringify({
      externalDocumentNumber: of.orderReference,
      email: '***',
      lines: [{ lineObjectNumber: 'UNKNOWN-1', quantity: 2, description: 'Kubek „Żółw” 330 ml' }],
    }),
    status: first ? 503 : failed ? 400 : 201,
    responseHeaders: { 'content-type': 'application/json', 'request-id': 'b7d0-51' },
    responseBody: failed
      ? JSON.stringify({
          error: {
            code: 'BadRequest_NotFound',
            message: 'The Item does not exist. Identification fields and values: No.="UNKNOWN-1"',
          },
        })
      : JSON.stringify({ id: `so-${of.id}`, number: `ZS/${of.id}` }),
    durationMs: 380,
    failure: null,
  };
  const find = {
    ...post,
    operation: 'find',
    method: 'GET',
    requestBody: null,
    status: 200,
    responseBody: '{"value":[]}',
    durationMs: 31,
  };
  return of.state === 'in-doubt'
    ? [find, { ...post, status: null, responseBody: null, responseHeaders: {}, failure: 'timeout' }]
    : [find, post];
}
