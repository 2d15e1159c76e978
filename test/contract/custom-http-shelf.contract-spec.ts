import { anOrder, aCustomer, anAddress, describeConnector, sandboxVendor } from '@crossdock/connector-kit/testing';
import { customHttpConnector } from '@crossdock/connectors/custom-http';
import { DemoSystem } from './custom-http-demo';
import { LOGIN, shelfSystem } from './custom-http-shelf.system';

/** One character more than the system takes. */
const TOO_LONG = 'x'.repeat(41);
const GOODS = { method: 'GET', path: '/goods', paging: { kind: 'next-link', next: 'body.next' } };
const PRICE = '{"gross": $string(price), "currency": "PLN", "taxRate": $string(vat)}';
const DONE = '[body.done.{"key": $, "ok": true}]';
const REMOTE = 'body.{"id": id}';
const FOUND = '[body.found.{"id": id, "reference": code}]';

const PORTS = {
  healthCheck: { check: { method: 'GET', path: '/goods' } },
  productSource: {
    readProducts: { ...GOODS, response: '[body.goods.{"sku": code, "name": {"pl": title}, "active": true}]' },
  },
  priceSource: { readPrices: { ...GOODS, response: `[body.goods.{"sku": code, "price": ${PRICE}}]` } },
  offerCatalogue: {
    findOffers: {
      method: 'GET',
      path: '/offers',
      query: { code: '=record.skus' },
      response: '[body.offers.{"offerId": id, "sku": code, "name": title, "quantity": pieces, "active": true}]',
    },
    upsertProducts: {
      method: 'PUT',
      path: '/offers',
      request: '{"items": [record.products.{"code": sku, "title": name.pl}]}',
      response: DONE,
      idempotent: true,
    },
    setPrices: {
      method: 'PUT',
      path: '/offers',
      request: '{"items": [record.prices.{"code": sku, "price": $number(price.gross)}]}',
      response: DONE,
      idempotent: true,
    },
  },
  customerSink: {
    findCustomer: { method: 'GET', path: '/customers', query: { code: '{record.reference}' }, response: FOUND },
    upsertCustomer: {
      method: 'POST',
      path: '/customers',
      request:
        '{"code": record.reference, "buyer": record.customer.(firstName & " " & lastName), "mail": record.customer.email, "town": record.billingAddress.city}',
      response: REMOTE,
    },
  },
  salesRecorder: {
    findSale: { method: 'GET', path: '/sales', query: { code: '{record.reference}' }, response: FOUND },
    recordSale: {
      method: 'POST',
      path: '/sales',
      request:
        '{"code": record.reference, "buyer": record.order.customer.(firstName & " " & lastName), "total": record.order.totals.gross}',
      response: REMOTE,
    },
  },
  audienceSink: {
    upsertSubscribers: {
      method: 'POST',
      path: '/subscribers',
      request: '{"items": [record.subscribers[consent].{"code": email, "buyer": firstName}]}',
      response:
        '[$$.record.subscribers.{"key": email, "ok": email in $$.body.done, "retryable": true, "code": "skipped", "message": "The system skipped the subscriber."}]',
      idempotent: true,
    },
  },
  eventSink: {
    sendEvent: {
      method: 'POST',
      path: '/events',
      request: '{"code": key, "what": record.type, "mail": record.email, "total": record.data.total}',
    },
  },
};

let demo: DemoSystem;
const vendor = sandboxVendor(() => demo.sandboxUrl, 'shelf');

beforeAll(async () => {
  demo = await DemoSystem.configured(shelfSystem, (sandboxUrl) => ({
    settings: {
      baseUrl: `${sandboxUrl}/shelf`,
      auth: { kind: 'basic' },
      scrub: ['buyer', 'mail', 'code', 'done'],
      errors: 'body.where ? {"class": "rejected", "message": body.reason, "field": body.where}',
      ports: PORTS,
    },
    credentials: LOGIN,
  }));
});
afterAll(async () => demo.stop());

describeConnector({
  connector: customHttpConnector,
  open: (overrides) => demo.connect(overrides),
  vendor,
  only: {
    ports: [
      'productSource',
      'priceSource',
      'offerCatalogue',
      'customerSink',
      'salesRecorder',
      'audienceSink',
      'eventSink',
      'healthCheck',
    ],
    reason: 'The connection plays the catalogue of a shop and its marketing; the other ports have their own specs.',
  },
  samples: {
    productSource: { skus: async () => ['MUG-1', 'DESK-1'] },
    priceSource: { skus: async () => ['MUG-1', 'DESK-1'] },
    offerCatalogue: {
      offers: async () => ['MUG-1', 'BOOK-7'].map((sku) => ({ sku, offerId: `offer-${sku}` })),
      product: () => ({ sku: 'NEW-1', name: { pl: 'Nowość żółta' }, active: true }),
      priceAt: async (offerId) => {
        const offer = (await vendor.records('offer')).find(({ id }) => id === offerId);
        return typeof offer?.price === 'number' ? String(offer.price) : null;
      },
    },
    customerSink: {
      recordType: 'customer',
      match: '/customers',
      refused: () => ({ reference: TOO_LONG, customer: aCustomer(), billingAddress: anAddress() }),
    },
    salesRecorder: {
      recordType: 'sale',
      match: '/sales',
      refused: () => ({ reference: TOO_LONG, order: anOrder() }),
    },
    audienceSink: { match: '/subscribers' },
    eventSink: { match: '/events' },
  },
  wrongCredentials: { ...LOGIN, password: 'a-password-of-nobody' },
  secrets: [LOGIN.password, Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64')],
});
