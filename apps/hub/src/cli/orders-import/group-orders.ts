import { cell, type ImportRow } from './import-row';

/** All rows of one order, in the order of the file. `externalId` is null for a row without an order number. */
export interface OrderRows {
  readonly externalId: string | null;
  readonly rows: readonly [ImportRow, ...ImportRow[]];
}

/** How many rows each order has. */
export type RowCounts = ReadonlyMap<string, number>;

export async function countRows(rows: AsyncIterable<ImportRow>): Promise<RowCounts> {
  const counts = new Map<string, number>();
  for await (const row of rows) {
    const externalId = cell(row, 'externalId');
    if (externalId !== null) counts.set(externalId, (counts.get(externalId) ?? 0) + 1);
  }
  return counts;
}

/**
 * Groups the rows of an order, whether they stand together or not, in a second reading of the file: an order is complete
 * with its last row, so only orders whose rows are apart wait in memory.
 */
export async function* groupOrders(
  rows: AsyncIterable<ImportRow>,
  counts: RowCounts,
): AsyncGenerator<OrderRows, void, void> {
  const open = new Map<string, [ImportRow, ...ImportRow[]]>();
  for await (const row of rows) {
    const externalId = cell(row, 'externalId');
    if (externalId === null) {
      yield { externalId, rows: [row] };
      continue;
    }
    const group = open.get(externalId);
    if (group === undefined) open.set(externalId, [row]);
    else group.push(row);
    const complete = open.get(externalId);
    if (complete !== undefined && complete.length === counts.get(externalId)) {
      open.delete(externalId);
      yield { externalId, rows: complete };
    }
  }
}
