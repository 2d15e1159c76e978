import { Database, type Sql } from '@crossdock/flow-engine';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { z } from 'zod';
import { uuidv7 } from '../orders/uuidv7';
import { ensureShipped, liveVersionOf, readVersion, storeTrace } from './decision-store';
import { EvaluationFailed } from './graph/evaluation-failed';
import type { DecisionStep } from './graph/decision-step';
import { Evaluator } from './graph/evaluator';
import type { DecisionGraph } from './graph/graph';
import type { DecisionKind } from './kinds';

export interface Question {
  /** What it is about: an order, a quote. Kept with the answer. */
  readonly subject: { readonly type: string; readonly id: string };
  readonly input: unknown;
}

export interface Answer<T> {
  readonly output: T;
  readonly decisionId: string;
  readonly version: number;
  readonly traceId: string;
}

/** Rules that gave no usable answer. What happened is kept under `traceId`; a person has to look. */
export class DecisionFailed extends Error {
  constructor(
    message: string,
    readonly traceId: string | null,
  ) {
    super(message);
    this.name = 'DecisionFailed';
  }
}

interface Ready {
  readonly version: number;
  readonly evaluator: Evaluator;
}

/** How old the knowledge of what is live may be: another process may have published. */
const FRESH_MS = 500;

/** Asks rule sets, and keeps what they answered and why. */
@Injectable()
export class Decisions implements OnModuleInit {
  private readonly ready = new Map<string, Ready>();
  private readonly checkedAt = new Map<string, number>();

  constructor(private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    await this.database.transaction(ensureShipped);
  }

  /**
   * Asks the live version of a decision. The trace is stored with `sql`, which may be the caller's transaction.
   * @throws {DecisionFailed} when the rules break, or answer something that the kind does not allow
   */
  async decide<O extends z.ZodType>(
    kind: DecisionKind<z.ZodType, O>,
    { subject, input }: Question,
    sql: Sql = this.database,
  ): Promise<Answer<z.output<O>>> {
    const decisionId = kind.shipped.id;
    const { version, evaluator } = await this.live(decisionId);
    const id = uuidv7();
    const kept = { id, decisionId, version, subject, input };
    try {
      const { output, steps } = await answerOf(kind, evaluator, input);
      await storeTrace(sql, { ...kept, output, steps, problem: null });
      return { output, decisionId, version, traceId: id };
    } catch (error) {
      if (!(error instanceof EvaluationFailed)) throw error;
      // Beside the caller's transaction: that one may be taken back, and this must be seen.
      await storeTrace(this.database, { ...kept, output: null, steps: [], problem: error.message });
      throw new DecisionFailed(error.message, id);
    }
  }

  /** Somebody has published: what is live is looked up again. */
  changed(decisionId: string): void {
    this.checkedAt.delete(decisionId);
  }

  private async live(decisionId: string): Promise<Ready> {
    const known = this.ready.get(decisionId);
    const isFresh = Date.now() - (this.checkedAt.get(decisionId) ?? 0) < FRESH_MS;
    if (known !== undefined && isFresh) return known;
    const version = await liveVersionOf(this.database, decisionId);
    if (version === null) throw new DecisionFailed(`The decision "${decisionId}" has no live version.`, null);
    this.checkedAt.set(decisionId, Date.now());
    if (known?.version === version) return known;
    const row = await readVersion(this.database, decisionId, version);
    if (row === null) throw new DecisionFailed(`Version ${version} of the decision "${decisionId}" is gone.`, null);
    const ready = { version, evaluator: new Evaluator(row.graph) };
    this.ready.set(decisionId, ready);
    return ready;
  }
}

/**
 * Asks a rule set and checks its answer.
 * @throws {EvaluationFailed}
 */
export async function answerOf<O extends z.ZodType>(
  kind: DecisionKind<z.ZodType, O>,
  evaluator: Evaluator,
  input: unknown,
): Promise<{ readonly output: z.output<O>; readonly steps: readonly DecisionStep[] }> {
  const { output, steps } = await evaluator.evaluate(input);
  const read = kind.output.safeParse(output);
  if (read.success) return { output: read.data, steps };
  const [issue] = read.error.issues;
  const at = issue?.path.join('/') ?? '';
  throw new EvaluationFailed(`The rules answered something that cannot be used: ${at} ${issue?.message ?? ''}`.trim());
}

/** A rule set that is tried, not asked: nothing is kept. */
export async function tryGraph(
  kind: DecisionKind,
  graph: DecisionGraph,
  input: unknown,
): Promise<{ readonly output: unknown; readonly steps: readonly DecisionStep[]; readonly problem: string | null }> {
  try {
    return { ...(await answerOf(kind, new Evaluator(graph), input)), problem: null };
  } catch (error) {
    if (!(error instanceof EvaluationFailed)) throw error;
    return { output: null, steps: [], problem: error.message };
  }
}
