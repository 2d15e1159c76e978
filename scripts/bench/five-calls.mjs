// The five calls of an order as a peer makes them: the same requests that the hub makes from setup.json.
import { createHmac, randomUUID } from 'node:crypto';
import { Pool } from 'undici';

const WEBHOOK_SECRET = Buffer.from('demo-shop-webhook-secret-01');
/** As many as the hub has at most for one connection. */
const CONNECTIONS = 64;

export class FiveCalls {
  #pool;

  /** @param {string} url of the stand-in */
  constructor(url) {
    this.#pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  }

  async payment({ payment }) {
    const paid = await this.#call(
      'GET',
      `/payments/transactions?reference=${encodeURIComponent(payment.transactionId)}`,
    );
    if (paid.status !== 'paid') throw new Error(`The payment is ${paid.status}.`);
    return paid.id;
  }

  async salesOrder({ externalId, placedAt, customer, billingAddress, delivery, currency, lines, totals }) {
    return this.#create('/erp/orders', externalId, {
      reference: externalId,
      channel: 'shop',
      date: placedAt.slice(0, 10),
      customer: { email: customer.email, phone: customer.phone, name: `${customer.firstName} ${customer.lastName}` },
      billing: billingAddress,
      delivery: delivery.method,
      currency,
      lines: lines.map(({ id, sku, name, quantity, unitPrice: { gross, taxRate } }) => {
        return { no: id, sku, name, quantity: Number(quantity), gross, taxRate };
      }),
      total: totals.gross,
    });
  }

  async fulfilment({ externalId, customer, shippingAddress: address, delivery, lines }) {
    return this.#create('/wms/fulfilments', externalId, {
      reference: `${externalId}-F1`,
      orderNumber: externalId,
      warehouse: 'wms',
      recipient: { ...recipientOf(customer, address), street: address.street, postCode: address.postalCode },
      deliveryService: delivery.method,
      lines: lines.map(({ id, sku, ean, name, quantity }) => ({
        line: id,
        sku,
        ean,
        name,
        quantity: Number(quantity),
      })),
    });
  }

  async shipment({ externalId, customer, shippingAddress: address }, { packages }) {
    const { label, ...shipment } = await this.#create('/courier/shipments', externalId, {
      customerReference: `${externalId}-F1-S1`,
      consignee: { ...recipientOf(customer, address), line1: address.street, zip: address.postalCode },
      pieces: packages.map(({ weight }) => ({ weightGrams: Math.round(weight * 1_000) })),
    });
    return { ...shipment, labelBytes: label.length };
  }

  async notification({ externalId }, { waybill, trackingUrl }) {
    const timestamp = new Date().toISOString();
    const body = JSON.stringify({
      type: 'order.delivered',
      timestamp,
      data: { externalId, status: 'delivered', shipments: [{ waybill, trackingUrl }] },
    });
    const id = `msg_${randomUUID()}`;
    const seconds = String(Math.floor(Date.now() / 1_000));
    const signature = createHmac('sha256', WEBHOOK_SECRET).update(`${id}.${seconds}.${body}`).digest('base64');
    const headers = { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` };
    await this.#call('POST', '/shop/webhooks', body, headers);
  }

  async #create(path, order, body) {
    return this.#call('POST', path, JSON.stringify(body), { 'idempotency-key': `${order}${path}` });
  }

  async #call(method, path, body, headers = {}) {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await this.#pool.request({ method, path, body, headers: { ...type, ...headers } });
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}.`);
    return answer.body.json();
  }
}

function recipientOf({ firstName, lastName, email, phone }, { city, country }) {
  return { name: `${firstName} ${lastName}`, city, country, phone, email };
}
