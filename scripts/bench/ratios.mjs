import { rounded } from './percentiles.mjs';

/** Of these pairs, the first compared with the second. */
const PAIRS = [
  ['hub-postgres', 'dbos'],
  ['hub-postgres', 'floor'],
  ['hub-redis', 'dbos'],
  ['hub-redis', 'floor'],
  ['hub-redis', 'hub-postgres'],
  ['hub-postgres-history', 'hub-postgres'],
  ['dbos', 'floor'],
  ['hub-postgres', 'other'],
  ['hub-redis', 'other'],
];
const FIGURES = {
  acceptedPerS: (run) => run.acceptedPerS,
  completedPerS: (run) => run.completedPerS,
  intakeP95: (run) => run.intakeMs.p95,
  endToEndP95: (run) => run.endToEndMs.p95,
  cpuMsPerOrder: (run) => run.cpuMsPerOrder,
  postgresCpuMsPerOrder: (run) => run.postgresCpuMsPerOrder,
};

/** @returns {Record<string, Record<string, number>>} `{"hub-postgres/dbos": {completedPerS: 1.1, ...}}` */
export function ratiosOf(runs) {
  const byName = new Map(runs.map((run) => [run.name, run]));
  const pairs = PAIRS.filter((names) => names.every((name) => byName.has(name)));
  return Object.fromEntries(
    pairs.map(([first, second]) => [`${first}/${second}`, compared(byName.get(first), byName.get(second))]),
  );
}

function compared(one, other) {
  const ratios = Object.entries(FIGURES).flatMap(([name, read]) => {
    const [of, to] = [read(one), read(other)];
    // The floor leaves PostgreSQL alone: nothing can be compared with that.
    return of === null || to === null || to < 0.05 ? [] : [[name, rounded(of / to)]];
  });
  return Object.fromEntries(ratios);
}
