import type { Order, OrderStatus } from '@crossdock/canonical';
import type { OrderProgress } from './order-progress';

/** An order as flows work on it. */
export interface OrderSubject {
  readonly id: string;
  readonly channel: string;
  readonly channelKind: 'shop' | 'marketplace';
  /** Under this the order is known in every other system. */
  readonly reference: string;
  readonly status: OrderStatus;
  readonly attention: boolean;
  readonly order: Order;
  readonly progress: OrderProgress;
}
