import assert from 'node:assert/strict';
import type { Invoice } from '@crossdock/canonical';
import { UnknownOutcomeError } from '../../../errors/connector-error';
import type { PaymentRegistration, RemoteRecord, SalesDocuments, SalesOrderRequest } from '../../../ports';
import { aSalesOrderRequest } from '../../samples';
import { failsWith } from '../expectations';
import { describeFailures, plant } from '../failures';
import type { ConformanceHarness, SalesDocumentsSamples } from '../harness';
import { describePort, needed, SHORT_DEADLINE_MS, type CaseContext, type Suite } from '../suite';
import { describeCreation, madeSince, recordsOf } from '../writes';

type SalesSuite = Suite<'salesDocuments'>;
type SalesContext = CaseContext<'salesDocuments'>;
type NewRequest = () => SalesOrderRequest;

export function describeSalesDocuments(harness: ConformanceHarness): void {
  const samples = harness.samples.salesDocuments;
  describePort(harness, 'salesDocuments', 'sales documents', samples, (suite) => {
    if (samples === undefined) return;
    const request = samples.request ?? aSalesOrderRequest;
    describeCreation<'salesDocuments', SalesOrderRequest>(suite, {
      what: 'creating a sales order',
      samples,
      request: async () => request(),
      withLongerReference: (short) => ({ ...short, reference: `${short.reference}1` }),
      send: async (port, sent, key) => port.createSalesOrder(sent, { key }),
      find: async (port, sent) => port.findSalesOrder(sent.reference),
    });
    describeFailures(suite, {
      what: 'reading a sales order',
      write: false,
      arrange: async (context) => {
        const sent = request();
        const made = await created(context, sent);
        return { send: async (port) => port.readSalesOrder(made, sent.reference) };
      },
    });
    describeSalesOrders(suite, request);
    describeInvoices(suite, samples, request);
    describePayments(suite, samples, request);
  });
}

async function created(context: SalesContext, request: SalesOrderRequest): Promise<RemoteRecord> {
  const { port } = await context.open();
  return port.createSalesOrder(request, { key: 'key-1' });
}

function describeSalesOrders(suite: SalesSuite, request: NewRequest): void {
  suite.check('a new sales order is open and has the total of the order, to the grosz', async (context) => {
    const sent = request();
    const made = await created(context, sent);
    const { port } = await context.open();
    const snapshot = await port.readSalesOrder(made, sent.reference);
    assert.equal(snapshot.id, made.id);
    assert.ok(['open', 'released'].includes(snapshot.state), `the state is "${snapshot.state}"`);
    assert.equal(snapshot.invoice, null);
    if (snapshot.total !== null) {
      assert.deepEqual(snapshot.total, { amount: sent.order.totals.gross, currency: sent.order.totals.currency });
    }
  });
  suite.check('a new sales order can be cancelled', async (context) => {
    const sent = request();
    const made = await created(context, sent);
    const { port } = await context.open();
    assert.deepEqual(await port.cancelSalesOrder(made, sent.reference), { cancelled: true });
  });
}

/** The invoice, at once or when the ERP has got to it. */
async function invoiced(
  port: SalesDocuments,
  samples: SalesDocumentsSamples,
  made: RemoteRecord,
  reference: string,
): Promise<Invoice> {
  const atOnce = await port.invoiceSalesOrder(made, reference);
  if (atOnce !== null) return atOnce;
  await needed(samples.invoice, 'invoice')(reference);
  const { invoice } = await port.readSalesOrder(made, reference);
  assert.ok(invoice !== null, 'the ERP has invoiced');
  return invoice;
}

function describeInvoices(suite: SalesSuite, samples: SalesDocumentsSamples, request: NewRequest): void {
  suite.check('an invoiced order has an invoice of its total and is still found', async (context) => {
    const sent = request();
    const made = await created(context, sent);
    const { port } = await context.open();
    const invoice = await invoiced(port, samples, made, sent.reference);
    assert.notEqual(invoice.number, '', 'the invoice has a number');
    const total = invoice.total ?? null;
    if (total !== null) assert.equal(total.amount, sent.order.totals.gross);
    const snapshot = await port.readSalesOrder(made, sent.reference);
    assert.equal(snapshot.state, 'invoiced');
    assert.equal(snapshot.invoice?.id, invoice.id);
    assert.equal((await port.findSalesOrder(sent.reference))?.id, made.id, 'it is still found by its reference');
  });
  suite.check('invoicing twice makes one invoice', async (context) => {
    const sent = request();
    const made = await created(context, sent);
    const { port } = await context.open();
    const invoices = { recordType: needed(samples.invoiceRecordType, 'invoiceRecordType') };
    const before = await recordsOf(context, invoices);
    const first = await invoiced(port, samples, made, sent.reference);
    const second = await port.invoiceSalesOrder(made, sent.reference);
    assert.equal(second?.id, first.id);
    assert.equal(await madeSince(context, invoices, before), 1, 'the ERP has one invoice');
  });
  suite.check('invoiced but never answered, it is an unknown outcome and is not invoiced again', async (context) => {
    const sent = request();
    const made = await created(context, sent);
    const { port } = await context.open({ deadlineMs: SHORT_DEADLINE_MS });
    const invoices = { recordType: needed(samples.invoiceRecordType, 'invoiceRecordType') };
    const before = await recordsOf(context, invoices);
    await plant(
      context.vendor,
      { kind: 'timeout-after-commit' },
      { match: needed(samples.invoiceMatch, 'invoiceMatch') },
    );
    await failsWith(async () => port.invoiceSalesOrder(made, sent.reference), UnknownOutcomeError);
    await context.vendor.clearFaults();
    await invoiced(port, samples, made, sent.reference);
    assert.equal(await madeSince(context, invoices, before), 1, 'the ERP has one invoice');
  });
  suite.check('an invoiced order is not cancelled, with a reason', async (context) => {
    const sent = request();
    const made = await created(context, sent);
    const { port } = await context.open();
    await invoiced(port, samples, made, sent.reference);
    const result = await port.cancelSalesOrder(made, sent.reference);
    assert.ok(!result.cancelled, 'it was not cancelled');
    assert.notEqual(result.reason.trim(), '', 'there is a reason');
  });
}

function describePayments(suite: SalesSuite, samples: SalesDocumentsSamples, request: NewRequest): void {
  const { paymentRecordType: recordType, paymentMatch: match, paymentCallsBefore: callsBefore } = samples;
  describeCreation<'salesDocuments', PaymentRegistration>(suite, {
    what: 'registering a payment',
    samples: {
      ...(recordType === undefined ? {} : { recordType }),
      ...(match === undefined ? {} : { match }),
      ...(callsBefore === undefined ? {} : { callsBefore }),
      ...(samples.refusedPayment === undefined ? {} : { refused: samples.refusedPayment }),
    },
    request: async (context) => {
      const sent = request();
      const salesOrder = await created(context, sent);
      const { port } = await context.open();
      const invoice = await invoiced(port, samples, salesOrder, sent.reference);
      return registrationOf(sent, salesOrder, invoice);
    },
    send: async (port, sent, key) => port.registerPayment(sent, { key }),
    find: async (port, sent) => port.findPayment(sent),
    hasWords: false,
  });
}

function registrationOf(
  { reference, order }: SalesOrderRequest,
  salesOrder: RemoteRecord,
  invoice: Invoice,
): PaymentRegistration {
  return {
    reference,
    salesOrder,
    invoice,
    amount: { amount: order.totals.gross, currency: order.totals.currency },
    paidAt: order.payment.paidAt ?? '2026-03-02T09:16:00.000Z',
    transactionId: order.payment.transactionId ?? null,
    method: order.payment.method,
    order,
  };
}
