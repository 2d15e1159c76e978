import type { DecisionGraph } from '../graph/graph';
import { named, sideBySide, type Row } from '../graph/side-by-side';

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

// The second column has no field of its own: a whole condition over model and options stands in it.
const INPUTS = [
  { id: 'product', name: 'Model', field: 'product' },
  { id: 'when', name: 'When' },
];

/** Tables side by side: which models there are, which combinations are not, what it costs and how long it takes. */
export function configurationGraph(
  rows: Readonly<Partial<Record<ConfigurationTable['id'], readonly Row[]>>> = {},
): DecisionGraph {
  const tables = TABLES.map(({ id, name, hitPolicy, says }) => ({
    id,
    name,
    content: {
      hitPolicy,
      executionMode: 'single' as const,
      inputField: null,
      inputs: INPUTS,
      outputs: says.map((field) => ({ id: field, name: TITLES[field] ?? field, field })),
      rules: named(id, rows[id] ?? []),
    },
  }));
  return sideBySide(tables, { question: 'Configuration', answer: 'Answer' });
}
