import { badRequest, type Json } from './answers';
import { rowsBy, type Row, type Table } from './tables';

type Value = string | number | boolean | null;

/** What `$filter` may say here: comparisons joined by `and` and `or`, with parentheses. */
export type Filter = Comparison | Junction;

interface Comparison {
  readonly kind: 'compare';
  readonly field: string;
  readonly operator: string;
  readonly value: Value;
}

interface Junction {
  readonly kind: 'and' | 'or';
  readonly left: Filter;
  readonly right: Filter;
}

const TOKEN = /\s*(\(|\)|'(?:[^']|'')*'|[^\s()']+)/gy;
const OPERATORS = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);

/** @throws {BcError} 400 for anything that is not understood */
export function parseFilter(text: string): Filter {
  const tokens = tokensOf(text);
  const filter = parseOr(tokens);
  if (tokens.length > 0) throw syntax(text);
  return filter;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match === null) throw syntax(text);
    tokens.push(match[1] ?? '');
  }
  return tokens;
}

function parseOr(tokens: string[]): Filter {
  let left = parseAnd(tokens);
  while (tokens[0] === 'or') {
    tokens.shift();
    left = { kind: 'or', left, right: parseAnd(tokens) };
  }
  return left;
}

function parseAnd(tokens: string[]): Filter {
  let left = parseOne(tokens);
  while (tokens[0] === 'and') {
    tokens.shift();
    left = { kind: 'and', left, right: parseOne(tokens) };
  }
  return left;
}

function parseOne(tokens: string[]): Filter {
  if (tokens[0] === '(') {
    tokens.shift();
    const inner = parseOr(tokens);
    if (tokens.shift() !== ')') throw syntax(')');
    return inner;
  }
  const [field = '', operator = '', literal = ''] = tokens.splice(0, 3);
  if (!/^\w+$/.test(field) || !OPERATORS.has(operator) || literal === '') throw syntax(`${field} ${operator}`);
  return { kind: 'compare', field, operator, value: valueOf(literal) };
}

function valueOf(literal: string): Value {
  if (literal.startsWith("'")) return literal.slice(1, -1).replaceAll("''", "'");
  if (literal === 'true' || literal === 'false') return literal === 'true';
  if (literal === 'null') return null;
  return /^-?\d+(\.\d+)?$/.test(literal) ? Number(literal) : literal;
}

const syntax = (text: string): Error => badRequest(`Syntax error in the filter expression at '${text}'.`);

export function matches(filter: Filter, row: Json): boolean {
  if (filter.kind !== 'compare') {
    const left = matches(filter.left, row);
    return filter.kind === 'and' ? left && matches(filter.right, row) : left || matches(filter.right, row);
  }
  if (!(filter.field in row)) throw badRequest(`Could not find a property named '${filter.field}'.`);
  return compare(row[filter.field], filter.operator, filter.value);
}

const COMPARE: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

function compare(left: unknown, operator: string, right: Value): boolean {
  return COMPARE[operator]?.(orderOf(left, right)) ?? false;
}

export function orderOf(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [first, second] = [String(left), String(right)];
  const bothTimes = first.includes('T') && second.includes('T') && isTime(first) && isTime(second);
  if (bothTimes) return Date.parse(first) - Date.parse(second);
  return first === second ? 0 : first < second ? -1 : 1;
}

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));

/** Rows that can match: by an index where the filter has an equality on one, otherwise all of them. */
export function candidates(table: Table, filter: Filter | null): Row[] {
  return (filter === null ? null : indexed(table, filter)) ?? Object.values(table.rows);
}

function indexed(table: Table, filter: Filter): Row[] | null {
  if (filter.kind === 'compare') {
    const usable = filter.operator === 'eq' && filter.field in table.indexes;
    return usable ? rowsBy(table, filter.field, filter.value) : null;
  }
  const left = indexed(table, filter.left);
  if (filter.kind === 'and') return left ?? indexed(table, filter.right);
  const right = indexed(table, filter.right);
  return left === null || right === null ? null : [...new Set([...left, ...right])];
}
