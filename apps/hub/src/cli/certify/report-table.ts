import type { Certification } from './certify-connection';
import type { Check } from './check';

const HEADINGS = ['Port', 'Operation', 'Result', 'ms', 'Detail'] as const;
const GAP = '  ';

/** The checks as a table for people, and how many passed. */
export function reportTable({ system, checks }: Certification): string {
  const rows = [HEADINGS, ...checks.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => padded(cell, column, widths))
      .join(GAP)
      .trimEnd(),
  );
  const passed = checks.filter(({ ok }) => ok).length;
  return [...lines, '', `${system}: ${passed} of ${checks.length} checks passed.`].join('\n');
}

function cells({ port, operation, ok, ms, detail }: Check): readonly string[] {
  return [port, operation, ok ? 'ok' : 'FAILED', String(ms), detail];
}

function padded(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0;
  if (HEADINGS[column] === 'Detail') return cell;
  return HEADINGS[column] === 'ms' ? cell.padStart(width) : cell.padEnd(width);
}
