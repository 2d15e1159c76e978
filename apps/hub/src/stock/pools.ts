import type { Pool } from '@crossdock/canonical';
import type { Sql } from '@crossdock/flow-engine';
import Big from 'big.js';
import { policyFor, readPolicies, type StoredPolicy } from './policies';

/** Pieces that channels have of their own, and how much of them their open orders have used up. */
export class Pools {
  private constructor(
    private readonly policies: readonly StoredPolicy[],
    private readonly channels: readonly string[],
    private readonly reserved: Map<string, string>,
  ) {}

  /** Those of all channels, as they are now. */
  static async of(sql: Sql, skus: readonly string[]): Promise<Pools> {
    const policies = await readPolicies(sql, skus);
    const hasPools = policies.some(({ pool }) => pool > 0);
    const channels = hasPools ? await sql.query<{ id: string }>(`select id from channel`) : [];
    return Pools.read(
      sql,
      policies,
      channels.map(({ id }) => id),
      skus,
    );
  }

  static async read(
    sql: Sql,
    policies: readonly StoredPolicy[],
    channels: readonly string[],
    skus: readonly string[],
  ): Promise<Pools> {
    const hasPools = policies.some(({ pool }) => pool > 0);
    const rows = hasPools
      ? await sql.query<{ channel: string; sku: string; reserved: string }>(
          `select channel, sku, sum(quantity)::text as reserved from stock_reservation
           where state = 'open' and sku = any($1::text[]) group by channel, sku`,
          [skus],
        )
      : [];
    return new Pools(
      policies,
      hasPools ? channels : [],
      new Map(rows.map(({ channel, sku, reserved }) => [`${channel}\u0000${sku}`, reserved])),
    );
  }

  /** An order of the channel has taken so many since they were read. */
  took(channel: string, sku: string, quantity: string): void {
    const key = `${channel}\u0000${sku}`;
    this.reserved.set(key, new Big(this.reserved.get(key) ?? '0').plus(quantity).toFixed());
  }

  /** Pools of the channels other than this one. */
  ofOthers(channel: string, sku: string): Pool[] {
    return this.channels
      .filter((other) => other !== channel)
      .map((other) => ({
        pool: policyFor(this.policies, other, sku).pool,
        reserved: this.reserved.get(`${other}\u0000${sku}`) ?? '0',
      }))
      .filter(({ pool }) => pool > 0);
  }
}
