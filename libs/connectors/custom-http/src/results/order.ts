import { PAYMENT_STATES } from '@crossdock/canonical';
import { z } from 'zod';
import { currency, decimal, grossPrice, identifier, instant, money } from './records';

const optionalText = z.string().nullish();
const attributes = z.record(z.string(), z.unknown()).optional();

const address = z.object({
  firstName: optionalText,
  lastName: optionalText,
  company: optionalText,
  street: z.string(),
  street2: optionalText,
  city: z.string(),
  postalCode: z.string(),
  region: optionalText,
  country: z.string().length(2),
  phone: optionalText,
  email: optionalText,
});

const orderLine = z.object({
  id: identifier,
  sku: z.string().min(1),
  ean: optionalText,
  name: z.string(),
  quantity: decimal,
  unitPrice: grossPrice,
  externalId: identifier.nullish(),
  offerId: identifier.nullish(),
  attributes,
});

const order = z.object({
  externalId: identifier,
  currency,
  placedAt: instant,
  customer: z.object({
    email: z.string(),
    phone: optionalText,
    firstName: optionalText,
    lastName: optionalText,
    company: optionalText,
    taxId: optionalText,
    group: optionalText,
    externalId: identifier.nullish(),
    language: optionalText,
  }),
  billingAddress: address,
  shippingAddress: address,
  pickupPoint: z.object({ carrier: z.string(), id: z.string(), name: optionalText }).nullish(),
  delivery: z.object({ method: z.string(), price: grossPrice }),
  payment: z.object({
    method: z.string(),
    status: z.enum(PAYMENT_STATES),
    amount: money,
    transactionId: identifier.nullish(),
    paidAt: instant.nullish(),
    cashOnDelivery: z.boolean(),
  }),
  lines: z.array(orderLine).min(1),
  totals: z.object({ gross: decimal, currency }),
  invoiceRequested: z.boolean().optional(),
  note: optionalText,
  attributes,
});

export const channelOrder = z.object({
  order,
  state: z.enum(['incomplete', 'open', 'cancelled']),
  revision: identifier,
});

export const orderChange = z.object({ externalId: identifier, changeId: identifier });
