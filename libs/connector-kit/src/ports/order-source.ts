import type { Order } from '@crossdock/canonical';
import type { Cursor } from './common';

/** Signal that an order of the channel is new or changed; the order itself is fetched afterwards. */
export interface OrderChange {
  readonly externalId: string;
  /** Unique per change, for de-duplication: the vendor's event id or the order's revision. */
  readonly changeId: string;
}

export interface OrderChangePage {
  readonly changes: readonly OrderChange[];
  /** Where to go on. Equal to the given cursor when nothing was new. */
  readonly next: Cursor | null;
  /** True when the next page can be read at once. */
  readonly more: boolean;
}

/** An order as the channel has it now. */
export interface ChannelOrder {
  readonly order: Order;
  /** `incomplete`: the buyer has not finished, do not import yet. */
  readonly state: 'incomplete' | 'open' | 'cancelled';
  /** Changes with every change at the vendor; equal revisions need no second look. */
  readonly revision: string;
}

/** Orders of a channel, pulled. */
export interface OrderSource {
  /**
   * Changes after the cursor, oldest first, each at least once.
   * @param cursor as returned with the last page; null means from the connection's start date
   * @throws {RateLimitedError} when the vendor asks to wait
   */
  readChanges(cursor: Cursor | null): Promise<OrderChangePage>;
  /** The present state of one order; null when the channel does not know it (merged, deleted). */
  fetchOrder(externalId: string): Promise<ChannelOrder | null>;
}
