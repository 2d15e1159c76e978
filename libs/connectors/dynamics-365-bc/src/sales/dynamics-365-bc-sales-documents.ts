import type { Invoice, Order } from '@crossdock/canonical';
import {
  AmbiguousMatchError,
  NotFoundAtVendorError,
  RejectedByVendorError,
  type CancelResult,
  type PaymentRegistration,
  type RemoteRecord,
  type SalesDocuments,
  type SalesOrderRequest,
  type SalesOrderSnapshot,
} from '@crossdock/connector-kit';
import type { SalesInvoice } from '../api/sales-invoice';
import type { SalesOrder, SalesOrderLineBody } from '../api/sales-order';
import type { CustomerRegister } from '../customers/customer-register';
import type { BcContext } from '../dynamics-365-bc.client';
import { invoiceState, orderState } from './document-status';
import { isOfOrder, moneyOf, orderOf, toInvoice } from './invoice.mapper';
import { roundingLine } from './rounding';
import type { SalesDocumentsClient } from './sales-documents.client';
import { toSalesOrderBody } from './sales-order.mapper';
import type { SalesPayments } from './sales-payments';

/** Sales orders and invoices. An order disappears when it is fully invoiced; its invoice leads back to it. */
export class Dynamics365BcSalesDocuments implements SalesDocuments {
  constructor(
    private readonly documents: SalesDocumentsClient,
    private readonly customers: CustomerRegister,
    private readonly payments: SalesPayments,
    private readonly context: BcContext,
  ) {}

  /** Orders first: one that is posted while we look turns up among the invoices then. */
  async findSalesOrder(reference: string): Promise<RemoteRecord | null> {
    const orders = (await this.documents.ordersOf(reference)).map(({ id, number }) => ({ id, number }));
    if (orders.length > 0) return only(orders, reference);
    const invoiced = (await this.documents.invoicesOf(reference)).map(orderOf);
    if (invoiced.length > 0) return only(invoiced, reference);
    // Shipped, and invoiced together with other orders.
    const shipped = await this.documents.shipmentsOf(reference);
    return only(
      shipped.map(({ id, orderNumber }) => ({ id, number: orderNumber })),
      reference,
    );
  }

  async createSalesOrder(request: SalesOrderRequest): Promise<RemoteRecord> {
    const { settings, lookups, rules } = this.context;
    // Mapped first with any number: what can be refused here is refused before a customer is made.
    const draft = toSalesOrderBody(request, settings.customerNumber, settings, lookups);
    const customerNumber = await this.customerNumber(request);
    const body = await rules.apply('create-sales-order', request, { ...draft, customerNumber });
    const created = await this.documents.createOrder(body);
    await this.balance(created, request.order);
    return { id: created.id, number: created.number };
  }

  private async customerNumber({ reference, order }: SalesOrderRequest): Promise<string> {
    const { customerNumber } = this.context.settings;
    if (customerNumber !== '' && !isBusiness(order)) return customerNumber;
    const { customer, billingAddress } = order;
    return (await this.customers.findOrCreate({ reference, customer, billingAddress })).number;
  }

  /** An order of a wrong amount does not stay: a retry makes it anew. */
  private async balance(created: SalesOrder, order: Order): Promise<void> {
    const rounding = await this.roundingOf(created, order);
    if (rounding !== null) await this.documents.addLine(created.id, rounding);
  }

  private async roundingOf(created: SalesOrder, order: Order): Promise<SalesOrderLineBody | null> {
    try {
      return roundingLine(created, order, this.context.settings);
    } catch (error) {
      await this.documents.deleteOrder(created.id);
      throw error;
    }
  }

  async readSalesOrder(record: RemoteRecord, reference: string): Promise<SalesOrderSnapshot> {
    const order = await this.documents.readOrder(record.id);
    return order === null ? this.readPosted(record, reference) : snapshotOf(order);
  }

  async cancelSalesOrder(record: RemoteRecord, reference: string): Promise<CancelResult> {
    return cancelling(async () => {
      if (await this.documents.deleteOrder(record.id)) return { cancelled: true };
      const { state, invoice } = await this.readPosted(record, reference);
      if (state === 'cancelled') return { cancelled: true };
      if (invoice === null) return { cancelled: false, reason: 'The order is shipped already.' };
      if (!this.context.settings.cancelPostedInvoices) {
        return { cancelled: false, reason: `The order is invoiced already (${invoice.number}).` };
      }
      await this.documents.cancelInvoice(invoice.id);
      return { cancelled: true };
    });
  }

  /** An order that is invoiced is deleted, so that a second call finds none and cannot invoice twice. */
  async invoiceSalesOrder(record: RemoteRecord, reference: string): Promise<Invoice | null> {
    const posted = await this.documents.shipAndInvoice(record.id);
    const { invoice, state } = await this.readPosted(record, reference);
    if (posted || state !== 'cancelled') return invoice;
    throw new NotFoundAtVendorError({
      code: 'dynamics-365-bc.order-gone',
      summary: `Business Central has neither order ${record.number ?? record.id} nor an invoice for it.`,
      fix: 'The order was deleted or its invoice cancelled in Business Central: cancel it here too, or bind another one.',
    });
  }

  async findPayment(registration: PaymentRegistration): Promise<RemoteRecord | null> {
    return this.payments.find(registration);
  }

  async registerPayment(registration: PaymentRegistration): Promise<RemoteRecord> {
    return this.payments.register(registration);
  }

  /** Of several invoices (parts of an order) the last that is valid. */
  private async readPosted(record: RemoteRecord, reference: string): Promise<SalesOrderSnapshot> {
    const invoices = (await this.documents.invoicesOf(reference)).filter((invoice) => isOfOrder(invoice, record));
    const issued = invoices.filter(({ status }) => invoiceState(status) === 'issued').at(-1);
    if (issued !== undefined) {
      this.payments.rememberCustomer(issued);
      return invoicedSnapshot(record, issued);
    }
    const draft = invoices.some(({ status }) => invoiceState(status) === 'draft');
    const shipped = invoices.length === 0 && (await this.documents.shipmentsOf(reference)).length > 0;
    const state = draft || shipped ? 'shipped' : 'cancelled';
    return { ...record, state, total: null, invoice: null };
  }
}

/** Their invoice names them and their tax id, which stand on the customer's card. */
function isBusiness({ customer, billingAddress, invoiceRequested }: Order): boolean {
  const words = [customer.taxId, customer.company, billingAddress.company];
  return invoiceRequested === true || words.some((word) => word != null && word !== '');
}

function snapshotOf(order: SalesOrder): SalesOrderSnapshot {
  return {
    id: order.id,
    number: order.number,
    state: orderState(order),
    total: moneyOf(order.totalAmountIncludingTax, order.currencyCode),
    invoice: null,
  };
}

function invoicedSnapshot(record: RemoteRecord, issued: SalesInvoice): SalesOrderSnapshot {
  const invoice = toInvoice(issued);
  return { ...record, state: 'invoiced', total: invoice.total ?? null, invoice };
}

/** A refusal that has to do with the order's state is the answer, not an error. */
async function cancelling(attempt: () => Promise<CancelResult>): Promise<CancelResult> {
  try {
    return await attempt();
  } catch (error) {
    const isRule = error instanceof RejectedByVendorError && error.vendorCode === 'Application_DialogException';
    if (isRule) return { cancelled: false, reason: error.message };
    throw error;
  }
}

/** Several documents of one order are one; those of several orders are for a person. */
function only(records: readonly RemoteRecord[], reference: string): RemoteRecord | null {
  const [first] = records;
  if (first === undefined) return null;
  const others = records.filter(({ id, number }) => id !== first.id && number !== first.number);
  if (others.length === 0) return first;
  throw new AmbiguousMatchError({
    code: 'dynamics-365-bc.orders-ambiguous',
    summary: `Business Central has several sales orders with the external document number ${reference}.`,
    fix: 'Delete or renumber those that are not meant, then retry.',
    field: 'externalDocumentNumber',
  });
}
