import type { DecisionGraph, TableNode } from '../graph/graph';

type Row = Readonly<Record<string, string>>;

interface ConfigurationTable {
  readonly id: 'product' | 'constraints' | 'prices' | 'leadTimes';
  readonly name: string;
  readonly hitPolicy: 'first' | 'collect';
  readonly says: readonly string[];
}

const TABLES: readonly ConfigurationTable[] = [
  { id: 'product', name: 'Models', hitPolicy: 'first', says: ['code', 'label', 'taxRate'] },
  { id: 'constraints', name: 'What does not exist', hitPolicy: 'collect', says: ['code', 'label', 'option'] },
  { id: 'prices', name: 'Prices', hitPolicy: 'collect', says: ['code', 'label', 'type', 'value'] },
  { id: 'leadTimes', name: 'Lead times', hitPolicy: 'collect', says: ['code', 'label', 'type', 'value'] },
];
const TITLES: Readonly<Record<string, string>> = {
  code: 'Code',
  label: 'Label',
  option: 'Option',
  taxRate: 'Tax rate',
  type: 'Type',
  value: 'Value',
};

/** Tables side by side: which models there are, which combinations are not, what it costs and how long it takes. */
export function configurationGraph(
  rows: Readonly<Partial<Record<ConfigurationTable['id'], readonly Row[]>>> = {},
): DecisionGraph {
  const tables = TABLES.map((table, index) => tableNode(table, rows[table.id] ?? [], index));
  return {
    nodes: [
      { id: 'request', name: 'Configuration', type: 'inputNode', position: { x: 0, y: 150 } },
      ...tables,
      { id: 'response', name: 'Answer', type: 'outputNode', position: { x: 800, y: 150 } },
    ],
    edges: tables.flatMap(({ id }) => [
      { id: `request-${id}`, sourceId: 'request', targetId: id, type: 'edge' },
      { id: `${id}-response`, sourceId: id, targetId: 'response', type: 'edge' },
    ]),
  };
}

// The second column has no field of its own: a whole condition over model and options stands in it.
const INPUTS = [
  { id: 'product', name: 'Model', field: 'product' },
  { id: 'when', name: 'When' },
];

function tableNode({ id, name, hitPolicy, says }: ConfigurationTable, rows: readonly Row[], index: number): TableNode {
  return {
    id,
    name,
    type: 'decisionTableNode',
    position: { x: 400, y: index * 100 },
    content: {
      hitPolicy,
      executionMode: 'single',
      inputField: null,
      outputPath: id,
      passThrough: false,
      inputs: INPUTS,
      outputs: says.map((field) => ({ id: field, name: TITLES[field] ?? field, field })),
      rules: rows.map((row, place) => ({ _id: `${id}-${place + 1}`, ...row })),
    },
  };
}
