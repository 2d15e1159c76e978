import { countRows, groupOrders, type OrderRows } from './group-orders';
import type { ImportRow } from './import-row';

async function* rows(orders: readonly string[]): AsyncGenerator<ImportRow> {
  for (const [index, externalId] of orders.entries())
    yield { line: index + 2, cells: { externalId }, isMisshapen: false };
}

async function grouped(orders: readonly string[]): Promise<(readonly [string | null, ...number[]])[]> {
  const groups: OrderRows[] = [];
  for await (const group of groupOrders(rows(orders), await countRows(rows(orders)))) groups.push(group);
  return groups.map((group) => [group.externalId, ...group.rows.map(({ line }) => line)]);
}

describe('grouping rows into orders', () => {
  it('puts rows that stand together into one order', async () => {
    expect(await grouped(['A', 'A', 'B', 'C', 'C'])).toEqual([
      ['A', 2, 3],
      ['B', 4],
      ['C', 5, 6],
    ]);
  });

  it('waits for the last row of an order whose rows stand apart', async () => {
    expect(await grouped(['A', 'B', 'A', 'C', 'B'])).toEqual([
      ['A', 2, 4],
      ['C', 5],
      ['B', 3, 6],
    ]);
  });

  it('keeps every row without an order number apart', async () => {
    expect(await grouped(['', 'A', ''])).toEqual([
      [null, 2],
      ['A', 3],
      [null, 4],
    ]);
  });
});
