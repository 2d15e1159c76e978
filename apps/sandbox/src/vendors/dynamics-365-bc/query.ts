import type { FastifyRequest } from 'fastify';
import type { World } from '../../world/world';
import { badRequest, BcError, objectOr, textOr, type Json } from './answers';
import { candidates, matches, orderOf, parseFilter, type Filter } from './odata';
import { etagOf, type Row, type Table } from './tables';

/** Fields of the simulation's own that no answer shows. */
const HIDDEN = new Set(['version', 'lineAmount', 'movesStock', 'locationCode', 'posted']);

export function view(row: Row): Json {
  const shown = Object.fromEntries(Object.entries(row).filter(([name]) => !HIDDEN.has(name)));
  return { '@odata.etag': etagOf(row), ...shown };
}

export interface Query {
  readonly filter: Filter | null;
  readonly orderBy: { readonly field: string; readonly descending: boolean } | null;
  readonly top: number | null;
  readonly skip: number;
  readonly select: readonly string[];
  readonly expand: readonly string[];
}

const OPTIONS = new Set(['$filter', '$orderby', '$top', '$skiptoken', '$select', '$expand', '$count']);

export function queryOf(request: FastifyRequest): Query {
  const query = objectOr(request.query);
  const unknown = Object.keys(query).find((name) => name.startsWith('$') && !OPTIONS.has(name));
  if (unknown !== undefined) throw badRequest(`The query parameter '${unknown}' is not supported.`);
  const filter = textOr(query.$filter, '');
  const [field = '', direction = 'asc'] = textOr(query.$orderby, '').split(/\s+/);
  return {
    filter: filter === '' ? null : parseFilter(filter),
    orderBy: field === '' ? null : { field, descending: direction === 'desc' },
    top: query.$top === undefined ? null : Number(query.$top),
    skip: Number(query.$skiptoken ?? 0),
    select: names(query.$select),
    expand: names(query.$expand),
  };
}

const names = (text: unknown): string[] =>
  textOr(text, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

export function rowsOf(table: Table, query: Query): Row[] {
  const { filter } = query;
  return candidates(table, filter).filter((row) => filter === null || matches(filter, row));
}

const LARGEST_PAGE = 20_000;

/** One page, with `@odata.nextLink` when there is more. */
export function page(world: World, request: FastifyRequest, query: Query, rows: readonly Json[]): Json {
  const sorted = sort(rows, query);
  const asked = Number(/odata\.maxpagesize=(\d+)/.exec(textOr(request.headers.prefer, ''))?.[1] ?? LARGEST_PAGE);
  if (asked > LARGEST_PAGE) throw new BcError(413, 'BadRequest', 'The page size is over the limit of 20000.');
  const size = Math.min(asked, world.setting('maxPageSize', LARGEST_PAGE));
  const end = query.top ?? sorted.length;
  const value = sorted.slice(query.skip, Math.min(end, query.skip + size)).map((row) => pick(row, query.select));
  const next = query.skip + size;
  const more = next < Math.min(end, sorted.length);
  return { value, ...(more ? { '@odata.nextLink': nextLink(request, next) } : {}) };
}

function sort(rows: readonly Json[], { orderBy }: Query): readonly Json[] {
  if (orderBy === null) return rows;
  const { field, descending } = orderBy;
  const sign = descending ? -1 : 1;
  return [...rows].sort((first, second) => sign * orderOf(first[field], second[field]));
}

function pick(row: Json, select: readonly string[]): Json {
  if (select.length === 0) return row;
  const wanted = new Set([...select, '@odata.etag', 'id']);
  return Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name)));
}

function nextLink(request: FastifyRequest, next: number): string {
  const url = new URL(request.url, `${request.protocol}://${request.headers.host ?? 'localhost'}`);
  url.searchParams.set('$skiptoken', String(next));
  return url.href;
}
