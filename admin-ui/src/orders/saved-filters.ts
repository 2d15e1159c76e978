import { hub } from '../hub/hub';
import type { FilterValues } from '../page/list-filters';

export interface SavedFilter {
  readonly id: string;
  readonly name: string;
  readonly filter: FilterValues;
}

const PATH = '/saved-filters';
const RESOURCE = 'orders';
export const SAVED_FILTERS = [PATH, RESOURCE] as const;

/** The person's own filters of the list of orders, by name. */
export async function savedFilters(): Promise<SavedFilter[]> {
  return hub.get<SavedFilter[]>(`${PATH}?resource=${RESOURCE}`);
}

/** @throws {HubError} `too-many-filters` */
export async function storeFilter(name: string, filter: FilterValues): Promise<void> {
  await hub.call(PATH, { method: 'POST', body: { resource: RESOURCE, name, filter } });
}

export async function removeFilter(id: string): Promise<void> {
  await hub.call(`${PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' });
}
