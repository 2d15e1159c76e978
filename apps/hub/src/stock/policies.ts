import { SHOW_ALL, type StockPolicy } from '@crossdock/canonical';
import type { Sql } from '@crossdock/flow-engine';

/** What happens to an order that takes more than there is. */
export type OnShortage = 'refuse' | 'back-order' | 'hold';

export interface StoredPolicy extends StockPolicy {
  readonly id: string;
  /** Null: every channel. */
  readonly channel: string | null;
  /** Null: every SKU. */
  readonly sku: string | null;
  readonly onShortage: OnShortage;
  readonly version: number;
}

export type PolicyInForce = StockPolicy & { readonly onShortage: OnShortage };

const DEFAULT: PolicyInForce = { ...SHOW_ALL, onShortage: 'back-order' };

export const POLICY = `p.id, p.channel, p.sku, p.buffer, p.share, p.cap, p.pool, p.stop_below as "stopBelow",
  p.back_order as "backOrder", p.on_shortage as "onShortage", p.version`;

/** All of them that concern these SKUs. */
export async function readPolicies(sql: Sql, skus: readonly string[]): Promise<StoredPolicy[]> {
  return sql.query<StoredPolicy>(
    `select ${POLICY} from stock_policy p where p.sku is null or p.sku = any($1::text[])`,
    [skus],
  );
}

/** The most exact policy counts: channel and SKU, then SKU, then channel, then everything. */
export function policyFor(policies: readonly StoredPolicy[], channel: string, sku: string): PolicyInForce {
  const fitting = policies.filter((policy) => (policy.channel ?? channel) === channel && (policy.sku ?? sku) === sku);
  const exactness = ({ channel: own, sku: one }: StoredPolicy): number =>
    (one === null ? 0 : 2) + (own === null ? 0 : 1);
  return (
    fitting.reduce<StoredPolicy | null>(
      (best, policy) => (best === null || exactness(policy) > exactness(best) ? policy : best),
      null,
    ) ?? DEFAULT
  );
}
