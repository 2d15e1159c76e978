import type { DataProvider, GetListParams, GetListResult, GetOneResult, Identifier, RaRecord } from 'react-admin';
import { hub } from '../hub/hub';
import type { HubClient } from '../hub/hub-client';
import type { Chart, ChartSpan, Overview, SyncJobRow, TimelineEntry } from '../hub/records';
import { extentOf, listQuery } from './list-query';

/** What the panel asks beyond lists and records. */
export interface PanelQueries {
  overview(): Promise<Overview>;
  /** Throughput and delays of the start page. */
  chart(span: ChartSpan): Promise<Chart>;
  timeline(orderId: Identifier, language: string): Promise<TimelineEntry[]>;
  jobsOfOrder(orderId: Identifier): Promise<SyncJobRow[]>;
  /** Does something about a record, for example `act('sync-jobs', 7, 'retry')`; the answer is what the hub says. */
  act<T>(resource: string, id: Identifier, action: string, body?: Readonly<Record<string, unknown>>): Promise<T>;
}

/** Reads and changes records through the hub's API. The panel edits nothing by form yet, so it cannot save records. */
export function makeDataProvider(client: HubClient): DataProvider & PanelQueries {
  const one = async <R extends RaRecord>(resource: string, id: Identifier): Promise<R> =>
    client.get<R>(`/${resource}/${encodeURIComponent(id)}`);

  const list = async <R extends RaRecord>(
    resource: string,
    params: Partial<GetListParams>,
  ): Promise<GetListResult<R>> => {
    const { body, headers } = await client.call<R[]>(`/${resource}?${listQuery(params)}`);
    const extent = extentOf(headers) ?? { total: body.length, estimated: false };
    if (!extent.estimated) return { data: body, total: extent.total };
    const page = params.pagination?.page ?? 1;
    const last = page * (params.pagination?.perPage ?? body.length);
    return { data: body, pageInfo: { hasNextPage: last < extent.total, hasPreviousPage: page > 1 } };
  };

  return {
    getList: list,
    getOne: async <R extends RaRecord>(resource: string, { id }: { id: Identifier }): Promise<GetOneResult<R>> => ({
      data: await one<R>(resource, id),
    }),
    getMany: async <R extends RaRecord>(resource: string, { ids }: { ids: Identifier[] }) => ({
      data: await Promise.all(ids.map(async (id) => one<R>(resource, id))),
    }),
    getManyReference: async (resource, { target, id, ...params }) =>
      list(resource, { ...params, filter: { ...(params.filter as object), [target]: id } }),
    create: notOffered,
    update: notOffered,
    updateMany: notOffered,
    delete: notOffered,
    deleteMany: notOffered,
    overview: async () => client.get<Overview>('/overview'),
    chart: async (span) => client.get<Chart>(`/overview/chart?span=${span}`),
    timeline: async (orderId, language) =>
      client.get<TimelineEntry[]>(`/orders/${encodeURIComponent(orderId)}/timeline?lang=${language}`),
    jobsOfOrder: async (orderId) => client.get<SyncJobRow[]>(`/orders/${encodeURIComponent(orderId)}/jobs`),
    act: async <T>(resource: string, id: Identifier, action: string, body: Readonly<Record<string, unknown>> = {}) =>
      (await client.call<T>(`/${resource}/${encodeURIComponent(id)}/${action}`, { method: 'POST', body })).body,
  };
}

export const dataProvider = makeDataProvider(hub);

async function notOffered(): Promise<never> {
  return Promise.reject(new Error('panel.not_offered'));
}
