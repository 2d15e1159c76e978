import { FULFILMENT_STATES, isDecimal, isCurrencyCode, LABEL_FORMATS, SHIPMENT_STATES } from '@crossdock/canonical';
import { z } from 'zod';

/** Vendors send ids as numbers as often as texts; canonical ids are texts. */
export const identifier = z.union([z.string().min(1), z.number().transform(String)]);

export const decimal = z
  .union([z.string(), z.number().transform(String)])
  .refine(isDecimal, 'must be a decimal number, for example "12.99"');

export const currency = z.string().refine(isCurrencyCode, 'must be an ISO 4217 code');
export const instant = z.iso.datetime({ offset: true });
export const money = z.object({ amount: decimal, currency });
export const grossPrice = z.object({ gross: decimal, currency, taxRate: decimal.nullable().default(null) });

export const remoteRecord = z.object({ id: identifier, number: identifier.nullish() });

/** What a look-up gives: every candidate, each with the reference it was found by, so that it can be compared. */
export const foundRecord = remoteRecord.extend({ reference: z.string() });

export const cancelResult = z.union([
  z.object({ cancelled: z.literal(true) }),
  z.object({ cancelled: z.literal(false), reason: z.string().min(1) }),
]);

const measure = z.number().nonnegative().nullish();
export const parcelPackage = z.object({
  reference: identifier.nullish(),
  weightGrams: measure,
  lengthMm: measure,
  widthMm: measure,
  heightMm: measure,
});

/** A file inside JSON. */
export const base64File = z.union([
  z.base64().transform((text) => Buffer.from(text, 'base64')),
  z.instanceof(Uint8Array),
]);
export const shipmentLabel = z.object({ format: z.enum(LABEL_FORMATS), content: base64File });

export const fulfilmentSnapshot = remoteRecord.extend({
  state: z.enum(FULFILMENT_STATES),
  packages: z.array(parcelPackage).default([]),
  reason: z.string().nullish(),
});

export const shipmentSnapshot = remoteRecord.extend({
  state: z.enum(SHIPMENT_STATES),
  waybill: identifier.nullable().default(null),
  trackingUrl: z.string().nullable().default(null),
  events: z
    .array(
      z.object({
        at: instant,
        state: z.enum(SHIPMENT_STATES),
        carrierStatus: z.string(),
        description: z.string().nullish(),
      }),
    )
    .default([]),
  problem: z.string().nullish(),
});

/** What is said at once, with a `state`, need not be read afterwards. */
export const createdFulfilment = fulfilmentSnapshot.partial({ state: true });
export const createdShipment = shipmentSnapshot.partial({ state: true }).extend({ label: shipmentLabel.nullish() });

const coordinate = z.number().nullable().default(null);
export const pickupPoint = z.object({
  id: identifier,
  name: z.string(),
  street: z.string(),
  city: z.string(),
  postalCode: z.string(),
  latitude: coordinate,
  longitude: coordinate,
  acceptsCashOnDelivery: z.boolean(),
  open: z.boolean(),
});

export const itemResult = z.discriminatedUnion('ok', [
  z.object({ key: z.string(), ok: z.literal(true), remoteId: identifier.optional() }),
  z.object({ key: z.string(), ok: z.literal(false), retryable: z.boolean(), code: z.string(), message: z.string() }),
]);

export const stockLevel = z.object({
  sku: z.string().min(1),
  warehouse: z.string(),
  onHand: decimal,
  reserved: decimal.nullish(),
  incoming: decimal.nullish(),
  observedAt: instant,
  sourceSequence: identifier.nullish(),
});

export const invoice = z.object({
  id: identifier,
  number: identifier,
  issuedAt: z.string().nullish(),
  total: money.nullish(),
  remaining: money.nullish(),
});

export const salesOrderSnapshot = remoteRecord.extend({
  state: z.enum(['open', 'released', 'shipped', 'invoiced', 'cancelled']),
  total: money.nullable().default(null),
  invoice: invoice.nullable().default(null),
});

export const paymentSnapshot = z.object({
  reference: z.string(),
  transactionId: identifier.nullable().default(null),
  state: z.enum(['pending', 'paid', 'refunded', 'failed']),
  amount: money,
  paidAt: instant.nullish(),
  method: z.string().nullish(),
});

export const refund = z.object({
  reference: z.string(),
  id: identifier,
  state: z.enum(['pending', 'completed', 'rejected']),
  amount: money,
});

export const healthReport = z.object({ ok: z.boolean(), detail: z.string() });

export const canonicalEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('order-changed'), externalId: identifier }),
  z.object({ type: z.literal('fulfilment-changed'), remoteId: identifier }),
  z.object({ type: z.literal('shipment-changed'), remoteId: identifier }),
  z.object({ type: z.literal('payment-changed'), reference: z.string(), snapshot: paymentSnapshot.optional() }),
  z.object({ type: z.literal('refund-changed'), reference: z.string() }),
  z.object({ type: z.literal('document-changed'), remoteId: identifier }),
  z.object({ type: z.literal('stock-changed'), sku: z.string() }),
]);
