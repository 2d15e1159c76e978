import { useGetList } from 'react-admin';
import type { ConnectionRow } from './records';

/** More than a business has. */
const ALL = { page: 1, perPage: 500 };
const NAMES_FOR_MS = 60_000;

/** All connections, in the order of their names. */
export function useConnections(): readonly ConnectionRow[] {
  const { data = [] } = useGetList<ConnectionRow>(
    'connections',
    { pagination: ALL, sort: { field: 'name', order: 'ASC' } },
    { staleTime: NAMES_FOR_MS, onError: () => undefined },
  );
  return data;
}

/** Says the name of a connection by its id. */
export function useConnectionName(): (id: string) => string {
  const names = new Map(useConnections().map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
