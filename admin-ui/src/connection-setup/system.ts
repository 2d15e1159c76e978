import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { hub } from '../hub/hub';
import type { System } from './records';

/** A system with its forms, which are those of this version of the hub. */
export function useSystem(id: string): UseQueryResult<System> {
  return useQuery<System>({
    queryKey: ['systems', id],
    queryFn: async () => hub.get<System>(`/systems/${encodeURIComponent(id)}`),
    staleTime: Infinity,
  });
}
