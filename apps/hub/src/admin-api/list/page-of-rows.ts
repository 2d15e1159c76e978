import type { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { Problem } from '../../platform/problem/problem';
import { MOST_ROWS, type ListQuery } from './list-query';
import type { SqlFilter } from './sql-filter';

/** How long a list may take, milliseconds. */
export interface ListTimes {
  /** One that takes longer is refused: its filter finds too little in too much. */
  readonly listMs: number;
  /** Counting stops after this; the total is then only known to be more than what is seen. */
  readonly countMs: number;
}

const TIMES: ListTimes = { listMs: 5_000, countMs: 250 };
// Appendix A of PostgreSQL's manual: query_canceled, here always by statement_timeout.
const QUERY_CANCELED = '57014';

export interface Total {
  readonly rows: number;
  /** There may be more. */
  readonly estimated: boolean;
}

export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: Total;
}

export interface ListSql {
  /** Everything before `where`. */
  readonly select: string;
  /** The table with its alias, for counting. */
  readonly from: string;
  readonly orderBy: string;
}

/** Reads one page of a list and how many rows there are, both in bounded time. */
export async function pageOfRows<T extends object>(
  database: Database,
  sql: ListSql,
  filter: SqlFilter,
  { first, limit }: Pick<ListQuery<unknown, string>, 'first' | 'limit'>,
  { listMs, countMs }: ListTimes = TIMES,
): Promise<Page<T>> {
  const text = `${sql.select} ${filter.where} order by ${sql.orderBy} limit ${limit + 1} offset ${first}`;
  const found = await within<T>(database, listMs, text, filter.values);
  if (found === null) throw searchTooWide();
  const rows = found.slice(0, limit);
  const isLast = found.length <= limit && (found.length > 0 || first === 0);
  const total = isLast
    ? { rows: first + rows.length, estimated: false }
    : await count(database, sql.from, filter, { atLeast: first + found.length, countMs });
  return { rows, total };
}

/** `Content-Range: orders 0-24/319`; `x-total-estimated: 1` when there may be more. */
export function sendRange(reply: FastifyReply, resource: string, first: number, seen: number, total: Total): void {
  const span = seen === 0 ? '*' : `${first}-${first + seen - 1}`;
  void reply.header('content-range', `${resource} ${span}/${total.rows}`);
  if (total.estimated) void reply.header('x-total-estimated', '1');
}

export function searchTooWide(): Problem {
  const detail = 'This search takes too long. Add a condition, for example the state or the connection.';
  return new Problem({ status: 422, code: 'search-too-wide', detail });
}

async function count(
  database: Database,
  from: string,
  filter: SqlFilter,
  { atLeast, countMs }: { readonly atLeast: number; readonly countMs: number },
): Promise<Total> {
  const text = `select count(*)::int as rows from (select 1 from ${from} ${filter.where} limit ${MOST_ROWS + 1}) counted`;
  const counted = await within<{ rows: number }>(database, countMs, text, filter.values);
  const rows = counted?.[0]?.rows ?? null;
  if (rows === null) return { rows: atLeast, estimated: true };
  return { rows: Math.min(rows, MOST_ROWS), estimated: rows > MOST_ROWS };
}

/** Runs a query for as many milliseconds at most; null when it would take longer. */
export async function within<T extends object>(
  database: Database,
  ms: number,
  text: string,
  values: readonly unknown[],
): Promise<T[] | null> {
  try {
    return await database.transaction(async (sql) => {
      await sql.query(`set local statement_timeout = ${ms}`);
      return sql.query<T>(text, values);
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === QUERY_CANCELED) return null;
    throw error;
  }
}
