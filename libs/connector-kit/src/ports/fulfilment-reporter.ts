import type { OrderStatus } from '@crossdock/canonical';
import type { RemoteRecord, WriteOptions } from './common';

export interface ShipmentReport {
  /** The channel's order id. */
  readonly externalId: string;
  /** System word of the courier connection, for example `"inpost"`; mapped by the lookup table `carrier`. */
  readonly carrier: string;
  readonly waybill: string;
  readonly trackingUrl?: string | null;
  /** Channel line ids in the parcel; empty means the whole order. */
  readonly lineIds: readonly string[];
}

/** Tells a channel what happened to its order. */
export interface FulfilmentReporter {
  /** Sets the order's status at the channel. Naturally idempotent: the newest status is sent, never an old one again. */
  reportStatus(externalId: string, status: OrderStatus): Promise<void>;
  /** The reported parcel with this waybill, or null. */
  findShipmentReport(report: ShipmentReport): Promise<RemoteRecord | null>;
  /** Gives the channel a tracking number. */
  reportShipment(report: ShipmentReport, options: WriteOptions): Promise<RemoteRecord>;
}
