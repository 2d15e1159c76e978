import { z } from 'zod';

/** What a column of a file can mean for an order. */
export const FIELDS = [
  'externalId',
  'placedAt',
  'currency',
  'sku',
  'ean',
  'name',
  'quantity',
  'unitPrice',
  'taxRate',
  'customerId',
  'email',
  'phone',
  'firstName',
  'lastName',
  'company',
  'vatId',
  'street',
  'city',
  'postalCode',
  'country',
  'deliveryMethod',
  'deliveryPrice',
  'paymentMethod',
  'note',
] as const;
export type Field = (typeof FIELDS)[number];

/** Without these columns there is no order line. */
export const NEEDED_FIELDS = [
  'externalId',
  'placedAt',
  'sku',
  'quantity',
  'unitPrice',
] as const satisfies readonly Field[];

const pattern = z.string().refine(isPattern, 'is not a regular expression');

const rule = z.strictObject({
  kind: z.string().min(1),
  field: z.enum(FIELDS),
  /** Matched anywhere in the value, in capitals and small letters alike. */
  pattern,
  /** `refuse-order`: none of its rows is imported. `refuse-row`: the rest of the order is. `delivery`: its price. */
  treatment: z.enum(['refuse-order', 'refuse-row', 'delivery']),
  reason: z.string().min(1),
});
export type Rule = z.output<typeof rule>;

const address = z.strictObject({ street: z.string(), city: z.string(), postalCode: z.string() });

/**
 * How a kind of file is read, and what is done with rows that are not plain order lines. Every rule that fires is
 * reported with its `kind` and `reason`.
 */
export const importProfile = z.strictObject({
  name: z.string().min(1),
  description: z.string().default(''),
  /** A file whose header has all these columns is read with this profile when no other is asked for. */
  header: z.array(z.string()).default([]),
  columns: z.partialRecord(z.enum(FIELDS), z.string()).default({}),
  encoding: z.string().default('utf-8'),
  /** One character; null finds it out. */
  delimiter: z.string().length(1).nullable().default(null),
  decimalSeparator: z.enum(['.', ',']).default('.'),
  /** Of times without a zone. IANA name. */
  timeZone: z.string().refine(isTimeZone, 'is not a time zone').default('UTC'),
  /** Letters YYYY, MM, DD, HH, mm, ss; null for ISO 8601. */
  timeFormat: z.string().nullable().default(null),
  rules: z.array(rule).default([]),
  /** Country names of the file: ISO 3166-1 alpha-2, or null for what is not a country. */
  countries: z.record(z.string(), z.string().length(2).nullable()).default({}),
  defaults: z
    .strictObject({
      currency: z.string().length(3).default('PLN'),
      /** Per cent inside the prices; null when the file and its owner do not say. */
      taxRate: z.string().nullable().default(null),
      country: z.string().length(2).nullable().default(null),
      /** `{customer}` and `{order}` are filled in: the same customer gets the same address at every run. */
      email: z.string().default('customer-{customer}@import.invalid'),
      guestEmail: z.string().default('guest-{order}@import.invalid'),
      firstName: z.string().default('Customer'),
      guestFirstName: z.string().default('Guest'),
      phone: z.string().nullable().default(null),
      customerGroup: z.string().nullable().default('retail'),
      address: address.default({ street: 'Not given', city: 'Not given', postalCode: '00-000' }),
      /** By country code. */
      addresses: z.record(z.string(), address).default({}),
      deliveryMethod: z.string().default('courier-international'),
      deliveryPrice: z.string().default('0.00'),
      paymentMethod: z.string().default('bank-transfer'),
    })
    .prefault({}),
});
export type ImportProfile = z.output<typeof importProfile>;

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'i') instanceof RegExp;
  } catch {
    return false;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
