import type { Sql } from '@crossdock/flow-engine';
import { tryGraph } from './decisions';
import type { DecisionGraph } from './graph/graph';
import { kindOf } from './kinds';

export interface StoredCase {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly expected: unknown;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

export interface CaseResult {
  readonly id: string;
  readonly name: string;
  readonly passed: boolean;
  readonly output: unknown;
  /** Why there is no answer, or where it is another one. */
  readonly problem: string | null;
}

export async function readCases(sql: Sql, decisionId: string): Promise<StoredCase[]> {
  return sql.query<StoredCase>(
    `select id::text, name, input, expected, updated_at as "updatedAt", updated_by as "updatedBy"
     from decision_case where decision_id = $1 order by name`,
    [decisionId],
  );
}

/** Asks a rule set every case that is kept for its decision. */
export async function runCases(
  kind: string,
  graph: DecisionGraph,
  cases: readonly StoredCase[],
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const { id, name, input, expected } of cases) {
    const { output, problem } = await tryGraph(kindOf(kind), graph, input);
    const difference = problem ?? differenceOf(expected, output, '');
    results.push({ id, name, passed: difference === null, output, problem: difference });
  }
  return results;
}

/** Where an answer does not hold what is expected; it may hold more. Null when it does. */
export function differenceOf(expected: unknown, actual: unknown, at: string): string | null {
  const place = at === '' ? '/' : at;
  if (!isSameKind(expected, actual)) return `${place} is ${shown(actual)}, expected is ${shown(expected)}`;
  if (typeof expected !== 'object' || expected === null) return null;
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length !== actual.length) {
    return `${place} has ${actual.length} parts, expected are ${expected.length}`;
  }
  for (const [name, value] of Object.entries(expected)) {
    const difference = differenceOf(value, (actual as Record<string, unknown>)[name], `${at}/${name}`);
    if (difference !== null) return difference;
  }
  return null;
}

/** Both objects or both lists; anything else must be the same. */
function isSameKind(expected: unknown, actual: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return Object.is(expected, actual);
  return typeof actual === 'object' && actual !== null && Array.isArray(expected) === Array.isArray(actual);
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 200);
}
