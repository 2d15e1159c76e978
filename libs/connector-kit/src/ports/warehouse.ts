import type { Fulfilment, FulfilmentState, Package } from '@crossdock/canonical';
import type { CancelResult, RemoteRecord, WriteOptions } from './common';

export interface FulfilmentSnapshot extends RemoteRecord {
  readonly state: FulfilmentState;
  /** Known once packed. */
  readonly packages: readonly Package[];
  readonly reason?: string | null;
}

/** A new fulfilment. A warehouse that says at once how far it is need not be asked for it. */
export type CreatedFulfilment = RemoteRecord & Partial<FulfilmentSnapshot>;

/** A warehouse management system. */
export interface Warehouse {
  findFulfilment(reference: string): Promise<RemoteRecord | null>;
  createFulfilment(fulfilment: Fulfilment, options: WriteOptions): Promise<CreatedFulfilment>;
  readFulfilment(record: RemoteRecord): Promise<FulfilmentSnapshot>;
  cancelFulfilment(record: RemoteRecord): Promise<CancelResult>;
}
