import type { DecisionGraph } from '../graph/graph';
import { named, sideBySide, type Row } from '../graph/side-by-side';

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
  const tables = TABLES.map(({ id, name, hitPolicy, looksAt }) => ({
    id,
    name,
    content: {
      hitPolicy,
      executionMode: 'loop' as const,
      inputField: 'lines',
      inputs: Object.entries(looksAt).map(([field, title]) => ({ id: field, name: title, field })),
      outputs: OUTPUTS,
      rules: named(id, rows[id] ?? []),
    },
  }));
  return sideBySide(tables, { question: 'Basket', answer: 'Rules by line' });
}
