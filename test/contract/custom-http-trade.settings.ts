import { CLIENT } from './custom-http-trade.system';

export const WEBHOOK_SECRET = 'trade-webhook-secret';
export const TRADE_CREDENTIALS = { clientId: CLIENT.id, clientSecret: CLIENT.secret, webhookSecret: WEBHOOK_SECRET };

const RECORD = '"id": id, "number": number';
const found = (kind: string): object => ({
  method: 'GET',
  path: `/documents/${kind}`,
  query: { ref: '{record.reference}' },
  response: `[body.found.{${RECORD}, "reference": ref}]`,
});
const made = (kind: string, request: string): object => ({
  method: 'POST',
  path: `/documents/${kind}`,
  request,
  response: `body.{${RECORD}}`,
});
const INVOICE =
  '{"id": invoice.id, "number": invoice.number, "total": {"amount": invoice.total, "currency": currency}}';
const REFUND =
  '{"reference": ref, "id": id, "state": $code("refund-state", state), "amount": {"amount": amount, "currency": currency}}';
const CHARGE =
  'body.{"reference": ref, "transactionId": id, "state": $code("charge-state", state), "amount": {"amount": amount, "currency": currency}, "paidAt": createdAt}';

/** Orders come as the channel's own words; here they are the canonical ones already. */
const CHANNEL = {
  orderSource: {
    readChanges: {
      method: 'GET',
      path: '/events',
      response: '[body.events.{"externalId": order, "changeId": no}]',
      paging: { kind: 'cursor', parameter: 'after', next: 'body.last', more: 'body.more' },
    },
    fetchOrder: {
      method: 'GET',
      path: '/orders/{record.externalId}',
      notFound: [404],
      response: 'body.{"state": $code("order-state", state), "revision": version, "order": order}',
    },
  },
  fulfilmentReporter: {
    reportStatus: {
      method: 'PUT',
      path: '/orders/{record.externalId}/state',
      request: '{"state": $uppercase(record.status)}',
    },
    findShipmentReport: {
      ...found('parcel'),
      query: { ref: '{record.waybill}' },
      response: `[body.found[order = $$.record.externalId].{${RECORD}, "reference": ref}]`,
    },
    reportShipment: made(
      'parcel',
      'record.{"ref": waybill, "order": externalId, "carrier": $codeOr("carrier", carrier, carrier)}',
    ),
  },
};

const ERP = {
  salesDocuments: {
    findSalesOrder: found('sale'),
    createSalesOrder: made(
      'sale',
      'record.{"ref": reference, "buyer": $join([order.customer.firstName, order.customer.lastName], " "), "mail": order.customer.email, "currency": order.currency, "total": order.totals.gross, "rows": [order.lines.{"sku": sku, "qty": $number(quantity), "net": $netOf(unitPrice.gross, unitPrice.taxRate, unitPrice.currency)}]}',
    ),
    readSalesOrder: {
      method: 'GET',
      path: '/document/{record.id}',
      response: `body.{${RECORD}, "state": $code("sale-state", state), "total": {"amount": total, "currency": currency}, "invoice": invoice ? ${INVOICE} : null}`,
    },
    cancelSalesOrder: { method: 'POST', path: '/document/{record.id}/cancel' },
    invoiceSalesOrder: { method: 'POST', path: '/document/{record.id}/invoice', response: `body.${INVOICE}` },
    findPayment: found('entry'),
    registerPayment: made(
      'entry',
      'record.{"ref": reference, "invoice": invoice.number, "amount": $money(amount.amount, amount.currency)}',
    ),
  },
  stockSource: {
    readStock: {
      method: 'GET',
      path: '/stock',
      response:
        '$map(body.levels, function($level){ {"sku": $level.sku, "warehouse": "MAIN", "onHand": $level.pieces, "observedAt": body.at} })',
      paging: { kind: 'page-number', parameter: 'page', more: 'body.page < body.pages' },
    },
  },
  stockSink: {
    setStock: {
      method: 'POST',
      path: '/stock',
      request: '{"items": [record.items.{"offer": offerId, "pieces": quantity}]}',
      response:
        '[body.results.($exists(problem) ? {"key": offer, "ok": false, "retryable": false, "code": problem, "message": "The offer is not known."} : {"key": offer, "ok": true})]',
      idempotent: true,
    },
  },
};

const GATEWAY = {
  payments: {
    readPayment: { method: 'GET', path: '/charges/{record.reference}', notFound: [404], response: CHARGE },
    confirmPayment: {
      method: 'POST',
      path: '/charges/{record.reference}/confirm',
      request: 'record.amount.{"amount": $money(amount, currency), "currency": currency}',
      response: CHARGE,
    },
    findRefund: { ...found('refund'), response: `[body.found.${REFUND}]` },
    refund: {
      ...made(
        'refund',
        'record.{"ref": reference, "charge": transactionId, "amount": $money(amount.amount, amount.currency), "currency": amount.currency, "why": reason}',
      ),
      response: `body.${REFUND}`,
    },
  },
};

/** One connection that plays a shop, an ERP, a stock list and a payment gateway. @param baseUrl of the sandbox */
export function tradeSettings(baseUrl: string): object {
  return {
    baseUrl: `${baseUrl}/trade`,
    auth: { kind: 'oauth2-client-credentials', tokenUrl: `${baseUrl}/trade/oauth/token` },
    scrub: ['buyer', 'mail'],
    errors:
      'body.error.{"class": code = "DUPLICATE" or code = "INVOICED" ? "conflict" : "", "code": code, "message": text, "field": field}[class != ""]',
    tables: {
      'order-state': { DRAFT: 'incomplete', PAID: 'open', CANCELLED: 'cancelled' },
      'sale-state': { OPEN: 'open', INVOICED: 'invoiced', CANCELLED: 'cancelled' },
      'charge-state': { WAITING: 'pending', CONFIRMED: 'paid' },
      'refund-state': { OPEN: 'pending', DONE: 'completed' },
    },
    ports: { healthCheck: { check: { method: 'GET', path: '/stock' } }, ...CHANNEL, ...ERP, ...GATEWAY },
    webhook: {
      signature: { kind: 'hmac-sha256', header: 'X-Trade-Signature', encoding: 'base64' },
      events:
        '[body.changes.(kind = "order" ? {"type": "order-changed", "externalId": ref} : {"type": "payment-changed", "reference": ref})]',
    },
  };
}
