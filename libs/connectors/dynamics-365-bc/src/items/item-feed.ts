import { UnexpectedResponseError, type Cursor } from '@crossdock/connector-kit';
import { z } from 'zod';
import { items, type Item } from '../api/item';
import type { BcContext, Dynamics365BcClient } from '../dynamics-365-bc.client';
import { pageOfSize } from '../paging';

/** `since`: the last change that was read; `link`: the next page of a reading that is not finished. */
const place = z.object({ since: z.string().nullable(), link: z.string().nullable() });
type Place = z.output<typeof place>;

export interface ItemPage {
  readonly items: readonly Item[];
  readonly next: Cursor | null;
  readonly more: boolean;
}

/** Items in the order of their changes, page by page. */
export class ItemFeed {
  constructor(
    private readonly client: Dynamics365BcClient,
    private readonly context: BcContext,
  ) {}

  async read(operation: string, cursor: Cursor | null): Promise<ItemPage> {
    const from = placeOf(cursor);
    const call = {
      operation,
      method: 'GET',
      headers: pageOfSize(this.context.settings.pageSize),
      write: false,
    } as const;
    const { body } =
      from.link === null
        ? await this.client.sendInCompany({ ...call, path: 'items', query: changedAfter(from.since), schema: items })
        : await this.client.send({ ...call, path: from.link, schema: items });
    const link = body['@odata.nextLink'] ?? null;
    const since = body.value.at(-1)?.lastModifiedDateTime ?? from.since;
    const next: Place = { since, link };
    return { items: body.value, next: since === null ? null : JSON.stringify(next), more: link !== null };
  }
}

function changedAfter(since: string | null): { $orderby: string; $filter?: string } {
  const $orderby = 'lastModifiedDateTime';
  return since === null ? { $orderby } : { $orderby, $filter: `lastModifiedDateTime gt ${since}` };
}

function placeOf(cursor: Cursor | null): Place {
  if (cursor === null) return { since: null, link: null };
  try {
    return place.parse(JSON.parse(cursor));
  } catch (cause) {
    throw new UnexpectedResponseError(
      {
        code: 'dynamics-365-bc.cursor',
        summary: 'The kept place in the items is not readable.',
        fix: 'Read all items again.',
      },
      { cause },
    );
  }
}
