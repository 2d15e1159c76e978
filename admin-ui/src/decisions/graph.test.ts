import { describe, expect, it } from 'vitest';
import { changed, emptyRule, movedUp, tablesOf, without, withRules, type Graph, type Rule } from './graph';

const RULES: readonly Rule[] = [
  { _id: 'a', sku: '"A"' },
  { _id: 'b', sku: '"B"' },
  { _id: 'c', sku: '"C"' },
];
const CONTENT = {
  hitPolicy: 'first' as const,
  inputs: [{ id: 'sku', name: 'SKU', field: 'sku' }],
  outputs: [{ id: 'value', name: 'Value', field: 'value' }],
  rules: RULES,
};
const GRAPH: Graph = {
  nodes: [
    { id: 'in', name: 'Basket', type: 'inputNode' },
    { id: 'volume', name: 'Volume', type: 'decisionTableNode', content: CONTENT },
  ],
  edges: [],
};
const ids = (rules: readonly Rule[]): (string | undefined)[] => rules.map((rule) => rule._id);

describe('a table of rules', () => {
  it('is changed without touching what it came from', () => {
    const after = withRules(GRAPH, 'volume', (rules) => changed(rules, 1, 'sku', '"X"'));
    expect(tablesOf(after)[0]?.content.rules[1]).toEqual({ _id: 'b', sku: '"X"' });
    expect(tablesOf(GRAPH)[0]?.content.rules).toBe(RULES);
  });

  it('is left alone when another one is meant', () => {
    expect(withRules(GRAPH, 'other', () => [])).toEqual(GRAPH);
  });

  it('loses and moves rows', () => {
    expect(ids(without(RULES, 1))).toEqual(['a', 'c']);
    expect(ids(movedUp(RULES, 2))).toEqual(['a', 'c', 'b']);
    expect(ids(movedUp(RULES, 0))).toEqual(['a', 'b', 'c']);
  });

  it('gets rows with a cell in every column', () => {
    expect(emptyRule(CONTENT, 'new')).toEqual({ _id: 'new', sku: '', value: '' });
  });
});
