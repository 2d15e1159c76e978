import {
  FULFILMENT_STATES,
  isDecimal,
  LABEL_FORMATS,
  parseInstant,
  PAYMENT_STATES,
  REFUND_STATES,
  SHIPMENT_STATES,
} from '@crossdock/canonical';
import { z } from 'zod';

/** What every port may give back; a connector that gives anything else would hand nonsense to the engine. */
const word = z.string().min(1);
const decimal = z.string().refine(isDecimal, 'not a decimal number');
const instant = z.string().refine((text) => parseInstant(text) !== null, 'not an instant');
const currency = z.string().regex(/^[A-Z]{3}$/);
const maybe = <T extends z.ZodType>(schema: T): z.ZodOptional<z.ZodNullable<T>> => schema.nullable().optional();
const money = z.object({ amount: decimal, currency });
const grossPrice = z.object({ gross: decimal, currency, taxRate: decimal.nullable() });
const open = z.record(z.string(), z.unknown());
const whole = z.number().int().nonnegative();

export const remoteRecord = z.object({ id: word, number: maybe(z.string()) });
export const maybeRecord = remoteRecord.nullable();
export const nothing = z.undefined();
const page = { next: z.string().nullable(), more: z.boolean() };
const bytes = z.instanceof(Uint8Array).refine(({ length }) => length > 0, 'an empty document');

export const itemResults = z.array(
  z.discriminatedUnion('ok', [
    z.object({ key: word, ok: z.literal(true), remoteId: word.optional() }),
    z.object({ key: word, ok: z.literal(false), retryable: z.boolean(), code: word, message: word }),
  ]),
);
export const cancelResult = z.discriminatedUnion('cancelled', [
  z.object({ cancelled: z.literal(true) }),
  z.object({ cancelled: z.literal(false), reason: word }),
]);

export const orderChanges = z.object({ changes: z.array(z.object({ externalId: word, changeId: word })), ...page });

const person = {
  firstName: maybe(z.string()),
  lastName: maybe(z.string()),
  company: maybe(z.string()),
  phone: maybe(z.string()),
};
const address = z.object({
  ...person,
  street: z.string(),
  street2: maybe(z.string()),
  city: z.string(),
  postalCode: z.string(),
  region: maybe(z.string()),
  country: z.string(),
  email: maybe(z.string()),
});
const customer = z.object({
  ...person,
  email: z.string(),
  taxId: maybe(z.string()),
  group: maybe(z.string()),
  externalId: maybe(z.string()),
  language: maybe(z.string()),
});
const line = z.object({
  id: word,
  sku: z.string(),
  ean: maybe(z.string()),
  name: z.string(),
  quantity: decimal,
  unitPrice: grossPrice,
  externalId: maybe(z.string()),
  offerId: maybe(z.string()),
  attributes: open.optional(),
});
const order = z.object({
  externalId: word,
  currency,
  placedAt: z.string(),
  customer,
  billingAddress: address,
  shippingAddress: address,
  pickupPoint: maybe(z.object({ carrier: word, id: word, name: maybe(z.string()) })),
  delivery: z.object({ method: z.string(), price: grossPrice }),
  payment: z.object({
    method: z.string(),
    status: z.enum(PAYMENT_STATES),
    amount: money,
    transactionId: maybe(z.string()),
    paidAt: maybe(instant),
    cashOnDelivery: z.boolean(),
  }),
  lines: z.array(line),
  totals: z.object({ gross: decimal, currency }),
  invoiceRequested: z.boolean().optional(),
  note: maybe(z.string()),
  attributes: open.optional(),
});
export const channelOrder = z
  .object({ order, state: z.enum(['incomplete', 'open', 'cancelled']), revision: z.string() })
  .nullable();

export const invoice = z.object({
  id: word,
  number: word,
  issuedAt: maybe(z.string()),
  total: maybe(money),
  remaining: maybe(money),
});
export const maybeInvoice = invoice.nullable();
export const salesOrder = remoteRecord.extend({
  state: z.enum(['open', 'released', 'shipped', 'invoiced', 'cancelled']),
  total: money.nullable(),
  invoice: invoice.nullable(),
});

export const stockPage = z.object({
  levels: z.array(
    z.object({
      sku: word,
      warehouse: word,
      onHand: decimal,
      reserved: maybe(decimal),
      incoming: maybe(decimal),
      observedAt: instant,
      sourceSequence: maybe(z.string()),
    }),
  ),
  ...page,
});
export const pricePage = z.object({
  prices: z.array(z.object({ sku: word, price: grossPrice, minimumQuantity: maybe(decimal) })),
  ...page,
});
export const productPage = z.object({
  products: z.array(
    z.object({ sku: word, gtin: maybe(z.string()), name: z.record(z.string(), z.string()), active: z.boolean() }),
  ),
  ...page,
});
export const offers = z.array(
  z.object({
    offerId: word,
    sku: z.string().nullable(),
    gtin: maybe(z.string()),
    name: z.string(),
    quantity: z.number().nullable(),
    active: z.boolean(),
  }),
);

const packages = z.array(
  z.object({
    reference: maybe(z.string()),
    weightGrams: maybe(z.number().nonnegative()),
    lengthMm: maybe(z.number().nonnegative()),
    widthMm: maybe(z.number().nonnegative()),
    heightMm: maybe(z.number().nonnegative()),
  }),
);
export const fulfilment = remoteRecord.extend({
  state: z.enum(FULFILMENT_STATES),
  packages,
  reason: maybe(z.string()),
});
export const createdFulfilment = remoteRecord.extend(fulfilment.partial().omit({ id: true }).shape);

const label = z.object({ format: z.enum(LABEL_FORMATS), content: bytes });
export const maybeLabel = label.nullable();
export const shipment = remoteRecord.extend({
  state: z.enum(SHIPMENT_STATES),
  waybill: word.nullable(),
  trackingUrl: z.string().nullable(),
  events: z.array(
    z.object({
      at: instant,
      state: z.enum(SHIPMENT_STATES),
      carrierStatus: z.string(),
      description: maybe(z.string()),
    }),
  ),
  problem: maybe(z.string()),
});
export const createdShipment = remoteRecord.extend({
  ...shipment.partial().omit({ id: true }).shape,
  label: maybe(label),
});
export const pickupPoints = z.array(
  z.object({
    id: word,
    name: z.string(),
    street: z.string(),
    city: z.string(),
    postalCode: z.string(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    acceptsCashOnDelivery: z.boolean(),
    open: z.boolean(),
  }),
);
export const manifestDocument = bytes;

export const payment = z.object({
  reference: word,
  transactionId: word.nullable(),
  state: z.enum(PAYMENT_STATES),
  amount: money,
  paidAt: maybe(instant),
  method: maybe(z.string()),
});
export const maybePayment = payment.nullable();
export const refund = z.object({ reference: word, id: word, state: z.enum(REFUND_STATES), amount: money });
export const maybeRefund = refund.nullable();

export const health = z.object({ ok: z.boolean(), detail: word });

const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('order-changed'), externalId: word }),
  z.object({ type: z.literal('fulfilment-changed'), remoteId: word }),
  z.object({ type: z.literal('shipment-changed'), remoteId: word }),
  z.object({ type: z.literal('payment-changed'), reference: word, snapshot: payment.optional() }),
  z.object({ type: z.literal('refund-changed'), reference: word }),
  z.object({ type: z.literal('document-changed'), remoteId: word }),
  z.object({ type: z.literal('stock-changed'), sku: word }),
]);
export const parsedWebhook = z.object({
  deduplicationKey: word,
  events: z.array(event),
  answer: z.object({ status: whole.min(100).max(599), contentType: z.string(), body: z.string() }).optional(),
});
