import type { ImportCounts } from './import-orders';
import type { KindCount } from './import-report';
import type { Action } from './finding';

export interface ImportResult extends ImportCounts {
  readonly file: string;
  readonly profile: string;
  readonly dryRun: boolean;
  readonly kinds: readonly KindCount[];
  readonly report: string;
}

const ACTIONS: Readonly<Record<Action, string>> = {
  'refused-order': 'order refused',
  'refused-row': 'row refused',
  treated: 'treated',
};

/** What the import did, for a person. */
export function summaryText(result: ImportResult): string {
  const accepted = result.dryRun ? 'would be handed in' : 'accepted';
  const lines = [
    `${result.file}: ${result.rows} rows, ${result.orders} orders (profile ${result.profile})`,
    ...counted(result.accepted, accepted),
    ...counted(result.alreadyThere, 'already there'),
    ...counted(result.notOrders, 'not orders'),
    ...counted(result.refused, 'refused'),
    ...counted(result.failed, 'without an answer: run the import again'),
  ];
  if (result.kinds.length > 0) lines.push('', ...kindTable(result.kinds));
  return [...lines, '', `Every row refused or treated: ${result.report}`].join('\n');
}

function counted(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${String(count).padStart(8)}  ${what}`];
}

function kindTable(kinds: readonly KindCount[]): readonly string[] {
  const rows = kinds.map(({ kind, action, rows: rowCount, orders }) => [
    kind,
    ACTIONS[action],
    String(rowCount),
    String(orders),
  ]);
  const table = [['kind', 'what was done', 'rows', 'orders'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((text, column) => (column < 2 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}
