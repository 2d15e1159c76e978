/** Everything as text, for a person. */
export function report({ machine, orders, runs, ratios, leftOut, lists }) {
  const { cores, processor, memoryGiB, platform, node, postgres } = machine;
  const lines = [
    `${cores} cores (${processor}), ${memoryGiB} GiB, ${platform}, Node ${node}, PostgreSQL ${postgres} (durable); ${orders} orders each`,
    ...leftOut,
    '',
    ...table(runs.map(rowOf)),
  ];
  const compared = Object.entries(ratios).map(([pair, figures]) => ({ ratio: pair, ...mapped(figures, shown) }));
  if (compared.length > 0) lines.push('', ...table(compared));
  if (lists.length > 0) lines.push('', ...table(lists.map(listRow)));
  for (const { name, statements } of runs) if (statements !== undefined) lines.push('', name, statements);
  return lines.join('\n');
}

function rowOf(run) {
  const three = ({ p50, p95, p99 }) => [p50, p95, p99].map(shown).join(' / ');
  return {
    run: run.name,
    'accepted/s': shown(run.acceptedPerS),
    'completed/s': shown(run.completedPerS),
    'intake ms p50/95/99': three(run.intakeMs),
    'end to end ms p50/95/99': three(run.endToEndMs),
    'CPU ms/order': shown(run.cpuMsPerOrder),
    'PostgreSQL CPU': shown(run.postgresCpuMsPerOrder),
    'RSS MiB': shown(run.rssMiB),
    lost: String(run.lost),
    duplicated: String(run.duplicated),
  };
}

const listRow = ({ name, ms }) => ({ list: name, 'ms p50': shown(ms.p50), 'ms p95': shown(ms.p95) });

function shown(value) {
  return value === null ? '-' : String(value);
}

function mapped(object, change) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}

/** Columns as wide as what is in them: the first to the left, figures to the right. */
function table(rows) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => (row[name] ?? '').length)));
  const line = (cells) =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[index]) : cell.padStart(widths[index])))
      .join('  ')
      .trimEnd();
  return [
    line(names),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map((row) => line(names.map((name) => row[name] ?? ''))),
  ];
}
