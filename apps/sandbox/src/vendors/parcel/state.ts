import type { World } from '../../world/world';

export type ShipmentState = 'CREATED' | 'CONFIRMED' | 'COLLECTED' | 'DELIVERED' | 'RETURNED' | 'CANCELLED';

export interface Piece {
  readonly weightGrams: number;
  readonly lengthMm: number | null;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
}

export interface Amount {
  readonly value: string;
  readonly currency: string;
}

export interface Shipment {
  readonly shipmentId: string;
  readonly customerReference: string;
  readonly service: string;
  readonly consignee: Readonly<Record<string, unknown>>;
  readonly pieces: readonly Piece[];
  readonly cod: Amount | null;
  readonly declaredValue: Amount | null;
  readonly pickupPointId: string | null;
  readonly remarks: string | null;
  readonly createdAt: string;
  state: ShipmentState;
  waybill: string | null;
  trackingUrl: string | null;
  readonly events: { at: string; state: ShipmentState; text: string }[];
}

export interface Depot {
  nextId: number;
  readonly shipments: Record<string, Shipment>;
  readonly idByReference: Record<string, string>;
}

export function depotOf(world: World): Depot {
  return world.collection('depot', () => ({ nextId: 1, shipments: {}, idByReference: {} }));
}

/** Names such as `constructor` are no keys. */
export function shipmentOf(world: World, id: string): Shipment | undefined {
  const { shipments } = depotOf(world);
  return Object.hasOwn(shipments, id) ? shipments[id] : undefined;
}

export function shipmentByReference(world: World, reference: string): Shipment | undefined {
  const { idByReference } = depotOf(world);
  return Object.hasOwn(idByReference, reference) ? shipmentOf(world, idByReference[reference] ?? '') : undefined;
}
