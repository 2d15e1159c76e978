import { UnmappedValueError, type SalesOrderSnapshot } from '@crossdock/connector-kit';

type State = SalesOrderSnapshot['state'];

// Draft is Business Central's "Open"; Open is its "Released" or "Pending Prepayment" (fact sheet, section 7).
const ORDER_STATE: Readonly<Record<string, State>> = {
  Draft: 'open',
  'In Review': 'open',
  Open: 'released',
};

/** Not posted yet; posted; taken back. */
export type InvoiceState = 'draft' | 'issued' | 'cancelled';

const INVOICE_STATE: Readonly<Record<string, InvoiceState>> = {
  '': 'draft',
  Draft: 'draft',
  'In Review': 'draft',
  Open: 'issued',
  Paid: 'issued',
  Canceled: 'cancelled',
  Corrective: 'cancelled',
};

/** @throws {UnmappedValueError} naming the word */
export function orderState({
  status,
  fullyShipped,
}: {
  readonly status: string;
  readonly fullyShipped: boolean;
}): State {
  const state = entryOf(ORDER_STATE, 'salesOrders.status', status);
  return fullyShipped ? 'shipped' : state;
}

/** @throws {UnmappedValueError} naming the word */
export const invoiceState = (status: string): InvoiceState => entryOf(INVOICE_STATE, 'salesInvoices.status', status);

/** Blanks in enum values travel as `_x0020_`; both spellings are read (fact sheet, section 7). */
function entryOf<T>(table: Readonly<Record<string, T>>, vocabulary: string, word: string): T {
  const key = word.replaceAll('_x0020_', ' ').trim();
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  if (value !== undefined) return value;
  throw new UnmappedValueError(vocabulary, word, {
    summary: `Business Central calls the status of a document "${word}", a word that is not known.`,
    fix: 'The connector must be brought up to date.',
  });
}
