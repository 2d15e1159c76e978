import { roundToCurrency, type Invoice, type Money } from '@crossdock/canonical';
import type { PaymentRegistration, RemoteRecord } from '@crossdock/connector-kit';
import type { CustomerPaymentBody, SalesInvoice } from '../api/sales-invoice';
import { cut, fitting } from '../text-limits';
import { dayIn, instantOf } from './dates';

const NO_ID = '00000000-0000-0000-0000-000000000000';

export function toInvoice(invoice: SalesInvoice): Invoice {
  return {
    id: invoice.id,
    number: invoice.number,
    issuedAt: instantOf(invoice.invoiceDate),
    total: moneyOf(invoice.totalAmountIncludingTax, invoice.currencyCode),
    remaining: moneyOf(invoice.remainingAmount, invoice.currencyCode),
  };
}

export const moneyOf = (amount: string, currency: string): Money => ({
  amount: roundToCurrency(amount, currency),
  currency,
});

/** The order that the invoice came from, or the invoice itself where it was written without one. */
export function orderOf({ id, number, orderId, orderNumber }: SalesInvoice): RemoteRecord {
  return orderId === NO_ID
    ? { id, number: orderNumber === '' ? number : orderNumber }
    : { id: orderId, number: orderNumber };
}

export function isOfOrder(invoice: SalesInvoice, record: RemoteRecord): boolean {
  const sameNumber = record.number != null && record.number !== '' && invoice.orderNumber === record.number;
  return sameNumber || invoice.orderId === record.id || invoice.id === record.id;
}

/** The invoice's number is the document number of its payment: the journal has twenty characters for it. */
export function toPaymentBody(
  { reference, invoice, amount, paidAt, method, transactionId }: PaymentRegistration,
  customerNumber: string,
  timeZone: string,
): CustomerPaymentBody {
  return {
    customerNumber,
    postingDate: dayIn(timeZone, paidAt),
    documentNumber: fitting('documentNumber', invoice.number, 20),
    externalDocumentNumber: fitting('externalDocumentNumber', reference, 35),
    amount: -Number(amount.amount),
    appliesToInvoiceNumber: invoice.number,
    description: cut([method, transactionId].filter((text) => text !== null).join(' '), 100),
  };
}
