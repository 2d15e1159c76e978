import { ZenEngine, type ZenDecision } from '@gorules/zen-engine';
import { messageOf } from './cells';
import type { DecisionStep } from './decision-step';
import { EvaluationFailed } from './evaluation-failed';
import type { DecisionGraph, TableNode } from './graph';
import { TraceReader, type NodeTrace } from './trace-reader';
import { WatchedRows } from './watched-rows';

export interface Evaluation {
  readonly output: unknown;
  readonly steps: readonly DecisionStep[];
}

const LONGEST_MS = 2_000;
const MOST_DEPTH = 10;

/** A rule set, made ready once and asked many times. */
export class Evaluator {
  private readonly engine = new ZenEngine();
  private readonly decision: ZenDecision;
  private readonly tables: ReadonlyMap<string, TableNode>;
  private readonly others: ReadonlySet<string>;
  private readonly watched: WatchedRows;
  private readonly inputName: string;

  constructor(graph: DecisionGraph) {
    this.decision = this.engine.createDecision(Buffer.from(JSON.stringify(graph)));
    const tables = graph.nodes.filter((node) => node.type === 'decisionTableNode');
    this.tables = new Map(tables.map((table) => [table.id, table]));
    this.others = new Set(graph.nodes.filter(({ type }) => type.endsWith('putNode')).map(({ id }) => id));
    this.watched = new WatchedRows(tables);
    this.inputName = graph.nodes.find(({ type }) => type === 'inputNode')?.name ?? '';
  }

  /** @throws {EvaluationFailed} when the engine gives up or takes too long */
  async evaluate(input: unknown): Promise<Evaluation> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new EvaluationFailed(`The rules took longer than ${LONGEST_MS} ms.`));
      }, LONGEST_MS);
    });
    try {
      const work = this.decision.evaluate(input, { trace: 'reference', maxDepth: MOST_DEPTH });
      const answer = await Promise.race([work, tooLong]);
      const output: unknown = answer.result;
      const trace = new TraceReader(answer.trace);
      const steps = this.stepsOf(trace);
      this.watched.refuseFailed(trace, steps, { [this.inputName]: input });
      return { output, steps };
    } catch (error) {
      if (error instanceof EvaluationFailed) throw error;
      throw new EvaluationFailed(`The rules could not be carried out: ${messageOf(error).slice(0, 300)}`);
    } finally {
      clearTimeout(timer);
    }
  }

  private stepsOf(trace: TraceReader): DecisionStep[] {
    return trace.ids
      .flatMap((id) => trace.node(id) ?? [])
      .sort((left, right) => left.order - right.order)
      .filter(({ id }) => !this.others.has(id))
      .map((step) => ({ node: step.id, name: step.name, rows: this.rowsOf(step.id, step) }));
  }

  private rowsOf(id: string, { traceData, output }: NodeTrace): DecisionStep['rows'] {
    const table = this.tables.get(id);
    if (table === undefined) return null;
    if (table.content.executionMode !== 'loop') return indexesOf(traceData);
    const parts: readonly unknown[] = Array.isArray(traceData) ? traceData : [];
    if (table.content.hitPolicy === 'collect') return parts.map(indexesOf);
    // The engine leaves out the parts that no row is for: what came out of the table says which.
    const results = partsOf(output, table.content.outputPath ?? null);
    let next = 0;
    return results.map((result) => (result === null ? [] : indexesOf(parts[next++])));
  }
}

function partsOf(output: unknown, path: string | null): readonly unknown[] {
  const found = (path === null || path === '' ? [] : path.split('.')).reduce(
    (value: unknown, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    output,
  );
  return Array.isArray(found) ? found : [];
}

function indexesOf(traceData: unknown): number[] {
  const rows: unknown[] = Array.isArray(traceData) ? traceData : [traceData];
  return rows.flatMap((row) =>
    typeof row === 'object' && row !== null && 'index' in row && typeof row.index === 'number' ? [row.index + 1] : [],
  );
}
