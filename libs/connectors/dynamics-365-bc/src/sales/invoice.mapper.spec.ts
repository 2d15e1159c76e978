import { anOrder } from '@crossdock/connector-kit/testing';
import fixture from '../../fixtures/sales-invoice.json';
import { salesInvoice, type SalesInvoice } from '../api/sales-invoice';
import { isOfOrder, orderOf, toInvoice, toPaymentBody } from './invoice.mapper';

const NO_ID = '00000000-0000-0000-0000-000000000000';
const invoice = (changes: Partial<typeof fixture> = {}): SalesInvoice => salesInvoice.parse({ ...fixture, ...changes });

describe('an invoice of Business Central', () => {
  it('is read with its amounts in full grosze', () => {
    expect(toInvoice(invoice({ remainingAmount: 2.5 }))).toEqual({
      id: fixture.id,
      number: 'PS-INV103001',
      issuedAt: '2026-03-03T00:00:00Z',
      total: { amount: '52.97', currency: 'PLN' },
      remaining: { amount: '2.50', currency: 'PLN' },
    });
  });

  it('without a date has none', () => {
    expect(toInvoice(invoice({ invoiceDate: '0001-01-01' })).issuedAt).toBeNull();
  });

  it('leads back to its order, or stands for itself', () => {
    expect(orderOf(invoice())).toEqual({ id: fixture.orderId, number: 'S-ORD101005' });
    expect(orderOf(invoice({ orderId: NO_ID, orderNumber: '' }))).toEqual({ id: fixture.id, number: 'PS-INV103001' });
  });

  it('belongs to an order by id or by number', () => {
    const other = { id: '6f1d0f2a-5b7c-4d8e-9a10-2b3c4d5e6f70' };
    expect(isOfOrder(invoice(), { id: fixture.orderId, number: null })).toBe(true);
    expect(isOfOrder(invoice(), { ...other, number: 'S-ORD101005' })).toBe(true);
    expect(isOfOrder(invoice({ orderNumber: '' }), { ...other, number: '' })).toBe(false);
  });
});

describe('a payment for the journal', () => {
  it('is negative, of the local day, and applied to the invoice', () => {
    const registration = {
      reference: '1001',
      salesOrder: { id: fixture.orderId, number: 'S-ORD101005' },
      invoice: toInvoice(invoice()),
      amount: { amount: '52.97', currency: 'PLN' },
      paidAt: '2026-03-03T23:30:00Z',
      transactionId: 'P24-1',
      method: 'przelewy24',
      order: anOrder(),
    };
    expect(toPaymentBody(registration, 'C10010', 'Europe/Warsaw')).toEqual({
      customerNumber: 'C10010',
      postingDate: '2026-03-04',
      documentNumber: 'PS-INV103001',
      externalDocumentNumber: '1001',
      amount: -52.97,
      appliesToInvoiceNumber: 'PS-INV103001',
      description: 'przelewy24 P24-1',
    });
  });
});
