import { evaluateExpressionSync, evaluateUnaryExpressionSync } from '@gorules/zen-engine';
import type { DecisionGraph, GraphNode, TableNode } from './graph';

/** What is wrong with one place of a rule set. */
export interface GraphProblem {
  /** JSON pointer into the graph. */
  readonly pointer: string;
  readonly message: string;
}

interface Cell {
  readonly pointer: string;
  readonly where: string;
  readonly text: string;
  /** A condition on the column's field, or an expression with a value. */
  readonly kind: 'condition' | 'expression';
}

// The engine gives rows with a cell that it cannot read no chance and says nothing. So every cell is read beforehand.
const UNREADABLE = new Set(['parserError', 'lexerError', 'compilerError']);
// A list that is written as a range is made in memory as a whole.
const RANGE = /[[(]\s*(-?\d+)\s*\.\.\s*(-?\d+)\s*[\])]/g;
const LONGEST_RANGE = 10_000;

/** Every cell that the engine could not read, and every list that would fill the memory. */
export function problemsOfCells(graph: DecisionGraph): GraphProblem[] {
  return graph.nodes.flatMap((node, index) => cellsOf(node, `/nodes/${index}`)).flatMap(problemsOf);
}

function problemsOf({ pointer, where, text, kind }: Cell): GraphProblem[] {
  const problem = longRange(text, kind) ?? unreadable(text, kind);
  return problem === null ? [] : [{ pointer, message: `${where}: ${problem}` }];
}

function longRange(text: string, kind: Cell['kind']): string | null {
  if (kind === 'condition') return null;
  for (const [range, from, to] of text.matchAll(RANGE)) {
    if (Number(to) - Number(from) > LONGEST_RANGE) return `${range} is a list of more than ${LONGEST_RANGE} numbers.`;
  }
  return null;
}

function unreadable(text: string, kind: Cell['kind']): string | null {
  const failure = failureOf(text, kind, kind === 'condition' ? { $: null } : {});
  if (failure !== null && UNREADABLE.has(failure.type)) return `"${text}" cannot be read (${failure.source}).`;
  return kind === 'condition' && failure !== null && neverMet(text)
    ? `"${text}" can never be met: only numbers are compared. Times are compared as d($) >= d("2026-12-01").`
    : null;
}

/** Whatever stands in the column, the comparison breaks. Names are not judged: they may be of any kind. */
function neverMet(text: string): boolean {
  return isPlain(text) && SAMPLES.every((sample) => failureOf(text, 'condition', { $: sample }) !== null);
}

const SAMPLES = [1, 'text', '2026-11-23T08:15:00.000Z', true, [1], ['text']];
const TEXT = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
const WORDS = /\b(?:true|false|null|and|or|not|in)\b/g;
const NAMED = /[\p{L}_$#`]/u;

/** True for a cell that only compares with values that stand in it, or names one. */
export function isPlain(text: string): boolean {
  return !NAMED.test(withoutTexts(text).replaceAll(WORDS, ''));
}

/** True for a condition that is about numbers: bigger, smaller, between. */
export function comparesNumbers(text: string): boolean {
  return isPlain(text) && /[<>]|\.\./.test(withoutTexts(text));
}

function withoutTexts(text: string): string {
  return text.replaceAll(TEXT, '');
}

/** @throws what the engine throws */
export function valueOf(text: string, kind: Cell['kind'], input: Readonly<Record<string, unknown>>): unknown {
  return kind === 'condition' ? evaluateUnaryExpressionSync(text, input) : evaluateExpressionSync(text, input);
}

/** How an expression fails on this input; null when it does not. */
export function failureOf(
  text: string,
  kind: Cell['kind'],
  input: Readonly<Record<string, unknown>>,
): { readonly type: string; readonly source: string } | null {
  try {
    valueOf(text, kind, input);
    return null;
  } catch (error) {
    return read(messageOf(error));
  }
}

/** The first line of what the engine throws. */
export function messageOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return String(message).split('\n')[0] ?? '';
}

/** The engine's message is JSON, and addresses of its memory after it. */
function read(first: string): { readonly type: string; readonly source: string } {
  try {
    const { type, source } = JSON.parse(first) as { type?: unknown; source?: unknown };
    return { type: String(type), source: String(source) };
  } catch {
    return { type: 'unknown', source: first.slice(0, 200) };
  }
}

function cellsOf(node: GraphNode, pointer: string): Cell[] {
  if (node.type === 'decisionTableNode') return cellsOfTable(node, pointer);
  if (node.type === 'expressionNode') {
    return node.content.expressions.flatMap(({ key, value }, index) =>
      filled({
        pointer: `${pointer}/content/expressions/${index}/value`,
        where: `${node.name}, ${key}`,
        text: value,
        kind: 'expression',
      }),
    );
  }
  if (node.type !== 'switchNode') return [];
  return node.content.statements.flatMap(({ condition }, index) =>
    filled({
      pointer: `${pointer}/content/statements/${index}/condition`,
      where: `${node.name}, branch ${index + 1}`,
      text: condition ?? '',
      kind: 'expression',
    }),
  );
}

function cellsOfTable({ name, content }: TableNode, pointer: string): Cell[] {
  const columns = [
    ...content.inputs.map((column) => ({
      column,
      kind: column.field ? ('condition' as const) : ('expression' as const),
    })),
    ...content.outputs.map((column) => ({ column, kind: 'expression' as const })),
  ];
  return content.rules.flatMap((rule, row) =>
    columns.flatMap(({ column, kind }) =>
      filled({
        pointer: `${pointer}/content/rules/${row}/${column.id}`,
        where: `${name}, row ${row + 1}, ${column.name}`,
        text: rule[column.id] ?? '',
        kind,
      }),
    ),
  );
}

function filled(cell: Cell): Cell[] {
  return cell.text.trim() === '' ? [] : [cell];
}
