import { isCurrencyCode } from '@crossdock/canonical';
import { z } from 'zod';
import { collection, decimal } from './odata';

export const salesInvoice = z.object({
  id: z.guid(),
  number: z.string(),
  externalDocumentNumber: z.string(),
  invoiceDate: z.string(),
  customerNumber: z.string(),
  orderId: z.guid(),
  orderNumber: z.string(),
  currencyCode: z.string().refine(isCurrencyCode, 'must be an ISO 4217 code'),
  totalAmountIncludingTax: decimal,
  remainingAmount: decimal,
  status: z.string(),
});
export type SalesInvoice = z.output<typeof salesInvoice>;
export const salesInvoices = collection(salesInvoice);

export const customerPayment = z.object({
  id: z.guid(),
  documentNumber: z.string(),
  externalDocumentNumber: z.string(),
});
export type CustomerPayment = z.output<typeof customerPayment>;
export const customerPayments = collection(customerPayment);

export const customerPaymentBody = z.object({
  customerNumber: z.string().max(20),
  postingDate: z.string(),
  documentNumber: z.string().max(20),
  externalDocumentNumber: z.string().max(35),
  /** Negative for money received. */
  amount: z.number(),
  appliesToInvoiceNumber: z.string().max(20),
  description: z.string().max(100).optional(),
});
export type CustomerPaymentBody = z.output<typeof customerPaymentBody>;
