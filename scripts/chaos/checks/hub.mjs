// Invariants of the hub as a whole: its audit chain (I6), what it gives away (I7), and whether it is itself again (I9).

export function auditChainHolds({ audit, operatorDone }) {
  const chain =
    audit.brokenAt === null
      ? []
      : [broken('I6', `the audit chain is broken at row ${audit.brokenAt} of ${audit.checked}`)];
  const missing = Object.entries(operatorDone)
    .filter(([action, count]) => (audit.actions[action] ?? 0) < count)
    .map(([action, count]) =>
      broken('I6', `${count} times ${action}, and ${audit.actions[action] ?? 0} in the audit chain`),
    );
  return [...chain, ...missing];
}

export function nothingPersonalLeaks({ leaks }) {
  return leaks.map(({ where, value }) => broken('I7', `"${value}" stands in ${where}`));
}

export function hubIsItselfAgain({ ready, quiet, stoppedConnections, crashes }) {
  return [
    ...(ready ? [] : [broken('I9', 'not every process became ready again')]),
    ...quiet.left.map(({ jobs, step, connection, state }) =>
      broken('I9', `${jobs} jobs ${step} at ${connection} are still ${state}`),
    ),
    ...stoppedConnections.map(({ id, reason }) => broken('I9', `the connection ${id} is still held back: ${reason}`)),
    ...crashes.map(({ name, words }) => broken('I9', `${name} ended by itself: ${words}`)),
  ];
}

const broken = (invariant, text) => ({ invariant, order: null, text });
