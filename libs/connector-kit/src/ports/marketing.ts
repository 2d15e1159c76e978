import type { Customer, Order } from '@crossdock/canonical';
import type { ItemResult, RemoteRecord, WriteOptions } from './common';

/** A CRM that keeps won sales. */
export interface SalesRecorder {
  findSale(reference: string): Promise<RemoteRecord | null>;
  recordSale(reference: string, order: Order, options: WriteOptions): Promise<RemoteRecord>;
}

/** A marketing system's list of subscribers. */
export interface AudienceSink {
  upsertSubscribers(
    subscribers: readonly (Customer & { readonly consent: boolean })[],
    options: WriteOptions,
  ): Promise<readonly ItemResult[]>;
}

/** A marketing system's stream of what customers did. */
export interface EventSink {
  sendEvent(
    event: {
      readonly type: string;
      readonly at: string;
      readonly email: string;
      readonly data: Record<string, unknown>;
    },
    options: WriteOptions,
  ): Promise<void>;
}
