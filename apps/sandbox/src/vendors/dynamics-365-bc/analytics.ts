import { noResource, type Json } from './answers';
import { matches, type Filter } from './odata';
import { page, queryOf } from './query';
import type { Call, Result } from './call';
import { stateOf, type BcState } from './state';

/** `api/microsoft/analytics/v1.0`: read-only queries. */
export function analytics(call: Call): Result {
  const [segment] = call.segments;
  if (segment?.name !== 'itemLedgerEntries' || call.request.method !== 'GET') throw noResource(segment?.name ?? '');
  const query = queryOf(call.request);
  const state = stateOf(call.world);
  const entries = candidates(state, query.filter);
  const { filter, orderBy } = query;
  const rows = entries.filter((entry) => filter === null || matches(filter, entry));
  // The ledger is in order already; turning it round is cheaper than sorting it.
  const last = orderBy?.field === 'entryNo' && orderBy.descending;
  const sorted = last ? rows.reverse() : rows;
  return { status: 200, body: page(call.world, call.request, { ...query, orderBy: null }, sorted) };
}

/** Entries that can match: those after a number, or of named items; all otherwise. */
function candidates(state: BcState, filter: Filter | null): Json[] {
  const from = filter === null ? null : lowest(filter);
  if (from !== null) return state.ledger.slice(from);
  const items = filter === null ? null : itemsOf(filter);
  if (items === null) return [...state.ledger];
  const numbers = items.flatMap((item) => state.entriesByItem[item] ?? []).sort((first, second) => first - second);
  return numbers.flatMap((number) => state.ledger[number - 1] ?? []);
}

function lowest(filter: Filter): number | null {
  if (filter.kind === 'compare') {
    return filter.field === 'entryNo' && filter.operator === 'gt' ? Number(filter.value) : null;
  }
  return filter.kind === 'and' ? (lowest(filter.left) ?? lowest(filter.right)) : null;
}

function itemsOf(filter: Filter): string[] | null {
  if (filter.kind === 'compare') {
    return filter.field === 'itemNo' && filter.operator === 'eq' ? [String(filter.value)] : null;
  }
  const [left, right] = [itemsOf(filter.left), itemsOf(filter.right)];
  if (filter.kind === 'and') return left ?? right;
  return left === null || right === null ? null : [...new Set([...left, ...right])];
}
