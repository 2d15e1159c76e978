import { badRequest, missing, textOr, tooLong, type Json } from './answers';

/** Longest text of a field, or the kind of its value. */
export type FieldKind = number | 'number' | 'boolean' | 'date' | 'guid' | 'lines';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;

const TYPE: Readonly<Record<Exclude<FieldKind, number>, { name: string; fits: (value: unknown) => boolean }>> = {
  number: { name: 'Edm.Decimal', fits: (value) => typeof value === 'number' && Number.isFinite(value) },
  boolean: { name: 'Edm.Boolean', fits: (value) => typeof value === 'boolean' },
  date: { name: 'Edm.Date', fits: (value) => DATE.test(textOr(value, '')) },
  guid: { name: 'Edm.Guid', fits: (value) => GUID.test(textOr(value, '')) },
  lines: { name: 'Collection', fits: Array.isArray },
};

/**
 * The body checked against the fields that may be written.
 * @throws {BcError} 400 with the text of the OData reader, or of the field's length
 */
export function checked(entity: string, fields: Readonly<Record<string, FieldKind>>, body: Json): Json {
  for (const [name, value] of Object.entries(body)) {
    const kind = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (kind === undefined) {
      throw badRequest(
        `The property '${name}' does not exist on type 'Microsoft.NAV.${entity}'. Make sure to only use property names that are defined by the type.`,
      );
    }
    checkValue(name, kind, value);
  }
  return body;
}

function checkValue(name: string, kind: FieldKind, value: unknown): void {
  if (typeof kind === 'number') {
    if (typeof value !== 'string') throw cannotConvert(name, value, 'Edm.String');
    if (value.length > kind) throw tooLong(value, kind);
    return;
  }
  if (!TYPE[kind].fits(value)) throw cannotConvert(name, value, TYPE[kind].name);
}

const cannotConvert = (name: string, value: unknown, type: string): Error =>
  badRequest(`Cannot convert the literal '${String(value)}' to the expected type '${type}'. (${name})`);

export function required(body: Json, field: string): string {
  const value = textOr(body[field], '');
  if (value === '') throw missing(field);
  return value;
}

/** Order fields that may be written, with their lengths. */
export const ORDER_FIELDS: Readonly<Record<string, FieldKind>> = {
  externalDocumentNumber: 35,
  orderDate: 'date',
  postingDate: 'date',
  customerId: 'guid',
  customerNumber: 20,
  billToCustomerNumber: 20,
  shipToName: 100,
  shipToContact: 100,
  sellToAddressLine1: 100,
  sellToAddressLine2: 50,
  sellToCity: 30,
  sellToCountry: 10,
  sellToState: 30,
  sellToPostCode: 20,
  shipToAddressLine1: 100,
  shipToAddressLine2: 50,
  shipToCity: 30,
  shipToCountry: 10,
  shipToState: 30,
  shipToPostCode: 20,
  currencyCode: 10,
  pricesIncludeTax: 'boolean',
  paymentTermsId: 'guid',
  shipmentMethodId: 'guid',
  salesperson: 20,
  partialShipping: 'boolean',
  requestedDeliveryDate: 'date',
  discountAmount: 'number',
  phoneNumber: 30,
  email: 80,
  shortcutDimension1Code: 20,
  shortcutDimension2Code: 20,
  salesOrderLines: 'lines',
};

export const LINE_FIELDS: Readonly<Record<string, FieldKind>> = {
  lineType: 20,
  itemId: 'guid',
  accountId: 'guid',
  lineObjectNumber: 20,
  description: 100,
  description2: 50,
  unitOfMeasureCode: 10,
  quantity: 'number',
  unitPrice: 'number',
  discountAmount: 'number',
  discountPercent: 'number',
  taxCode: 20,
  shipmentDate: 'date',
  itemVariantId: 'guid',
  locationId: 'guid',
};

export const CUSTOMER_FIELDS: Readonly<Record<string, FieldKind>> = {
  number: 20,
  displayName: 100,
  type: 10,
  addressLine1: 100,
  addressLine2: 50,
  city: 30,
  state: 30,
  country: 10,
  postalCode: 20,
  phoneNumber: 30,
  email: 80,
  taxRegistrationNumber: 20,
  currencyCode: 10,
  paymentTermsId: 'guid',
  paymentMethodId: 'guid',
  shipmentMethodId: 'guid',
};

export const PAYMENT_FIELDS: Readonly<Record<string, FieldKind>> = {
  customerId: 'guid',
  customerNumber: 20,
  postingDate: 'date',
  documentNumber: 20,
  externalDocumentNumber: 35,
  amount: 'number',
  appliesToInvoiceId: 'guid',
  appliesToInvoiceNumber: 20,
  description: 100,
  comment: 250,
};

export const SUBSCRIPTION_FIELDS: Readonly<Record<string, FieldKind>> = {
  notificationUrl: 2048,
  resource: 500,
  clientState: 2048,
};
