// Judges a campaign by what was seen from outside: what the shop was answered, what the hub shows, what the simulated systems
// hold. It knows the invariants of docs/reliability.md and nothing of how the hub is made. Everything here is pure.
import { documentsAreSingle } from './checks/documents.mjs';
import { auditChainHolds, hubIsItselfAgain, nothingPersonalLeaks } from './checks/hub.mjs';
import { ordersAreKept } from './checks/orders.mjs';
import { finalStatesStay } from './checks/statuses.mjs';
import { stepsAreInOrder } from './checks/steps.mjs';

const CHECKS = [
  ordersAreKept,
  documentsAreSingle,
  finalStatesStay,
  auditChainHolds,
  nothingPersonalLeaks,
  stepsAreInOrder,
  hubIsItselfAgain,
];

/**
 * @param {import('./checker.d.mts').Evidence} evidence
 * @returns {import('./checker.d.mts').Violation[]} empty when every invariant holds
 */
export function checkHistory(evidence) {
  return CHECKS.flatMap((check) => check(evidence));
}

/** How many orders were lost, and how many documents or orders were made twice. */
export function tally(violations) {
  const lost = new Set(violations.filter(({ kind }) => kind === 'lost').map(({ order }) => order));
  const duplicated = violations.filter(({ kind }) => kind === 'duplicate').length;
  return { lost: lost.size, duplicated };
}
