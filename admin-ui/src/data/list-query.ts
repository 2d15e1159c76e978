import type { GetListParams } from 'react-admin';

/**
 * Query of a list as the hub reads it: `filter` and `sort` as JSON, `range` as the places of the first and last row.
 * Filters without a value are left out, because the hub refuses empty ones.
 */
export function listQuery({ pagination, sort, filter }: Partial<GetListParams>): string {
  const query = new URLSearchParams();
  const wanted = Object.entries((filter ?? {}) as Readonly<Record<string, unknown>>).filter(([, value]) =>
    isWanted(value),
  );
  if (wanted.length > 0) query.set('filter', JSON.stringify(Object.fromEntries(wanted)));
  if (pagination !== undefined) {
    const first = (pagination.page - 1) * pagination.perPage;
    query.set('range', JSON.stringify([first, first + pagination.perPage - 1]));
  }
  if (sort !== undefined) query.set('sort', JSON.stringify([sort.field, sort.order]));
  return query.toString();
}

export interface Extent {
  readonly total: number;
  /** There may be more rows than `total`: the hub stops counting. */
  readonly estimated: boolean;
}

/** Reads `Content-Range: orders 0-24/319` and `x-total-estimated`; null when the header is missing. */
export function extentOf(headers: Headers): Extent | null {
  const total = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1];
  if (total === undefined) return null;
  return { total: Number(total), estimated: headers.get('x-total-estimated') === '1' };
}

function isWanted(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false;
}
