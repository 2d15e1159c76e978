import { listQuery } from '../data/list-query';
import type { FilterValues } from '../page/list-filters';

export type ExportFormat = 'csv' | 'xlsx';

/** Where the hub hands out the orders of a filter as a file, with the heads of its columns in the language. */
export function exportPath(format: ExportFormat, filter: FilterValues, language: string): string {
  const query = new URLSearchParams(listQuery({ filter }));
  query.set('format', format);
  query.set('lang', language);
  return `/admin/api/order-exports?${query.toString()}`;
}
