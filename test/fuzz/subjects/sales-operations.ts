import type { Money, Order, RefundRequest } from '@crossdock/canonical';
import type { CustomerRecord, PaymentRegistration, RemoteRecord } from '@crossdock/connector-kit';
import {
  aCustomer,
  anAddress,
  aRefundRequest,
  aSalesOrderRequest,
  nextOrderNumber,
  type ConformanceVendor,
} from '@crossdock/connector-kit/testing';
import * as results from '../canonical-results';
import { needed, type Operation } from './subject';

const KEY = { key: 'fuzz-key' };
const read = { write: false };
const write = { write: true };

export function salesDocumentOperations(): readonly Operation[] {
  const given = aSalesOrderRequest();
  type Documents = ReturnType<typeof needed<'salesDocuments'>>;
  const onRecord =
    (send: (documents: Documents, record: RemoteRecord) => Promise<unknown>): Operation['prepare'] =>
    async (ports) => {
      const record = await needed(ports, 'salesDocuments').createSalesOrder(given, KEY);
      return async (again) => send(needed(again, 'salesDocuments'), record);
    };
  const { reference } = given;
  return [
    {
      name: 'salesDocuments.findSalesOrder',
      ...read,
      result: results.maybeRecord,
      prepare: onRecord(async (documents) => documents.findSalesOrder(reference)),
    },
    {
      name: 'salesDocuments.createSalesOrder',
      ...write,
      result: results.remoteRecord,
      given,
      prepare: async () => async (ports) => needed(ports, 'salesDocuments').createSalesOrder(given, KEY),
    },
    {
      name: 'salesDocuments.readSalesOrder',
      ...read,
      result: results.salesOrder,
      prepare: onRecord(async (documents, record) => documents.readSalesOrder(record, reference)),
    },
    {
      name: 'salesDocuments.cancelSalesOrder',
      ...write,
      result: results.cancelResult,
      prepare: onRecord(async (documents, record) => documents.cancelSalesOrder(record, reference)),
    },
    {
      name: 'salesDocuments.invoiceSalesOrder',
      ...write,
      repeatable: true,
      result: results.maybeInvoice,
      prepare: onRecord(async (documents, record) => documents.invoiceSalesOrder(record, reference)),
    },
    ...registrationOperations(given.order, reference),
  ];
}

function registrationOperations(order: Order, reference: string): readonly Operation[] {
  const registered =
    (register: boolean): Operation['prepare'] =>
    async (ports) => {
      const documents = needed(ports, 'salesDocuments');
      const salesOrder = await documents.createSalesOrder({ reference, channel: 'shop', order }, KEY);
      const invoice = await documents.invoiceSalesOrder(salesOrder, reference);
      if (invoice === null) throw new Error('The simulated vendor invoices at once.');
      const paid = { amount: order.payment.amount, paidAt: order.placedAt, method: 'przelewy24', transactionId: 'T-1' };
      const registration: PaymentRegistration = { reference, salesOrder, invoice, order, ...paid };
      if (register) await documents.registerPayment(registration, KEY);
      return async (again) =>
        register
          ? needed(again, 'salesDocuments').findPayment(registration)
          : needed(again, 'salesDocuments').registerPayment(registration, KEY);
    };
  return [
    {
      name: 'salesDocuments.registerPayment',
      ...write,
      result: results.remoteRecord,
      given: order,
      prepare: registered(false),
    },
    {
      name: 'salesDocuments.findPayment',
      ...read,
      result: results.maybeRecord,
      given: order,
      prepare: registered(true),
    },
  ];
}

export function customerOperations(): readonly Operation[] {
  const given: CustomerRecord = {
    reference: `C-${nextOrderNumber()}`,
    customer: aCustomer(),
    billingAddress: anAddress(),
  };
  return [
    {
      name: 'customerSink.findCustomer',
      ...read,
      result: results.maybeRecord,
      given,
      prepare: async (ports) => {
        await needed(ports, 'customerSink').upsertCustomer(given, KEY);
        return async (again) => needed(again, 'customerSink').findCustomer(given);
      },
    },
    {
      name: 'customerSink.upsertCustomer',
      ...write,
      result: results.remoteRecord,
      given,
      prepare: async () => async (ports) => needed(ports, 'customerSink').upsertCustomer(given, KEY),
    },
  ];
}

export function paymentOperations(
  pay: (vendor: ConformanceVendor, amount: Money) => Promise<string>,
): readonly Operation[] {
  const amount: Money = { amount: '123.45', currency: 'PLN' };
  const part: Money = { amount: '20.00', currency: 'PLN' };
  const confirmed =
    (send: 'find' | 'refund'): Operation['prepare'] =>
    async (ports, vendor) => {
      const paymentReference = await pay(vendor, amount);
      const { transactionId } = await needed(ports, 'payments').confirmPayment({ reference: paymentReference, amount });
      const request: RefundRequest = aRefundRequest({
        paymentReference,
        transactionId: transactionId ?? '',
        amount: part,
      });
      if (send === 'find') await needed(ports, 'payments').refund(request, KEY);
      return async (again) =>
        send === 'find'
          ? needed(again, 'payments').findRefund(request)
          : needed(again, 'payments').refund(request, KEY);
    };
  return [
    {
      name: 'payments.readPayment',
      ...read,
      result: results.maybePayment,
      prepare: async (_ports, vendor) => {
        const reference = await pay(vendor, amount);
        return async (ports) => needed(ports, 'payments').readPayment(reference);
      },
    },
    {
      name: 'payments.confirmPayment',
      ...write,
      repeatable: true,
      result: results.payment,
      prepare: async (_ports, vendor) => {
        const reference = await pay(vendor, amount);
        return async (ports) => needed(ports, 'payments').confirmPayment({ reference, amount });
      },
    },
    { name: 'payments.refund', ...write, result: results.refund, prepare: confirmed('refund') },
    { name: 'payments.findRefund', ...read, result: results.maybeRefund, prepare: confirmed('find') },
  ];
}
