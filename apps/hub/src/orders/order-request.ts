import type { Order } from '@crossdock/canonical';
import type { NewOrder } from './order-store';
import type { Channel } from './routes';

/** An order that somebody brings. */
export interface OrderRequest {
  readonly channel: Channel;
  /** It must have been checked (`checkOrder`). */
  readonly order: Order;
  readonly traceId: string;
}

/** An order that is about to be stored. */
export interface PreparedOrder extends NewOrder {
  readonly request: OrderRequest;
}
