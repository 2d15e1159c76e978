import { priceGraph } from '../price/price-graph';
import { checkedGraph, GraphRefused } from './check-graph';
import { Evaluator } from './evaluator';
import type { DecisionGraph } from './graph';

const LINE = {
  sku: 'MUG-1',
  category: 'mugs',
  quantity: 12,
  customer: { group: 'b2b' },
  basket: { quantities: { 'MUG-1': 12 } },
};
const TEN_PERCENT = { code: '"vol-10"', label: '"From 10 on"', type: '"percent"', value: '10' };
const asked = async (graph: DecisionGraph, ...lines: object[]) =>
  new Evaluator(checkedGraph(graph)).evaluate({ lines });
const refusalOf = (graph: unknown): string[] => {
  try {
    checkedGraph(graph);
    return [];
  } catch (error) {
    if (error instanceof GraphRefused) return error.problems.map(({ pointer, message }) => `${pointer} ${message}`);
    throw error;
  }
};

describe('a rule set', () => {
  it('answers table by table for every line', async () => {
    const graph = priceGraph({ volume: [{ quantity: '>= 10', ...TEN_PERCENT }] });
    const { output } = await asked(graph, LINE, { ...LINE, quantity: 3 });
    expect(output).toMatchObject({
      volume: [{ code: 'vol-10', type: 'percent', value: 10 }, null],
      floors: [null, null],
    });
  });

  it('says which rows applied to which line', async () => {
    const graph = priceGraph({
      volume: [
        { quantity: '>= 50', ...TEN_PERCENT },
        { quantity: '>= 10', ...TEN_PERCENT },
      ],
    });
    const { steps } = await asked(graph, { ...LINE, quantity: 3 }, LINE);
    expect(steps.find(({ node }) => node === 'volume')?.rows).toEqual([[], [2]]);
  });

  it('says so for tables that collect, too', async () => {
    const graph = priceGraph({ promotions: [{ sku: '"MUG-1"', ...TEN_PERCENT }, { ...TEN_PERCENT }] });
    const { steps } = await asked(graph, LINE, { ...LINE, sku: 'CUP' });
    expect(steps.find(({ node }) => node === 'promotions')?.rows).toEqual([[1, 2], [2]]);
  });

  it('fails when a row that applies breaks, instead of passing it over', async () => {
    const graph = priceGraph({ volume: [{ quantity: '>= 10', ...TEN_PERCENT, value: 'discounts.volume + 1' }] });
    await expect(asked(graph, LINE)).rejects.toThrow('Volume breaks, row 1, Value: "discounts.volume + 1" fails');
  });

  it('does not mind a row that would break but does not apply', async () => {
    const graph = priceGraph({ volume: [{ quantity: '>= 10', ...TEN_PERCENT, value: 'discounts.volume + 1' }] });
    await expect(asked(graph, { ...LINE, quantity: 1 })).resolves.toMatchObject({ output: { volume: [null] } });
  });

  it('fails when text comes where numbers are compared', async () => {
    const graph = priceGraph({ volume: [{ quantity: '>= 10', ...TEN_PERCENT }] });
    await expect(asked(graph, { ...LINE, quantity: '12' })).rejects.toThrow(
      'Volume breaks, Quantity, compares numbers, and is given "12".',
    );
  });

  it('takes a value that is not there for a condition that is not met', async () => {
    const graph = priceGraph({ loyalty: [{ 'customer.orders': '> $root.never', ...TEN_PERCENT }] });
    await expect(asked(graph, LINE)).resolves.toMatchObject({ output: { loyalty: [null] } });
  });
});

describe('a rule set is refused', () => {
  it('for a cell that cannot be read, naming table, row and column', () => {
    expect(refusalOf(priceGraph({ volume: [{ quantity: '>= 10' }, { quantity: 'bad(((' }] }))).toEqual([
      expect.stringMatching(
        /^\/nodes\/2\/content\/rules\/1\/quantity Volume breaks, row 2, Quantity: "bad\(\(\(" cannot be read/,
      ),
    ]);
  });

  it('for a comparison that could never be met', () => {
    expect(refusalOf(priceGraph({ promotions: [{ at: '>= "2026-12-01"', ...TEN_PERCENT }] }))).toEqual([
      expect.stringContaining('can never be met: only numbers are compared'),
    ]);
    expect(refusalOf(priceGraph({ promotions: [{ at: 'd($) >= d("2026-12-01")', ...TEN_PERCENT }] }))).toEqual([]);
  });

  it('for a node of JavaScript', () => {
    const graph = priceGraph();
    const node = { id: 'js', name: 'Script', type: 'functionNode', content: { source: 'while (true) {}' } };
    expect(refusalOf({ ...graph, nodes: [...graph.nodes, node] })).toEqual([
      expect.stringContaining('none of the kinds of node'),
    ]);
  });

  it('for a list that would fill the memory', () => {
    expect(refusalOf(priceGraph({ volume: [{ ...TEN_PERCENT, value: 'sum([1..100000000])' }] }))).toEqual([
      expect.stringContaining('is a list of more than'),
    ]);
  });

  it.each([
    ['without an input', { nodes: [], edges: [] }, 'There must be exactly one input.'],
    ['for a loose end', { ...priceGraph(), edges: [] }, 'Nothing leads to "Price list".'],
    ['for something else', { hello: 1 }, 'nodes'],
  ])('%s', (_why, graph, message) => {
    expect(refusalOf(graph).join('\n')).toContain(message);
  });
});
