import { compareMoney, subtractMoney, type Money, type Order } from '@crossdock/canonical';
import { RejectedByVendorError } from '@crossdock/connector-kit';
import type { SalesOrder, SalesOrderLineBody } from '../api/sales-order';
import { moneyOf } from './invoice.mapper';

export interface RoundingSettings {
  readonly roundingAccount: string;
  readonly largestRounding: string;
}

/**
 * Business Central calculates the tax itself: its total is compared with what the buyer pays.
 * @returns the line that makes up for a difference, or null when there is none
 * @throws {RejectedByVendorError} code `dynamics-365-bc.total-differs` when it is too large, or no account is set
 */
export function roundingLine(
  created: SalesOrder,
  order: Pick<Order, 'totals' | 'currency'>,
  settings: RoundingSettings,
): SalesOrderLineBody | null {
  const wanted: Money = { amount: order.totals.gross, currency: order.currency };
  const made = moneyOf(created.totalAmountIncludingTax, created.currencyCode);
  const difference = made.currency === wanted.currency ? subtractMoney(wanted, made) : null;
  if (difference !== null && compareMoney(wanted, made) === 0) return null;
  if (difference === null || settings.roundingAccount === '' || isTooLarge(difference, settings)) {
    throw new RejectedByVendorError({
      code: 'dynamics-365-bc.total-differs',
      summary: `Business Central made order ${created.number} of ${made.amount} ${made.currency}; the buyer pays ${wanted.amount} ${wanted.currency}.`,
      fix: 'The order was deleted again. Correct the tax set-up of its items in Business Central, or set an account of rounding, then retry.',
      field: 'totalAmountIncludingTax',
    });
  }
  return {
    lineType: 'Account',
    lineObjectNumber: settings.roundingAccount,
    description: 'Rounding',
    quantity: 1,
    unitPrice: Number(difference.amount),
  };
}

function isTooLarge({ amount, currency }: Money, { largestRounding }: RoundingSettings): boolean {
  const size = { amount: amount.replace('-', ''), currency };
  return compareMoney(size, { amount: largestRounding, currency }) > 0;
}
