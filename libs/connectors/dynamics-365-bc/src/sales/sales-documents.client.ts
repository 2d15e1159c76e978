import { UnknownOutcomeError } from '@crossdock/connector-kit';
import { customerPayment, customerPayments, salesInvoice, salesInvoices } from '../api/sales-invoice';
import type { CustomerPayment, CustomerPaymentBody, SalesInvoice } from '../api/sales-invoice';
import { salesOrder, salesOrders, salesShipments } from '../api/sales-order';
import type { SalesOrder, SalesOrderBody, SalesOrderLineBody } from '../api/sales-order';
import { odataText, type Dynamics365BcClient } from '../dynamics-365-bc.client';

/** Calls of sales documents and of the payment journal. */
export class SalesDocumentsClient {
  constructor(private readonly client: Dynamics365BcClient) {}

  /** Orders that are not fully invoiced yet, with our reference compared here too. */
  async ordersOf(reference: string): Promise<readonly SalesOrder[]> {
    const { body } = await this.client.sendInCompany({
      operation: 'find-sales-order',
      method: 'GET',
      path: 'salesOrders',
      query: byReference(reference),
      write: false,
      schema: salesOrders,
    });
    return body.value.filter(has(reference));
  }

  async invoicesOf(reference: string): Promise<readonly SalesInvoice[]> {
    const { body } = await this.client.sendInCompany({
      operation: 'find-invoice',
      method: 'GET',
      path: 'salesInvoices',
      query: byReference(reference),
      write: false,
      schema: salesInvoices,
    });
    return body.value.filter(has(reference));
  }

  async shipmentsOf(reference: string): Promise<readonly { readonly id: string; readonly orderNumber: string }[]> {
    const { body } = await this.client.sendInCompany({
      operation: 'find-sales-shipment',
      method: 'GET',
      path: 'salesShipments',
      query: byReference(reference),
      write: false,
      schema: salesShipments,
    });
    return body.value.filter(has(reference));
  }

  /** Null when it is deleted: cancelled, or shipped and invoiced (fact sheet, section 8). */
  async readOrder(id: string): Promise<SalesOrder | null> {
    const answer = await this.client.sendInCompany<SalesOrder | undefined>({
      operation: 'read-sales-order',
      method: 'GET',
      path: `salesOrders(${id})`,
      write: false,
      schema: salesOrder,
      alsoAccept: [404],
    });
    return answer.status === 404 ? null : (answer.body ?? null);
  }

  async createOrder(json: SalesOrderBody): Promise<SalesOrder> {
    const { body } = await this.client.sendInCompany({
      operation: 'create-sales-order',
      method: 'POST',
      path: 'salesOrders',
      json,
      write: true,
      schema: salesOrder,
    });
    return body;
  }

  async addLine(orderId: string, json: SalesOrderLineBody): Promise<void> {
    await this.client.sendInCompany({
      operation: 'add-rounding-line',
      method: 'POST',
      path: `salesOrders(${orderId})/salesOrderLines`,
      json,
      write: true,
      accept: 'nothing',
    });
  }

  /** False when there is no such order (any more). */
  async deleteOrder(id: string): Promise<boolean> {
    return this.act('cancel-sales-order', 'DELETE', `salesOrders(${id})`);
  }

  /** False when there is no such order (any more). */
  async shipAndInvoice(id: string): Promise<boolean> {
    return this.act('invoice-sales-order', 'POST', `salesOrders(${id})/Microsoft.NAV.shipAndInvoice`);
  }

  async cancelInvoice(id: string): Promise<void> {
    await this.act('cancel-invoice', 'POST', `salesInvoices(${id})/Microsoft.NAV.cancel`);
  }

  async readInvoice(id: string): Promise<SalesInvoice> {
    const { body } = await this.client.sendInCompany({
      operation: 'read-invoice',
      method: 'GET',
      path: `salesInvoices(${id})`,
      write: false,
      schema: salesInvoice,
    });
    return body;
  }

  async paymentsOf(reference: string): Promise<readonly CustomerPayment[]> {
    const { body } = await this.client.sendInCompany({
      operation: 'find-payment',
      method: 'GET',
      path: await this.paymentsPath(),
      query: byReference(reference),
      write: false,
      schema: customerPayments,
    });
    return body.value.filter(has(reference));
  }

  async enterPayment(json: CustomerPaymentBody): Promise<CustomerPayment> {
    const { body } = await this.client.sendInCompany({
      operation: 'register-payment',
      method: 'POST',
      path: await this.paymentsPath(),
      json,
      write: true,
      schema: customerPayment,
    });
    return body;
  }

  /** Posts the whole batch. That a payment batch may be posted through `journals` is not documented (section 3). */
  async postJournal(): Promise<void> {
    const id = await this.client.paymentJournal();
    await this.act('post-payments', 'POST', `journals(${id})/Microsoft.NAV.post`);
  }

  private async paymentsPath(): Promise<string> {
    return `customerPaymentJournals(${await this.client.paymentJournal()})/customerPayments`;
  }

  /** Bound actions and deletions answer 204 without a body. */
  private async act(operation: string, method: 'POST' | 'DELETE', path: string): Promise<boolean> {
    const { status } = await this.client.sendInCompany({
      operation,
      method,
      path,
      // Changes ask for an ETag; an order that we delete may have been changed by anybody.
      ...(method === 'DELETE' ? { headers: { 'if-match': '*' } } : {}),
      write: true,
      accept: 'nothing',
      alsoAccept: [404],
    });
    if (status === 204 || status === 404) return status === 204;
    throw new UnknownOutcomeError({
      code: 'http.malformed',
      summary: `Business Central answered ${status} instead of 204 to ${operation}.`,
      httpStatus: status,
    });
  }
}

const byReference = (reference: string): { $filter: string } => ({
  $filter: `externalDocumentNumber eq ${odataText(reference)}`,
});

/** Filters of Business Central may be wider than an equality; what counts is compared here. */
const has =
  (reference: string) =>
  (row: { readonly externalDocumentNumber: string }): boolean =>
    row.externalDocumentNumber === reference;
