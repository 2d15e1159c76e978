import type { Cursor, Expression, Expressions } from '@crossdock/connector-kit';
import type { PagingSettings } from '../settings/operation';
import type { CallInput, Operation, Reply } from './operation';

/** How one reading goes from page to page. */
export interface Paging {
  /** What the cursor adds to the call. */
  begin(cursor: Cursor | null): Pick<CallInput, 'cursor' | 'query' | 'address'>;
  /** Where to go on after the page. */
  after(operation: Operation, cursor: Cursor | null, reply: Reply): Promise<{ next: Cursor | null; more: boolean }>;
}

/** Everything comes in one answer, and the next reading begins again. */
const SINGLE_PAGE: Paging = {
  begin: (cursor) => ({ cursor }),
  after: async () => ({ next: null, more: false }),
};

export function compilePaging(settings: PagingSettings | undefined, expressions: Expressions): Paging {
  switch (settings?.kind) {
    case undefined:
      return SINGLE_PAGE;
    case 'next-link':
      return nextLink(expressions.compile(settings.next));
    case 'page-number':
      return pageNumber(settings.parameter, settings.first, expressions.compile(settings.more));
    case 'cursor':
      return byCursor(settings.parameter, expressions.compile(settings.next), optional(settings.more, expressions));
  }
}

function nextLink(next: Expression): Paging {
  return {
    begin: (cursor) => (cursor === null ? { cursor } : { cursor, address: cursor }),
    after: async (operation, _cursor, reply) => {
      const link = textOf(await operation.understood(next, reply.view));
      return { next: link, more: link !== null };
    },
  };
}

function pageNumber(parameter: string, first: number, more: Expression): Paging {
  return {
    begin: (cursor) => ({ cursor, query: { [parameter]: cursor ?? String(first) } }),
    after: async (operation, cursor, reply) => {
      if ((await operation.understood(more, reply.view)) !== true) return { next: null, more: false };
      return { next: String(Number(cursor ?? first) + 1), more: true };
    },
  };
}

function byCursor(parameter: string | undefined, next: Expression, more: Expression | null): Paging {
  return {
    begin: (cursor) => {
      if (cursor === null || parameter === undefined) return { cursor };
      return { cursor, query: { [parameter]: cursor } };
    },
    after: async (operation, cursor, reply) => {
      const following = textOf(await operation.understood(next, reply.view)) ?? cursor;
      const further = more !== null && (await operation.understood(more, reply.view)) === true;
      return { next: following, more: further && following !== cursor };
    },
  };
}

function optional(text: string | undefined, expressions: Expressions): Expression | null {
  return text === undefined ? null : expressions.compile(text);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}
