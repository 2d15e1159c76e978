import type { LabelFormat, ShipmentLabel, ShipmentRequest, ShipmentState, TrackingEvent } from '@crossdock/canonical';
import type { CancelResult, RemoteRecord, WriteOptions } from './common';

export interface ShipmentSnapshot extends RemoteRecord {
  readonly state: ShipmentState;
  /** Null until the carrier has given one. */
  readonly waybill: string | null;
  readonly trackingUrl: string | null;
  readonly events: readonly TrackingEvent[];
  readonly problem?: string | null;
}

/** A new shipment. A carrier that gives waybill, state or label at once need not be asked for them. */
export type CreatedShipment = RemoteRecord & Partial<ShipmentSnapshot> & { readonly label?: ShipmentLabel | null };

export interface PickupPointQuery {
  readonly city?: string;
  readonly postalCode?: string;
  readonly id?: string;
  readonly near?: { readonly latitude: number; readonly longitude: number; readonly withinMetres: number };
  readonly limit: number;
}

export interface PickupPointDetails {
  readonly id: string;
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly acceptsCashOnDelivery: boolean;
  readonly open: boolean;
}

/** A courier. */
export interface Carrier {
  findShipment(reference: string): Promise<RemoteRecord | null>;
  /** May return before the carrier has given a waybill; `readShipment` tells when it has. */
  createShipment(request: ShipmentRequest, options: WriteOptions): Promise<CreatedShipment>;
  readShipment(record: RemoteRecord): Promise<ShipmentSnapshot>;
  /** Null while the label is not ready. */
  readLabel(record: RemoteRecord, format: LabelFormat): Promise<ShipmentLabel | null>;
  cancelShipment(record: RemoteRecord): Promise<CancelResult>;
  findPickupPoints(query: PickupPointQuery): Promise<readonly PickupPointDetails[]>;
  /** Hand-over list (PDF) for the shipments. */
  createManifest(records: readonly RemoteRecord[]): Promise<Uint8Array>;
}
