import { isDecimal, roundToCurrency, type DecimalString } from '@crossdock/canonical';
import { cell, type ImportRow } from './import-row';
import type { ImportProfile, Rule } from './import-profile';

/** Longest SKU that the hub takes. */
export const MAX_SKU_LENGTH = 64;

/** Goods of one row, or what is wrong with it. */
export type LineReading =
  | { readonly is: 'goods'; readonly line: GoodsLine }
  | {
      readonly is: 'delivery';
      readonly rule: Rule;
      readonly quantity: DecimalString;
      readonly unitPrice: DecimalString;
    }
  | { readonly is: 'left-out'; readonly kind: string; readonly reason: string }
  /** Goods were sold, but which or how many cannot be said: the order would be short without the row. */
  | { readonly is: 'unreadable'; readonly kind: string; readonly reason: string };

export interface GoodsLine {
  readonly sku: string;
  readonly ean: string | null;
  readonly name: string;
  readonly quantity: DecimalString;
  readonly unitPrice: DecimalString;
  readonly taxRate: DecimalString | null;
}

/** What one row is: goods, the price of the delivery, or something that is not sold goods. */
export function readLine(row: ImportRow, profile: ImportProfile, currency: string): LineReading {
  if (row.isMisshapen) return unreadable('wrong-column-count', 'The row has more or fewer values than the header.');
  const rule = ruleFor(row, profile, ['refuse-row', 'delivery']);
  if (rule?.treatment === 'refuse-row') return leftOut(rule.kind, rule.reason);
  const quantity = decimal(cell(row, 'quantity'), profile);
  const price = decimal(cell(row, 'unitPrice'), profile);
  if (quantity === null) return unreadable('unreadable-quantity', 'The quantity is not a number.');
  if (price === null) return unreadable('unreadable-price', 'The price is not a number.');
  const amounts = notSold(quantity, price);
  if (amounts !== null) return amounts;
  const unitPrice = withCents(price, currency);
  if (rule !== null) return { is: 'delivery', rule, quantity, unitPrice };
  return goods(row, profile, { quantity, unitPrice });
}

function goods(
  row: ImportRow,
  profile: ImportProfile,
  amounts: Pick<GoodsLine, 'quantity' | 'unitPrice'>,
): LineReading {
  const sku = cell(row, 'sku');
  if (sku === null) return unreadable('no-sku', 'The row has no SKU.');
  if (sku.length > MAX_SKU_LENGTH) {
    return unreadable('sku-too-long', `The SKU has ${sku.length} characters; ${MAX_SKU_LENGTH} are allowed.`);
  }
  const taxText = cell(row, 'taxRate');
  const taxRate = taxText === null ? profile.defaults.taxRate : decimal(taxText.replace(/\s*%$/, ''), profile);
  if (taxText !== null && taxRate === null) return unreadable('unreadable-tax-rate', 'The tax rate is not a number.');
  return { is: 'goods', line: { sku, ean: cell(row, 'ean'), name: cell(row, 'name') ?? sku, taxRate, ...amounts } };
}

function notSold(quantity: DecimalString, price: DecimalString): LineReading | null {
  if (Number(quantity) < 0)
    return leftOut('negative-quantity', 'The quantity is negative: goods came back or were written off.');
  if (Number(quantity) === 0) return leftOut('zero-quantity', 'The quantity is zero.');
  if (Number(price) < 0) return leftOut('negative-price', 'The price is negative.');
  if (Number(price) === 0) return leftOut('zero-price', 'The price is zero: not a sale.');
  return null;
}

/** The first rule with one of the treatments that fires for the row. */
export function ruleFor(row: ImportRow, profile: ImportProfile, treatments: readonly Rule['treatment'][]): Rule | null {
  return (
    profile.rules.find(
      (rule) => treatments.includes(rule.treatment) && new RegExp(rule.pattern, 'i').test(cell(row, rule.field) ?? ''),
    ) ?? null
  );
}

const NUMBER = {
  '.': /^[+-]?(\d+|\d{1,3}([,\s]\d{3})+)(\.\d+)?$/,
  ',': /^[+-]?(\d+|\d{1,3}([.\s]\d{3})+)(,\d+)?$/,
} as const;

/**
 * Plain decimal text of a number as people write it (`1 234,50`), or null. Strict about the separators: `12,50` where
 * the point is the decimal separator is no number, rather than twelve hundred and fifty.
 */
export function decimal(text: string | null, profile: Pick<ImportProfile, 'decimalSeparator'>): DecimalString | null {
  const { decimalSeparator } = profile;
  if (text === null || !NUMBER[decimalSeparator].test(text)) return null;
  const [whole = '', fraction = ''] = text.replace(/^\+/, '').split(decimalSeparator);
  const digits = whole.replaceAll(/[^\d-]/g, '').replace(/^(-?)0+(?=\d)/, '$1');
  const significant = fraction.replace(/0+$/, '');
  const plain = significant === '' ? digits : `${digits}.${significant}`;
  return isDecimal(plain) ? plain : null;
}

/** With the digits of the currency, without ever rounding: a price per piece may have more. */
function withCents(price: DecimalString, currency: string): DecimalString {
  const rounded = roundToCurrency(price, currency);
  return Number(rounded) === Number(price) ? rounded : price;
}

function leftOut(kind: string, reason: string): LineReading {
  return { is: 'left-out', kind, reason };
}

function unreadable(kind: string, reason: string): LineReading {
  return { is: 'unreadable', kind, reason };
}
