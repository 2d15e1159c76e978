import { UnexpectedResponseError, type Cursor, type StockPage, type StockSource } from '@crossdock/connector-kit';
import { ledgerEntries, type LedgerEntry } from '../api/item';
import { odataText, type BcContext, type Dynamics365BcClient } from '../dynamics-365-bc.client';
import { pageOfSize } from '../paging';
import { toStockLevels } from './stock.mapper';

// Filters stand in the address: twenty item numbers make at most about 900 characters.
const ITEMS_PER_CALL = 20;
// A ledger page has at most 20,000 entries; open entries of a full reading beyond a million are not of a small company.
const MOST_PAGES = 2_000;

interface LedgerQuery {
  readonly operation: string;
  readonly filter: string;
}

/**
 * Stock by location from the item ledger: an item's own time stamp does not move with its stock (fact sheet, section 4),
 * the number of the last entry does. The cursor is that number.
 */
export class Dynamics365BcStockSource implements StockSource {
  constructor(
    private readonly client: Dynamics365BcClient,
    private readonly context: BcContext,
  ) {}

  async readStock(cursor: Cursor | null): Promise<StockPage> {
    const observedAt = new Date(this.context.clock.now()).toISOString();
    return cursor === null ? this.readEverything(observedAt) : this.readChanges(entryNoOf(cursor), observedAt);
  }

  /** The place in the ledger is read before the entries: what moves meanwhile is read again with the next page. */
  private async readEverything(observedAt: string): Promise<StockPage> {
    const lastEntryNo = await this.lastEntryNo();
    const open: LedgerEntry[] = [];
    for await (const page of this.pages({ operation: 'read-stock', filter: 'open eq true' })) open.push(...page);
    return this.pageOf({ moved: [], open, lastEntryNo, observedAt }, { more: false });
  }

  private async readChanges(after: number, observedAt: string): Promise<StockPage> {
    const { entries: moved, more } = await this.entriesAfter(after);
    const lastEntryNo = moved.at(-1)?.entryNo ?? after;
    const open = await this.openEntries([...new Set(moved.map(({ itemNo }) => itemNo))]);
    // Other locations of an item did not move, but what is open there is true all the same.
    return this.pageOf({ moved, open, lastEntryNo, observedAt }, { more });
  }

  private pageOf(reading: Parameters<typeof toStockLevels>[0], { more }: { readonly more: boolean }): StockPage {
    const { noLocation } = this.context.settings;
    const warehouseOf = (code: string): string =>
      this.context.lookups.find('warehouse', code) ?? (code === '' ? noLocation : code);
    return { levels: toStockLevels(reading, warehouseOf), next: String(reading.lastEntryNo), more };
  }

  private async lastEntryNo(): Promise<number> {
    const { body } = await this.client.query({
      operation: 'read-stock-position',
      method: 'GET',
      path: 'itemLedgerEntries',
      query: { $select: SELECT, $orderby: 'entryNo desc', $top: 1 },
      write: false,
      schema: ledgerEntries,
    });
    return body.value[0]?.entryNo ?? 0;
  }

  private async entriesAfter(after: number): Promise<{ readonly entries: LedgerEntry[]; readonly more: boolean }> {
    const { body } = await this.client.query({
      operation: 'read-stock-changes',
      method: 'GET',
      path: 'itemLedgerEntries',
      query: { $select: SELECT, $filter: `entryNo gt ${after}`, $orderby: 'entryNo' },
      headers: this.pageHeader(),
      write: false,
      schema: ledgerEntries,
    });
    return { entries: body.value, more: body['@odata.nextLink'] !== undefined };
  }

  private async openEntries(skus: readonly string[]): Promise<LedgerEntry[]> {
    const open: LedgerEntry[] = [];
    for (let start = 0; start < skus.length; start += ITEMS_PER_CALL) {
      const some = skus.slice(start, start + ITEMS_PER_CALL).map((sku) => `itemNo eq ${odataText(sku)}`);
      const filter = `open eq true and (${some.join(' or ')})`;
      for await (const page of this.pages({ operation: 'read-stock-of-items', filter })) open.push(...page);
    }
    return open;
  }

  private async *pages({ operation, filter }: LedgerQuery): AsyncGenerator<readonly LedgerEntry[]> {
    const first = { path: 'itemLedgerEntries', query: { $select: SELECT, $filter: filter } };
    const rest = { operation, method: 'GET', headers: this.pageHeader(), write: false, schema: ledgerEntries } as const;
    let { body } = await this.client.query({ ...rest, ...first });
    yield body.value;
    for (let page = 1; body['@odata.nextLink'] !== undefined && page < MOST_PAGES; page += 1) {
      ({ body } = await this.client.send({ ...rest, path: body['@odata.nextLink'] }));
      yield body.value;
    }
  }

  private pageHeader(): Record<string, string> {
    return pageOfSize(this.context.settings.pageSize);
  }
}

const SELECT = 'entryNo,itemNo,locationCode,remainingQuantity';

function entryNoOf(cursor: Cursor): number {
  if (/^\d+$/.test(cursor)) return Number(cursor);
  throw new UnexpectedResponseError({
    code: 'dynamics-365-bc.cursor',
    summary: 'The kept place in the item ledger is not a number.',
    fix: 'Read all stock again.',
  });
}
