import { z } from 'zod';

// The part of GoRules' JSON Decision Model (https://docs.gorules.io) that rules are written in here. Nodes of JavaScript, of
// HTTP and of files are left out on purpose: a rule reaches nothing but its input.

const MOST_NODES = 60;
const MOST_RULES = 5_000;
const MOST_COLUMNS = 60;
const LONGEST_CELL = 2_000;

const cell = z.string().max(LONGEST_CELL, `has more than ${LONGEST_CELL} characters`);
const name = z.string().trim().min(1, 'is needed').max(120);
const place = z.looseObject({ x: z.number(), y: z.number() });
const column = z.looseObject({ id: z.string().min(1), name: z.string(), field: z.string().nullish() });
const loop = {
  executionMode: z.enum(['single', 'loop']).nullish(),
  inputField: cell.nullish(),
  outputPath: cell.nullish(),
  passThrough: z.boolean().nullish(),
};

const base = { id: z.string().min(1).max(100), name, position: place.optional() };
const tableNode = z.looseObject({
  ...base,
  type: z.literal('decisionTableNode'),
  content: z.looseObject({
    hitPolicy: z.enum(['first', 'collect']),
    inputs: z.array(column).max(MOST_COLUMNS),
    outputs: z.array(column).min(1, 'needs an output').max(MOST_COLUMNS),
    rules: z.array(z.record(z.string(), cell)).max(MOST_RULES, `has more than ${MOST_RULES} rows`),
    ...loop,
  }),
});
const expressionNode = z.looseObject({
  ...base,
  type: z.literal('expressionNode'),
  content: z.looseObject({
    expressions: z.array(z.looseObject({ id: z.string(), key: cell, value: cell })).max(MOST_COLUMNS),
    ...loop,
  }),
});
const switchNode = z.looseObject({
  ...base,
  type: z.literal('switchNode'),
  content: z.looseObject({
    hitPolicy: z.enum(['first', 'collect']).nullish(),
    statements: z.array(z.looseObject({ id: z.string(), condition: cell.nullish() })).max(MOST_COLUMNS),
  }),
});
const inputNode = z.looseObject({ ...base, type: z.literal('inputNode') });
const outputNode = z.looseObject({ ...base, type: z.literal('outputNode') });

const node = z.discriminatedUnion('type', [inputNode, outputNode, tableNode, expressionNode, switchNode], {
  error: 'is none of the kinds of node that are allowed: tables, expressions, switches, input and output',
});

/** A rule set as the editor stores it. */
export const decisionGraph = z.looseObject({
  nodes: z.array(node).max(MOST_NODES, `has more than ${MOST_NODES} nodes`),
  edges: z
    .array(z.looseObject({ id: z.string(), sourceId: z.string(), targetId: z.string() }))
    .max(4 * MOST_NODES, 'has too many edges'),
});

export type DecisionGraph = z.output<typeof decisionGraph>;
export type GraphNode = DecisionGraph['nodes'][number];
export type TableNode = Extract<GraphNode, { type: 'decisionTableNode' }>;
