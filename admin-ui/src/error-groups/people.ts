import { useQuery } from '@tanstack/react-query';
import { hub } from '../hub/hub';
import type { Person } from './records';

const PEOPLE_FOR_MS = 60_000;

/** People whom errors can be given to. */
export function usePeople(): readonly Person[] {
  const { data = [] } = useQuery<readonly Person[]>({
    queryKey: ['error-people'],
    queryFn: async () => hub.get<readonly Person[]>('/error-groups/people'),
    staleTime: PEOPLE_FOR_MS,
  });
  return data;
}
