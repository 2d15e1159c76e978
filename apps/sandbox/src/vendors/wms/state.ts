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
  onHand: number;
  /** Place in the feed of changes: grows with every change of any item. */
  sequence: number;
  changedAt: string;
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

/** Takes what was packed from the shelf and puts the change into the feed. SKUs that nobody counts stay uncounted. */
export function takeFromStock(world: World, lines: readonly FulfilmentLine[]): void {
  const warehouse = warehouseOf(world);
  for (const { sku, quantity } of lines) {
    const item = warehouse.stock[sku];
    if (item === undefined) continue;
    item.onHand = Math.max(0, item.onHand - quantity);
    item.sequence = warehouse.nextSequence++;
    item.changedAt = world.now().toISOString();
  }
}
