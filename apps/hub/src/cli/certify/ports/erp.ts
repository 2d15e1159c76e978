import type { Invoice } from '@crossdock/canonical';
import type { PaymentRegistration, RemoteRecord } from '@crossdock/connector-kit';
import { NotAsExpected } from '../check';
import { nothingUnder, page, sameRecord, undone, written } from '../expectations';
import { settled } from '../settled';
import type { Bench } from './bench';

type SalesBench = Bench<'salesDocuments'>;

const NEEDS_SALES_ORDER = ['readSalesOrder', 'invoiceSalesOrder', 'findPayment', 'registerPayment', 'cancelSalesOrder'];

export async function certifySalesDocuments(bench: SalesBench): Promise<void> {
  const { checks, samples } = bench;
  await checks.run(
    'findSalesOrder',
    async () => bench.port.findSalesOrder(samples.unknown),
    nothingUnder(samples.unknown),
  );
  const record = await salesOrder(bench, samples.reference);
  if (record === null) {
    for (const operation of NEEDS_SALES_ORDER) checks.notRun(operation, 'there is no sales order.');
    return;
  }
  await checks.run('readSalesOrder', async () => bench.port.readSalesOrder(record, samples.reference), {
    describe: ({ state, total }) =>
      `${state}, ${total === null ? 'without a total' : `${total.amount} ${total.currency}`}`,
  });
  await invoiceAndPay(bench, record);
  await cancelAnother(bench);
}

async function salesOrder({ port, checks, samples }: SalesBench, reference: string): Promise<RemoteRecord | null> {
  const request = samples.salesOrder(reference);
  const created = await checks.run(
    'createSalesOrder',
    async () => port.createSalesOrder(request, samples.key(`create-sales-order:${reference}`)),
    written,
  );
  if (!created.ok) return null;
  await checks.run('findSalesOrder', async () => port.findSalesOrder(reference), sameRecord(created.result));
  return created.result;
}

async function invoiceAndPay(bench: SalesBench, record: RemoteRecord): Promise<void> {
  const { port, checks, samples } = bench;
  const invoiced = await checks.run(
    'invoiceSalesOrder',
    async () => settled(async () => invoiceOf(bench, record), isThere),
    {
      describe: (invoice) =>
        invoice === null ? 'asked; the system invoices in its own time' : `invoice ${invoice.number}`,
    },
  );
  const invoice = invoiced.ok ? invoiced.result : null;
  if (invoice === null) {
    for (const operation of ['findPayment', 'registerPayment']) checks.notRun(operation, 'there is no invoice yet.');
    return;
  }
  const payment = paymentOf(bench, record, invoice);
  await checks.run('findPayment', async () => port.findPayment(payment), nothingUnder(payment.reference));
  const registered = await checks.run(
    'registerPayment',
    async () => port.registerPayment(payment, samples.key('register-payment')),
    written,
  );
  if (registered.ok) {
    await checks.run('findPayment', async () => port.findPayment(payment), sameRecord(registered.result));
  }
}

async function invoiceOf({ port, samples }: SalesBench, record: RemoteRecord): Promise<Invoice | null> {
  const invoice = await port.invoiceSalesOrder(record, samples.reference);
  return invoice ?? (await port.readSalesOrder(record, samples.reference)).invoice;
}

function isThere(invoice: Invoice | null): boolean {
  return invoice !== null;
}

function paymentOf({ samples }: SalesBench, salesOrder: RemoteRecord, invoice: Invoice): PaymentRegistration {
  const order = samples.order();
  return {
    reference: `${samples.reference}-P1`,
    salesOrder,
    invoice,
    amount: order.payment.amount,
    paidAt: order.placedAt,
    transactionId: samples.reference,
    method: order.payment.method,
    order,
  };
}

/** The first one may be invoiced by now, which cannot be taken back. */
async function cancelAnother(bench: SalesBench): Promise<void> {
  const { port, checks, samples } = bench;
  const reference = `${samples.reference}-2`;
  const record = await salesOrder(bench, reference);
  if (record === null) checks.notRun('cancelSalesOrder', 'there is no sales order to cancel.');
  else await checks.run('cancelSalesOrder', async () => port.cancelSalesOrder(record, reference), undone);
}

export async function certifyCustomerSink({ port, checks, samples }: Bench<'customerSink'>): Promise<void> {
  const record = samples.customer();
  await checks.run('findCustomer', async () => port.findCustomer(record), nothingUnder(record.customer.email));
  const customer = await checks.run(
    'upsertCustomer',
    async () => port.upsertCustomer(record, samples.key('upsert-customer')),
    written,
  );
  if (customer.ok) await checks.run('findCustomer', async () => port.findCustomer(record), sameRecord(customer.result));
  else checks.notRun('findCustomer', 'there is no customer to find.');
}

export async function certifyStockSource({ port, checks }: Bench<'stockSource'>): Promise<void> {
  await checks.run('readStock', async () => port.readStock(null), {
    describe: (read) => {
      const broken = read.levels.find(({ onHand }) => !/^-?\d+(\.\d+)?$/.test(onHand));
      if (broken !== undefined) throw new NotAsExpected(`${broken.sku}: "${broken.onHand}" is no quantity`);
      return page(({ levels }: typeof read) => levels, 'stock levels').describe(read);
    },
  });
}

export async function certifyPriceSource({ port, checks }: Bench<'priceSource'>): Promise<void> {
  await checks.run(
    'readPrices',
    async () => port.readPrices(null),
    page(({ prices }) => prices, 'prices'),
  );
}

export async function certifyProductSource({ port, checks }: Bench<'productSource'>): Promise<void> {
  await checks.run(
    'readProducts',
    async () => port.readProducts(null),
    page(({ products }) => products, 'products'),
  );
}
