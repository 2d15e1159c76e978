import { isCurrencyCode, pointerTo } from '@crossdock/canonical';
import type { ProblemDetail } from '../../platform/problem/problem';
import { problemOfQuantity } from '../quotes/quote-rules';
import type { ConfigurationDto } from './configuration.dto';

const MOST_OPTIONS = 60;
const LONGEST_NAME = 60;
const LONGEST_TEXT = 200;
const LARGEST_NUMBER = 1e9;

/** Everything that is wrong with what was asked, before any rule is. */
export function problemsOfConfiguration({ product, currency, quantity, options }: ConfigurationDto): ProblemDetail[] {
  const problems: ProblemDetail[] = [];
  if (product.trim() === '') problems.push({ pointer: '/product', code: 'text.blank', message: 'This is empty.' });
  if (!isCurrencyCode(currency)) {
    problems.push({ pointer: '/currency', code: 'currency.unknown', message: 'This is no ISO 4217 currency.' });
  }
  const ofQuantity = problemOfQuantity(quantity ?? '1');
  if (ofQuantity !== null) problems.push({ pointer: '/quantity', ...ofQuantity });
  if (Object.keys(options).length > MOST_OPTIONS) {
    problems.push({
      pointer: '/options',
      code: 'value.too_many',
      message: `At most ${MOST_OPTIONS} options are allowed.`,
    });
  }
  return [...problems, ...Object.entries(options).flatMap(([name, value]) => problemsOfOption(name, value))];
}

function problemsOfOption(name: string, value: unknown): ProblemDetail[] {
  const pointer = pointerTo('/options', name);
  if (name.trim() === '' || name.length > LONGEST_NAME) {
    return [{ pointer, code: 'value.invalid', message: `A name has 1 to ${LONGEST_NAME} characters.` }];
  }
  if (isOption(value)) return [];
  const message = `This must be text of at most ${LONGEST_TEXT} characters, a number, true or false.`;
  return [{ pointer, code: 'value.invalid', message }];
}

function isOption(value: unknown): value is string | number | boolean {
  if (typeof value === 'string') return value.length <= LONGEST_TEXT;
  if (typeof value === 'number') return Math.abs(value) <= LARGEST_NUMBER;
  return typeof value === 'boolean';
}
