import { z } from 'zod';
import { badInput, checked } from '../access/checked-input';

/** Rows a list can be paged through; who needs others filters. Deeper pages would read everything before them. */
export const MOST_ROWS = 10_000;
const MOST_AT_ONCE = 500;
const DEFAULT_RANGE = [0, 24] as const;

export interface ListQuery<F, S extends string> {
  readonly filter: F;
  /** Place of the first row, from 0. */
  readonly first: number;
  readonly limit: number;
  readonly sort: S;
  readonly direction: 'asc' | 'desc';
}

/** What a resource can be filtered by, and the fields that it can be sorted by: those that an index has. */
export interface ListShape<F, S extends string> {
  readonly filter: z.ZodType<F>;
  readonly sorts: readonly [S, ...S[]];
  /** Order without a wish; default `desc`. */
  readonly direction?: 'asc' | 'desc';
}

const queryParameters = z.object({
  filter: z.string().max(2_000).optional(),
  range: z.string().max(40).optional(),
  sort: z.string().max(100).optional(),
});

const rangeValue = z
  .tuple([z.int().min(0).max(MOST_ROWS), z.int().min(0)])
  .refine(([first, last]) => last >= first, 'ends before it begins')
  .refine(([first, last]) => last - first < MOST_AT_ONCE, `has more than ${MOST_AT_ONCE} rows`);

/**
 * Reads `filter`, `range` and `sort` as react-admin's simple REST provider writes them.
 * @throws {Problem} 400 that points at the parameter
 */
export function readListQuery<F, S extends string>(query: unknown, shape: ListShape<F, S>): ListQuery<F, S> {
  const given = checked(queryParameters, query);
  const [first, last] = checked(rangeValue, jsonOf('range', given.range) ?? DEFAULT_RANGE, '/range');
  const usual = [shape.sorts[0], shape.direction ?? 'desc'];
  const sortValue = z.tuple([
    z.enum(shape.sorts),
    z.preprocess((word) => (typeof word === 'string' ? word.toLowerCase() : word), z.enum(['asc', 'desc'])),
  ]);
  const [sort, direction] = checked(sortValue, jsonOf('sort', given.sort) ?? usual, '/sort');
  return {
    filter: checked(shape.filter, jsonOf('filter', given.filter) ?? {}, '/filter'),
    first,
    limit: last - first + 1,
    sort,
    direction,
  };
}

/** Null when there is nothing. @throws {Problem} 400 when it is no JSON */
export function jsonOf(name: string, text: string | undefined): unknown {
  if (text === undefined || text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw badInput([{ pointer: `/${name}`, code: 'field.not-json', message: 'is not JSON' }]);
  }
}
