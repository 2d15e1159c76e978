import type { DecisionGraph, TableNode } from '../graph/graph';

type Row = Readonly<Record<string, string>>;

const OUTPUTS = [
  { id: 'code', name: 'Code', field: 'code' },
  { id: 'label', name: 'Label', field: 'label' },
  { id: 'type', name: 'Type', field: 'type' },
  { id: 'value', name: 'Value', field: 'value' },
];

interface PriceTable {
  readonly id: string;
  readonly name: string;
  readonly hitPolicy: 'first' | 'collect';
  /** Columns: name by field of the line. */
  readonly looksAt: Readonly<Record<string, string>>;
  readonly rows?: readonly Row[];
}

const TABLES: readonly PriceTable[] = [
  {
    id: 'priceList',
    name: 'Price list',
    hitPolicy: 'first',
    looksAt: { sku: 'SKU', channel: 'Channel', currency: 'Currency' },
  },
  {
    id: 'volume',
    name: 'Volume breaks',
    hitPolicy: 'first',
    looksAt: { sku: 'SKU', category: 'Category', quantity: 'Quantity' },
  },
  {
    id: 'group',
    name: 'Customer groups',
    hitPolicy: 'first',
    looksAt: { 'customer.group': 'Group', category: 'Category' },
  },
  {
    id: 'loyalty',
    name: 'Loyalty',
    hitPolicy: 'first',
    looksAt: { 'customer.orders': 'Orders', 'customer.spent': 'Spent' },
  },
  {
    id: 'promotions',
    name: 'Promotions',
    hitPolicy: 'collect',
    looksAt: { sku: 'SKU', category: 'Category', at: 'Time', channel: 'Channel' },
  },
  {
    id: 'cross',
    name: 'Buy A, get B',
    hitPolicy: 'collect',
    looksAt: { sku: 'SKU', 'basket.quantity': 'Basket quantity' },
  },
  { id: 'floors', name: 'Floors', hitPolicy: 'first', looksAt: { sku: 'SKU', category: 'Category' } },
];

/** Tables of prices side by side, each going through the lines. Rows by table; a cell that is left out means "any". */
export function priceGraph(rows: Readonly<Record<string, readonly Row[]>> = {}): DecisionGraph {
  const tables = TABLES.map((table, index) => tableNode({ ...table, rows: rows[table.id] ?? [] }, index));
  return {
    nodes: [
      { id: 'request', name: 'Basket', type: 'inputNode', position: { x: 0, y: 300 } },
      ...tables,
      { id: 'response', name: 'Rules by line', type: 'outputNode', position: { x: 800, y: 300 } },
    ],
    edges: tables.flatMap(({ id }) => [
      { id: `request-${id}`, sourceId: 'request', targetId: id, type: 'edge' },
      { id: `${id}-response`, sourceId: id, targetId: 'response', type: 'edge' },
    ]),
  };
}

function tableNode({ id, name, hitPolicy, looksAt, rows = [] }: PriceTable, index: number): TableNode {
  const inputs = Object.entries(looksAt).map(([field, title]) => ({ id: field, name: title, field }));
  return {
    id,
    name,
    type: 'decisionTableNode',
    position: { x: 400, y: index * 100 },
    content: {
      hitPolicy,
      executionMode: 'loop',
      inputField: 'lines',
      outputPath: id,
      passThrough: false,
      inputs,
      outputs: OUTPUTS,
      rules: rows.map((row, place) => ({ _id: `${id}-${place + 1}`, ...row })),
    },
  };
}
