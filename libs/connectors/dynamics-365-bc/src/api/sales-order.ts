import { isCurrencyCode } from '@crossdock/canonical';
import { z } from 'zod';
import { collection, decimal } from './odata';

export const salesOrder = z.object({
  '@odata.etag': z.string().optional(),
  id: z.guid(),
  number: z.string(),
  externalDocumentNumber: z.string(),
  currencyCode: z.string().refine(isCurrencyCode, 'must be an ISO 4217 code'),
  totalAmountIncludingTax: decimal,
  fullyShipped: z.boolean(),
  status: z.string(),
});
export type SalesOrder = z.output<typeof salesOrder>;
export const salesOrders = collection(salesOrder);

export const salesShipment = z.object({
  id: z.guid(),
  number: z.string(),
  externalDocumentNumber: z.string(),
  orderNumber: z.string(),
});
export const salesShipments = collection(salesShipment);

const text = (longest: number): z.ZodOptional<z.ZodString> => z.string().max(longest).optional();

/** Lengths as the fact sheet gives them (section 3), those of order addresses as the same fields of customers. */
export const salesOrderLineBody = z.object({
  lineType: z.enum(['Item', 'Account', 'Comment']),
  lineObjectNumber: text(20),
  description: text(100),
  description2: text(50),
  quantity: z.number().optional(),
  unitPrice: z.number().optional(),
  taxCode: text(20),
  locationId: z.guid().optional(),
});
export type SalesOrderLineBody = z.output<typeof salesOrderLineBody>;

export const salesOrderBody = z.object({
  customerNumber: z.string().max(20),
  externalDocumentNumber: z.string().max(35),
  orderDate: z.string(),
  currencyCode: z.string().max(10),
  pricesIncludeTax: z.boolean(),
  sellToAddressLine1: text(100),
  sellToAddressLine2: text(50),
  sellToCity: text(30),
  sellToState: text(30),
  sellToPostCode: text(20),
  sellToCountry: text(10),
  shipToName: text(100),
  shipToContact: text(100),
  shipToAddressLine1: text(100),
  shipToAddressLine2: text(50),
  shipToCity: text(30),
  shipToState: text(30),
  shipToPostCode: text(20),
  shipToCountry: text(10),
  phoneNumber: text(30),
  email: text(80),
  paymentTermsId: z.guid().optional(),
  shipmentMethodId: z.guid().optional(),
  shortcutDimension1Code: text(20),
  salesOrderLines: z.array(salesOrderLineBody),
});
export type SalesOrderBody = z.output<typeof salesOrderBody>;
