import { comparesNumbers, failureOf, isPlain, valueOf } from './cells';
import { EvaluationFailed } from './evaluation-failed';
import type { DecisionStep } from './decision-step';
import type { TableNode } from './graph';
import type { TraceReader } from './trace-reader';

interface Watched {
  readonly table: TableNode;
  readonly rows: readonly WatchedRow[];
  /** Columns that compare numbers. */
  readonly numbers: readonly { readonly column: string; readonly field: string }[];
}

interface WatchedRow {
  readonly number: number;
  readonly conditions: readonly { readonly field: string | null; readonly text: string }[];
  readonly results: readonly { readonly column: string; readonly text: string }[];
}

/**
 * The engine takes a row that breaks while it is worked out for one that does not apply, and says nothing. A row that can
 * break, because it calculates, is looked at again when it did not apply: if it would have, the rule set has failed.
 */
export class WatchedRows {
  private readonly watched: readonly Watched[];

  constructor(tables: readonly TableNode[]) {
    this.watched = tables
      .map((table) => ({ table, rows: watchedOf(table), numbers: numbersOf(table) }))
      .filter(({ rows, numbers }) => rows.length > 0 || numbers.length > 0);
  }

  /**
   * @param nodes what rules find under `$nodes`: the whole question by the name of the input
   * @throws {EvaluationFailed} naming table, row and cell
   */
  refuseFailed(trace: TraceReader, steps: readonly DecisionStep[], nodes: Readonly<Record<string, unknown>>): void {
    for (const { table, rows, numbers } of this.watched) {
      const step = trace.node(table.id);
      if (step === null) continue;
      const applied = steps.find(({ node }) => node === table.id)?.rows ?? [];
      for (const [index, input] of inputsOf(table, step.input).entries()) {
        refuseTexts(table, numbers, input);
        refuseOf(table, rows, { ...input, $nodes: nodes }, appliedTo(applied, index));
      }
    }
  }
}

/** A column whose conditions are about numbers is given something else: none of them could be met. */
function refuseTexts(table: TableNode, numbers: Watched['numbers'], input: Record<string, unknown>): void {
  for (const { column, field } of numbers) {
    const value = valueAt(input, field) ?? null;
    if (value !== null && typeof value !== 'number') {
      throw new EvaluationFailed(
        `${table.name}, ${column}, compares numbers, and is given ${JSON.stringify(value).slice(0, 60)}.`,
      );
    }
  }
}

function numbersOf({ content: { inputs, rules } }: TableNode): Watched['numbers'] {
  return inputs.flatMap(({ id, name, field }) =>
    field && rules.some((rule) => comparesNumbers(rule[id] ?? '')) ? [{ column: name, field }] : [],
  );
}

function refuseOf(
  table: TableNode,
  rows: readonly WatchedRow[],
  input: Record<string, unknown>,
  applied: readonly number[],
): void {
  const isOver = (number: number): boolean =>
    table.content.hitPolicy === 'first' && applied.some((one) => one < number);
  for (const row of rows) {
    if (applied.includes(row.number) || isOver(row.number)) continue;
    const failed = failedCellOf(row, input);
    if (failed !== null) throw new EvaluationFailed(`${table.name}, row ${row.number}, ${failed}.`);
  }
}

/** Null when a condition says that the row does not apply, or nothing fails. */
function failedCellOf({ conditions, results }: WatchedRow, input: Record<string, unknown>): string | null {
  for (const condition of conditions) {
    const verdict = verdictOf(condition, input);
    if (verdict !== 'met') return verdict === 'not met' ? null : verdict.failure;
  }
  for (const { column, text } of results) {
    const failure = failureOf(text, 'expression', input);
    if (failure !== null) return `${column}: "${text}" fails: ${failure.source}`;
  }
  return null;
}

function verdictOf(
  { field, text }: WatchedRow['conditions'][number],
  input: Record<string, unknown>,
): 'met' | 'not met' | { readonly failure: string } {
  const kind = field === null ? 'expression' : 'condition';
  const value = field === null ? undefined : valueAt(input, field);
  const given = { ...input, $: value };
  const failure = failureOf(text, kind, given);
  if (failure === null) return valueOf(text, kind, given) === true ? 'met' : 'not met';
  // Nothing to compare with is no failure: the condition is not met.
  const isMissing = field !== null && (value ?? null) === null;
  return isMissing ? 'not met' : { failure: `"${text}" fails: ${failure.source}` };
}

function watchedOf({ content: { inputs, outputs, rules } }: TableNode): WatchedRow[] {
  return rules.flatMap((rule, index) => {
    const conditions = inputs.flatMap(({ id, field }) =>
      textOf(rule[id]).map((text) => ({ field: field ?? null, text })),
    );
    const results = outputs.flatMap(({ id, name }) => textOf(rule[id]).map((text) => ({ column: name, text })));
    const canBreak = [...conditions, ...results].some(({ text }) => !isPlain(text));
    return canBreak ? [{ number: index + 1, conditions, results }] : [];
  });
}

function textOf(cell: string | undefined): string[] {
  return cell === undefined || cell.trim() === '' ? [] : [cell];
}

function inputsOf({ content }: TableNode, input: unknown): Record<string, unknown>[] {
  const path = content.inputField ?? '';
  const found = path === '' ? input : valueAt(asRecord(input), path);
  return content.executionMode === 'loop' ? (Array.isArray(found) ? found.map(asRecord) : []) : [asRecord(found)];
}

function appliedTo(rows: NonNullable<DecisionStep['rows']>, index: number): readonly number[] {
  const part = rows[index];
  return Array.isArray(part) ? (part as readonly number[]) : (rows as readonly number[]);
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function valueAt(input: Record<string, unknown>, path: string): unknown {
  return path.split('.').reduce((value: unknown, key) => asRecord(value)[key], input);
}
