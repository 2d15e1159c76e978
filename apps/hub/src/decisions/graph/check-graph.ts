import { ZenEngine } from '@gorules/zen-engine';
import { messageOf, problemsOfCells, type GraphProblem } from './cells';
import { decisionGraph, type DecisionGraph } from './graph';

/** A rule set that cannot be used, with every place that is wrong. */
export class GraphRefused extends Error {
  constructor(readonly problems: readonly GraphProblem[]) {
    super(problems[0]?.message ?? 'The rule set is wrong.');
    this.name = 'GraphRefused';
  }
}

const MOST_PROBLEMS = 50;

/** @throws {GraphRefused} for what the engine could not carry out exactly as it is written */
export function checkedGraph(value: unknown): DecisionGraph {
  const read = decisionGraph.safeParse(value);
  if (!read.success) {
    throw new GraphRefused(
      read.error.issues
        .slice(0, MOST_PROBLEMS)
        .map(({ path, message }) => ({ pointer: ['', ...path].map(String).join('/'), message })),
    );
  }
  const problems = [...problemsOfShape(read.data), ...problemsOfCells(read.data)];
  if (problems.length > 0) throw new GraphRefused(problems.slice(0, MOST_PROBLEMS));
  const graph = withAllCells(read.data);
  refuseWhatTheEngineRefuses(graph);
  return graph;
}

/** A cell that is left out means "any", as an empty one does; the engine would take it for one that is never met. */
function withAllCells(graph: DecisionGraph): DecisionGraph {
  const nodes = graph.nodes.map((node) => {
    if (node.type !== 'decisionTableNode') return node;
    const { inputs, outputs, rules } = node.content;
    const empty = Object.fromEntries([...inputs, ...outputs].map(({ id }) => [id, '']));
    return { ...node, content: { ...node.content, rules: rules.map((rule) => ({ ...empty, ...rule })) } };
  });
  return { ...graph, nodes };
}

function problemsOfShape({ nodes, edges }: DecisionGraph): GraphProblem[] {
  const count = (type: string): number => nodes.filter((node) => node.type === type).length;
  const problems: GraphProblem[] = [];
  if (count('inputNode') !== 1) problems.push({ pointer: '/nodes', message: 'There must be exactly one input.' });
  if (count('outputNode') !== 1) problems.push({ pointer: '/nodes', message: 'There must be exactly one output.' });
  const ids = new Set(nodes.map(({ id }) => id));
  if (ids.size < nodes.length) problems.push({ pointer: '/nodes', message: 'Two nodes have the same id.' });
  for (const [index, { sourceId, targetId }] of edges.entries()) {
    if (!ids.has(sourceId) || !ids.has(targetId))
      problems.push({ pointer: `/edges/${index}`, message: 'An edge leads to a node that is not there.' });
  }
  const reached = new Set(edges.map(({ targetId }) => targetId));
  for (const [index, node] of nodes.entries()) {
    if (node.type === 'inputNode' || reached.has(node.id)) continue;
    problems.push({ pointer: `/nodes/${index}`, message: `Nothing leads to "${node.name}".` });
  }
  return problems;
}

function refuseWhatTheEngineRefuses(graph: DecisionGraph): void {
  const engine = new ZenEngine();
  try {
    engine.createDecision(Buffer.from(JSON.stringify(graph))).validate();
  } catch (error) {
    throw new GraphRefused([{ pointer: '', message: messageOf(error).slice(0, 300) }]);
  } finally {
    engine.dispose();
  }
}
