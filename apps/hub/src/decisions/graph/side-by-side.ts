import type { DecisionGraph, TableNode } from './graph';

export type Row = Readonly<Record<string, string>>;

/** A table of its own: nothing in it depends on what another one answers. */
export interface SideTable {
  readonly id: string;
  readonly name: string;
  readonly content: TableNode['content'];
}

/**
 * A rule set of tables that are all asked the same and answer each under its own id.
 * @param ends the names of the question and of the answer
 */
export function sideBySide(tables: readonly SideTable[], ends: { question: string; answer: string }): DecisionGraph {
  const nodes = tables.map(({ id, name, content }, index): TableNode => ({
    id,
    name,
    type: 'decisionTableNode',
    position: { x: 400, y: index * 100 },
    content: { ...content, outputPath: id, passThrough: false },
  }));
  const middle = (tables.length * 100) / 2;
  return {
    nodes: [
      { id: 'request', name: ends.question, type: 'inputNode', position: { x: 0, y: middle } },
      ...nodes,
      { id: 'response', name: ends.answer, type: 'outputNode', position: { x: 800, y: middle } },
    ],
    edges: tables.flatMap(({ id }) => [
      { id: `request-${id}`, sourceId: 'request', targetId: id, type: 'edge' },
      { id: `${id}-response`, sourceId: id, targetId: 'response', type: 'edge' },
    ]),
  };
}

/** Rows as the editor wants them, each under a name of its own. */
export function named(tableId: string, rows: readonly Row[]): Record<string, string>[] {
  return rows.map((row, place) => ({ _id: `${tableId}-${place + 1}`, ...row }));
}
