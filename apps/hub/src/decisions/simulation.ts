import { isDeepStrictEqual } from 'node:util';
import type { Sql } from '@crossdock/flow-engine';
import { tryGraph } from './decisions';
import type { DecisionGraph } from './graph/graph';
import { kindOf } from './kinds';

export interface SimulatedCase {
  /** The trace of the real question. */
  readonly traceId: string;
  readonly at: Date;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Why there would be no answer. */
  readonly problem: string | null;
}

export interface Simulation {
  /** Real questions that were asked once more. */
  readonly compared: number;
  readonly changed: number;
  /** That have an answer now, and would have none. */
  readonly newlyFailing: number;
  /** That have no answer now, and would have one. */
  readonly mended: number;
  readonly examples: readonly SimulatedCase[];
}

const MOST_EXAMPLES = 20;
/** Work in between is let through. */
const AT_ONCE = 20;

interface PastQuestion extends Omit<SimulatedCase, 'after' | 'problem'> {
  readonly input: unknown;
  readonly failure: string | null;
}

/** What a rule set would have answered to the newest real questions, against what was answered. Nothing is kept. */
export async function simulate(
  sql: Sql,
  decision: { readonly id: string; readonly kind: string },
  graph: DecisionGraph,
  last: number,
): Promise<Simulation> {
  const questions = await sql.query<PastQuestion>(
    `select id as "traceId", at, subject_type as "subjectType", subject_id as "subjectId", input, output as before,
       problem as failure
     from decision_trace where decision_id = $1 order by at desc, id desc limit $2`,
    [decision.id, last],
  );
  const result = { compared: questions.length, changed: 0, newlyFailing: 0, mended: 0 };
  const examples: SimulatedCase[] = [];
  for (const [index, { input, failure, ...question }] of questions.entries()) {
    const { output, problem } = await tryGraph(kindOf(decision.kind), graph, input);
    if (index % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    if (problem === failure && isDeepStrictEqual(output, question.before)) continue;
    if (problem !== null && failure === null) result.newlyFailing += 1;
    else if (problem === null && failure !== null) result.mended += 1;
    else result.changed += 1;
    if (examples.length < MOST_EXAMPLES) examples.push({ ...question, after: output, problem });
  }
  return { ...result, examples };
}
