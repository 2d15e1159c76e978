import { addMoney, compareMoney } from '@crossdock/canonical';
import {
  AmbiguousMatchError,
  ConfigurationError,
  RejectedByVendorError,
  type PaymentRegistration,
  type RemoteRecord,
} from '@crossdock/connector-kit';
import type { SalesInvoice } from '../api/sales-invoice';
import type { BcContext } from '../dynamics-365-bc.client';
import { moneyOf, toPaymentBody } from './invoice.mapper';
import type { SalesDocumentsClient } from './sales-documents.client';

// Payments follow their invoices; what falls out is read again.
const REMEMBERED = 2_000;

/** Payments of customers, entered into a journal and applied to their invoices. */
export class SalesPayments {
  private readonly customerNumbers = new Map<string, string>();

  constructor(
    private readonly documents: SalesDocumentsClient,
    private readonly context: BcContext,
  ) {}

  rememberCustomer({ id, customerNumber }: SalesInvoice): void {
    const [oldest] = this.customerNumbers.keys();
    if (this.customerNumbers.size >= REMEMBERED && oldest !== undefined) this.customerNumbers.delete(oldest);
    this.customerNumbers.set(id, customerNumber);
  }

  /**
   * A posted payment has left the journal, and API v2.0 does not list customer entries: then what the invoice still asks
   * for says whether it arrived, and the invoice stands for it.
   */
  async find(registration: PaymentRegistration): Promise<RemoteRecord | null> {
    const entered = (await this.documents.paymentsOf(registration.reference)).filter(
      ({ documentNumber }) => documentNumber === registration.invoice.number,
    );
    if (entered.length > 1) throw ambiguous(registration);
    const [line] = entered;
    if (line !== undefined) return { id: line.id, number: line.documentNumber };
    const invoice = await this.documents.readInvoice(registration.invoice.id);
    this.rememberCustomer(invoice);
    return isPaid(invoice, registration) ? { id: invoice.id, number: invoice.number } : null;
  }

  async register(registration: PaymentRegistration): Promise<RemoteRecord> {
    const { rules, settings } = this.context;
    const number = await this.customerNumber(registration.invoice.id);
    const body = toPaymentBody(registration, number, settings.timeZone);
    const line = await this.documents.enterPayment(await rules.apply('register-payment', registration, body));
    if (settings.postPayments) await this.post();
    return { id: line.id, number: line.documentNumber };
  }

  private async customerNumber(invoiceId: string): Promise<string> {
    const known = this.customerNumbers.get(invoiceId);
    if (known !== undefined) return known;
    return (await this.documents.readInvoice(invoiceId)).customerNumber;
  }

  /** The payment is entered already: a batch that cannot be posted, or was posted by another call, is no failure of it. */
  private async post(): Promise<void> {
    try {
      await this.documents.postJournal();
    } catch (error) {
      if (!(error instanceof RejectedByVendorError) && !(error instanceof ConfigurationError)) throw error;
      this.context.logger.warn('The payment journal was not posted.', { code: error.vendorCode ?? error.code });
    }
  }
}

function isPaid(invoice: SalesInvoice, { amount }: PaymentRegistration): boolean {
  const total = moneyOf(invoice.totalAmountIncludingTax, invoice.currencyCode);
  const remaining = moneyOf(invoice.remainingAmount, invoice.currencyCode);
  if (remaining.currency !== amount.currency) return Number(remaining.amount) === 0;
  return compareMoney(addMoney(remaining, amount), total) <= 0;
}

const ambiguous = ({ reference }: PaymentRegistration): AmbiguousMatchError =>
  new AmbiguousMatchError({
    code: 'dynamics-365-bc.payments-ambiguous',
    summary: `The payment journal has several lines with the external document number ${reference}.`,
    fix: 'Delete those that are not meant, then retry.',
    field: 'externalDocumentNumber',
  });
