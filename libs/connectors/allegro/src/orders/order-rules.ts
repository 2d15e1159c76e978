import type { Lookups } from '@crossdock/connector-kit';

/** What a connection decides about its orders. */
export interface OrderRules {
  readonly lookups: Pick<Lookups, 'get' | 'find'>;
  readonly settings: {
    readonly otherDeliveryMethod: string;
    readonly deliveryTaxRate: string;
    readonly defaultTaxRate: string;
  };
}
