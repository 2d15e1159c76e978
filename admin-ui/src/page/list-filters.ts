import { useListContext } from 'react-admin';

export type FilterValues = Readonly<Record<string, unknown>>;

export interface ListFilters {
  readonly values: FilterValues;
  readonly set: (values: FilterValues) => void;
  /** Sets one filter, or takes it away when the value is null. */
  readonly change: (source: string, value: string | boolean | null) => void;
}

/** The filters of the list around, as its address has them. */
export function useListFilters(): ListFilters {
  const list = useListContext();
  // react-admin has no type for them.
  const values = list.filterValues as FilterValues;
  const set = (wanted: FilterValues): void => {
    list.setFilters(wanted, list.displayedFilters as FilterValues);
  };
  const change: ListFilters['change'] = (source, value) => {
    const others = Object.entries(values).filter(([name]) => name !== source);
    set(Object.fromEntries(value === null ? others : [...others, [source, value]]));
  };
  return { values, set, change };
}
