import type { Invoice, Money, Order } from '@crossdock/canonical';
import type { CancelResult, RemoteRecord, WriteOptions } from './common';

/** An order on its way into an ERP. */
export interface SalesOrderRequest {
  /** Our order reference, at most 35 characters; the ERP is searched by it. */
  readonly reference: string;
  /** Channel word, for series and dimensions. */
  readonly channel: string;
  readonly order: Order;
}

export interface SalesOrderSnapshot extends RemoteRecord {
  readonly state: 'open' | 'released' | 'shipped' | 'invoiced' | 'cancelled';
  readonly total: Money | null;
  readonly invoice: Invoice | null;
}

export interface PaymentRegistration {
  readonly reference: string;
  readonly salesOrder: RemoteRecord;
  readonly invoice: Invoice;
  readonly amount: Money;
  readonly paidAt: string;
  readonly transactionId: string | null;
  readonly method: string;
  /** The order the payment is for: the ERP needs its customer. */
  readonly order: Order;
}

/** Sales documents of an ERP. */
export interface SalesDocuments {
  /** The sales order with our reference, wherever the ERP moved it (also when it is already invoiced), or null. */
  findSalesOrder(reference: string): Promise<RemoteRecord | null>;
  createSalesOrder(request: SalesOrderRequest, options: WriteOptions): Promise<RemoteRecord>;
  readSalesOrder(record: RemoteRecord, reference: string): Promise<SalesOrderSnapshot>;
  cancelSalesOrder(record: RemoteRecord, reference: string): Promise<CancelResult>;
  /**
   * Asks the ERP to ship and invoice. Returns the invoice, or null when the ERP does it in its own time (the engine
   * reads again later). Called again after an unknown outcome: must not invoice twice.
   */
  invoiceSalesOrder(record: RemoteRecord, reference: string): Promise<Invoice | null>;
  /** The payment registered under our reference, or null. */
  findPayment(registration: PaymentRegistration): Promise<RemoteRecord | null>;
  registerPayment(registration: PaymentRegistration, options: WriteOptions): Promise<RemoteRecord>;
}
