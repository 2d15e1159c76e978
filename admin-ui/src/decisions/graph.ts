export interface Column {
  readonly id: string;
  readonly name: string;
  readonly field?: string | null;
}

export type Rule = Readonly<Record<string, string>>;

export interface TableContent {
  readonly hitPolicy: 'first' | 'collect';
  readonly inputs: readonly Column[];
  readonly outputs: readonly Column[];
  readonly rules: readonly Rule[];
}

export interface GraphNode {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly content?: unknown;
}

export type TableNode = GraphNode & { readonly type: 'decisionTableNode'; readonly content: TableContent };

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly unknown[];
}

export function isTable(node: GraphNode): node is TableNode {
  return node.type === 'decisionTableNode';
}

export function tablesOf(graph: Graph): TableNode[] {
  return graph.nodes.filter(isTable);
}

/** The same rule set with other rows in one of its tables. */
export function withRules(graph: Graph, tableId: string, change: (rules: readonly Rule[]) => readonly Rule[]): Graph {
  const nodes = graph.nodes.map((node) =>
    node.id === tableId && isTable(node)
      ? { ...node, content: { ...node.content, rules: change(node.content.rules) } }
      : node,
  );
  return { ...graph, nodes };
}

/** A row that says nothing yet, under a name of its own. */
export function emptyRule({ inputs, outputs }: TableContent, id: string): Rule {
  return { _id: id, ...Object.fromEntries([...inputs, ...outputs].map((column) => [column.id, ''])) };
}

export function changed(rules: readonly Rule[], at: number, column: string, text: string): Rule[] {
  return rules.map((rule, index) => (index === at ? { ...rule, [column]: text } : rule));
}

export function without(rules: readonly Rule[], at: number): Rule[] {
  return rules.filter((_rule, index) => index !== at);
}

/** The row and the one before it change places. */
export function movedUp(rules: readonly Rule[], at: number): Rule[] {
  const [before, moved] = [rules[at - 1], rules[at]];
  if (before === undefined || moved === undefined) return [...rules];
  return rules.map((rule, index) => (index === at - 1 ? moved : index === at ? before : rule));
}
