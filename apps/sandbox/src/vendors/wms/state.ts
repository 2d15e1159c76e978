import type { World } from '../../world/world';

export const STATUSES = ['ACCEPTED', 'PICKING', 'PACKED', 'REFUSED', 'CANCELLED'] as const;
export type Status = (typeof STATUSES)[number];

export interface FulfilmentLine {
  readonly line: string;
  readonly sku: string;
  readonly ean: string | null;
  readonly name: string;
  readonly quantity: number;
}

export interface PackedBox {
  readonly number: string;
  readonly weightKg: number;
  readonly lengthCm: number;
  readonly widthCm: number;
  readonly heightCm: number;
}

export interface Fulfilment {
  readonly id: string;
  readonly number: string;
  readonly reference: string;
  readonly orderNumber: string | null;
  readonly warehouse: string;
  readonly recipient: Readonly<Record<string, unknown>>;
  readonly deliveryService: string;
  readonly pickupPoint: string | null;
  readonly remarks: string | null;
  readonly lines: readonly FulfilmentLine[];
  readonly createdAt: string;
  status: Status;
  reason: string | null;
  packages: PackedBox[];
}

export interface StockItem {
  readonly sku: string;
  readonly warehouse: string;
  readonly onHand: number;
  /** Place in the feed of changes: grows with every change of any item. */
  readonly sequence: number;
  readonly changedAt: string;
}

export interface Warehouse {
  nextId: number;
  nextSequence: number;
  readonly fulfilments: Record<string, Fulfilment>;
  readonly idByReference: Record<string, string>;
  readonly stock: Record<string, StockItem>;
}

export const DEFAULT_WAREHOUSE = 'WAW-1';
const DEMO_STOCK: Readonly<Record<string, number>> = {
  'MUG-1': 500, 'MUG-2': 500, 'TSHIRT-M': 300, 'TSHIRT-L': 300, 'LAMP-1': 120, 'CHAIR-1': 40, 'DESK-1': 25, 'BOOK-1': 800,
}; // prettier-ignore

export function warehouseOf(world: World): Warehouse {
  return world.collection('warehouse', () => {
    const items = Object.entries(DEMO_STOCK).map(([sku, onHand], index) => {
      return [
        sku,
        { sku, warehouse: DEFAULT_WAREHOUSE, onHand, sequence: index + 1, changedAt: world.now().toISOString() },
      ];
    });
    const stock = Object.fromEntries(items) as Record<string, StockItem>;
    return { nextId: 1, nextSequence: items.length + 1, fulfilments: {}, idByReference: {}, stock };
  });
}

/** Names such as `constructor` are no keys. */
function entry<T>(table: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

export function fulfilmentOf(world: World, id: string): Fulfilment | undefined {
  return entry(warehouseOf(world).fulfilments, id);
}

export function fulfilmentByReference(world: World, reference: string): Fulfilment | undefined {
  const id = entry(warehouseOf(world).idByReference, reference);
  return id === undefined ? undefined : fulfilmentOf(world, id);
}

/** One change of a stock level. The level itself may have changed again since: then this entry is out of date. */
interface StockChange {
  readonly sequence: number;
  readonly sku: string;
}

// How often the feed is looked at for entries that are out of date, in changes.
const TIDY_EVERY = 5_000;

/** The feed of changes, oldest first. */
function stockFeed(world: World): StockChange[] {
  return world.collection('stockFeed', () => {
    const changes = Object.values(warehouseOf(world).stock).map(({ sequence, sku }) => ({ sequence, sku }));
    return changes.sort((first, second) => first.sequence - second.sequence);
  });
}

/** The level of one SKU is now this one, and everybody who reads the feed sees it. */
export function setOnHand(world: World, sku: string, onHand: number): StockItem {
  const warehouse = warehouseOf(world);
  const feed = stockFeed(world);
  const sequence = warehouse.nextSequence++;
  const item = { sku, warehouse: DEFAULT_WAREHOUSE, onHand, sequence, changedAt: world.now().toISOString() };
  warehouse.stock[sku] = item;
  feed.push({ sequence, sku });
  if (sequence % TIDY_EVERY === 0) {
    world.state.stockFeed = feed.filter((change) => warehouse.stock[change.sku]?.sequence === change.sequence);
  }
  return item;
}

/** Levels changed after a sequence number, oldest change first, as each of them is now. */
export function changedAfter(world: World, after: number, limit: number): { items: StockItem[]; more: boolean } {
  const { stock } = warehouseOf(world);
  const feed = stockFeed(world);
  const items: StockItem[] = [];
  for (let index = firstAfter(feed, after); index < feed.length; index += 1) {
    const change = feed[index];
    const item = change === undefined ? undefined : entry(stock, change.sku);
    if (item === undefined || item.sequence !== change?.sequence) continue;
    if (items.length === limit) return { items, more: true };
    items.push(item);
  }
  return { items, more: false };
}

function firstAfter(feed: readonly StockChange[], after: number): number {
  let [low, high] = [0, feed.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((feed[middle]?.sequence ?? Infinity) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Takes what was packed from the shelf. SKUs that nobody counts stay uncounted. */
export function takeFromStock(world: World, lines: readonly FulfilmentLine[]): void {
  const { stock } = warehouseOf(world);
  for (const { sku, quantity } of lines) {
    const item = entry(stock, sku);
    if (item !== undefined) setOnHand(world, sku, Math.max(0, item.onHand - quantity));
  }
}
