import type { z } from 'zod';
import { configurationGraph } from './configuration/configuration-graph';
import { configurationInput, configurationOutput } from './configuration/configuration-kind';
import type { DecisionGraph } from './graph/graph';
import { priceGraph } from './price/price-graph';
import { priceInput, priceOutput } from './price/price-kind';

export interface TestCase {
  readonly name: string;
  readonly input: unknown;
  /** What the answer must hold; it may hold more. */
  readonly expected: unknown;
}

/** A question that the hub asks, and the shape of its answer. */
export interface DecisionKind<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: string;
  readonly input: I;
  readonly output: O;
  /** The rule set that comes with the product: it is there from the first start on, and changes nothing. */
  readonly shipped: {
    readonly id: string;
    readonly name: string;
    readonly graph: () => DecisionGraph;
    readonly cases: readonly TestCase[];
  };
}

const SAMPLE_LINE = {
  id: '1',
  sku: 'MUG-1',
  category: null,
  quantity: 2,
  listPrice: 19.99,
  attributes: {},
  customer: { group: 'retail', country: 'PL', postalCode: '00-838', orders: 0, spent: 0 },
  basket: { lines: 1, quantity: 2 },
  channel: 'web-shop',
  currency: 'PLN',
  at: '2026-11-23T08:15:00.000Z',
};

export const PRICE = {
  kind: 'price',
  input: priceInput,
  output: priceOutput,
  shipped: {
    id: 'price',
    name: 'Prices',
    graph: () => priceGraph(),
    cases: [{ name: 'A line is answered', input: { lines: [SAMPLE_LINE], quantities: { 'MUG-1': 2 } }, expected: {} }],
  },
} satisfies DecisionKind<typeof priceInput, typeof priceOutput>;

export const CONFIGURATION = {
  kind: 'configuration',
  input: configurationInput,
  output: configurationOutput,
  shipped: {
    id: 'configuration',
    name: 'Configured products',
    graph: () => configurationGraph(),
    cases: [
      {
        name: 'A model that nobody has described',
        input: {
          product: 'DESK',
          options: { width: 120, depth: 60, material: 'oak' },
          quantity: 1,
          channel: 'web-shop',
          currency: 'PLN',
          at: '2026-11-23T08:15:00.000Z',
        },
        expected: { constraints: [], prices: [] },
      },
    ],
  },
} satisfies DecisionKind<typeof configurationInput, typeof configurationOutput>;

export const KINDS: readonly DecisionKind[] = [PRICE, CONFIGURATION];

/** @throws {Error} for a word that is no kind */
export function kindOf(word: string): DecisionKind {
  const kind = KINDS.find((one) => one.kind === word);
  if (kind === undefined) throw new Error(`There is no decision of the kind "${word}".`);
  return kind;
}
