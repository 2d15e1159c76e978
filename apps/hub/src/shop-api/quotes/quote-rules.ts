import { isCountryCode, isCurrencyCode, isDecimal, parseInstant, pointerTo } from '@crossdock/canonical';
import Big from 'big.js';
import type { ProblemDetail } from '../../platform/problem/problem';
import type { QuoteDto, QuoteLineDto } from './quote.dto';

const MOST_QUANTITY = 1_000_000;

/** Everything that is wrong with a quote's values. */
export function problemsOfQuote(quote: QuoteDto): ProblemDetail[] {
  const { currency, at, customer, lines } = quote;
  const problems: ProblemDetail[] = [];
  const check = (isRight: boolean, pointer: string, code: string, message: string): void => {
    if (!isRight) problems.push({ pointer, code, message });
  };
  check(isCurrencyCode(currency), '/currency', 'currency.unknown', 'This is no ISO 4217 currency.');
  if (!isNothing(at) && parseInstant(at) === null) {
    problems.push({ pointer: '/at', code: 'time.invalid', message: 'This is no ISO 8601 time with a zone.' });
  }
  const country = customer?.country;
  check(
    isNothing(country) || isCountryCode(country),
    '/customer/country',
    'country.unknown',
    'This is no ISO 3166-1 alpha-2 country.',
  );
  check(lines.length > 0, '/lines', 'lines.empty', 'A quote has at least one line.');
  return [...problems, ...lines.flatMap(problemsOfLine), ...repeatedIds(lines)];
}

function problemsOfLine(line: QuoteLineDto, index: number): ProblemDetail[] {
  const at = (field: string): string => pointerTo(pointerTo('/lines', index), field);
  const problems: ProblemDetail[] = [];
  if (line.sku.trim() === '') problems.push({ pointer: at('sku'), code: 'text.blank', message: 'This is empty.' });
  const quantity = problemOfQuantity(line.quantity);
  if (quantity !== null) problems.push({ pointer: at('quantity'), ...quantity });
  for (const field of ['listPrice', 'taxRate'] as const) {
    const value = line[field];
    if (isNothing(value) || isAmount(value)) continue;
    problems.push({ pointer: at(field), code: 'decimal.invalid', message: 'This is no decimal number from zero on.' });
  }
  return problems;
}

function repeatedIds(lines: readonly QuoteLineDto[]): ProblemDetail[] {
  const seen = new Set<string>();
  return lines.flatMap(({ id }, index) => {
    const isRepeated = seen.has(id);
    seen.add(id);
    const message = 'Another line has this id.';
    return isRepeated ? [{ pointer: `/lines/${index}/id`, code: 'line.duplicate_id', message }] : [];
  });
}

/** What is wrong with a quantity; null when nothing is. */
export function problemOfQuantity(text: string): Omit<ProblemDetail, 'pointer'> | null {
  if (!isDecimal(text)) return { code: 'decimal.invalid', message: 'This is no decimal number.' };
  const value = new Big(text);
  if (value.lte(0)) return { code: 'quantity.not_positive', message: 'A quantity is more than zero.' };
  if (value.gt(MOST_QUANTITY)) return { code: 'value.invalid', message: `A quantity is at most ${MOST_QUANTITY}.` };
  if (value.round(3).eq(value)) return null;
  return { code: 'decimal.too_fine', message: 'A quantity has at most three decimals.' };
}

function isAmount(text: string): boolean {
  return isDecimal(text) && new Big(text).gte(0);
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
