import assert from 'node:assert/strict';
import type { Cursor } from '../../ports';

// More pages than any sample fills, so that a feed without an end fails instead of going on.
const MOST_PAGES = 100;

/** One page of any feed, whatever it carries. */
export interface FeedPage<Item> {
  readonly items: readonly Item[];
  readonly next: Cursor | null;
  readonly more: boolean;
}

export interface FeedReading<Item> {
  readonly items: readonly Item[];
  readonly cursor: Cursor | null;
  readonly pages: number;
}

/** Reads from the cursor until there is no more. */
export async function readAll<Item>(
  page: (cursor: Cursor | null) => Promise<FeedPage<Item>>,
  from: Cursor | null = null,
): Promise<FeedReading<Item>> {
  const items: Item[] = [];
  let cursor = from;
  for (let pages = 1; pages <= MOST_PAGES; pages += 1) {
    const read = await page(cursor);
    items.push(...read.items);
    assert.ok(!read.more || read.next !== cursor, 'a page with more behind it moves the cursor');
    cursor = read.next;
    if (!read.more) return { items, cursor, pages };
  }
  return assert.fail(`After ${MOST_PAGES} pages the feed still says that there is more.`);
}
