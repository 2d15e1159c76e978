import type { OrderStatus, StockLevel } from '@crossdock/canonical';
import { Database } from '@crossdock/flow-engine';
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { storeChannel } from '../../apps/hub/src/orders/channels';
import { followClosings, noteForStock } from '../../apps/hub/src/stock/closings';
import { storeFeed } from '../../apps/hub/src/stock/feeds';
import { applyReading } from '../../apps/hub/src/stock/readings';
import { askForStock, release, reserve } from '../../apps/hub/src/stock/reservations';
import { spreadChanges } from '../../apps/hub/src/stock/spreading';
import { createTestDatabase, type TestDatabase } from '../support';

export const SHOPS = ['web-shop', 'other-shop'] as const;
export const MARKETPLACE = 'allegro';
/** Takes pieces off its stock when they are packed. */
export const WMS = 'wms';
/** Takes pieces off its stock when they are shipped. */
export const LATE_WMS = 'late-wms';

const PLACED_AT = '2026-11-23T08:15:00Z';

export interface LevelNow {
  /** Null: nobody has counted it. */
  readonly onHand: number | null;
  readonly reserved: number;
  readonly unconfirmed: number;
}

export interface Purchase {
  readonly orderId: string;
  /** What it got. */
  readonly got: number;
}

export interface FoundIncident {
  readonly kind: string;
  readonly orderId: string | null;
  readonly times: number;
  readonly isOpen: boolean;
}

/** The ledger of a migrated database: two warehouses that tell their stock, two shops and one marketplace. */
export class StockLedger {
  private constructor(
    readonly database: Database,
    private readonly testDatabase: TestDatabase,
  ) {}

  static async start(): Promise<StockLedger> {
    const testDatabase = await createTestDatabase();
    const database = new Database(new Pool({ connectionString: testDatabase.url, max: 30 }));
    await database.query(
      `insert into connection (id, system, name, concurrency, rate_requests, rate_per_ms)
       select id, 'custom-http', id, 1, 1, 1 from unnest($1::text[]) as id`,
      [[WMS, LATE_WMS, MARKETPLACE]],
    );
    const routes = { warehouse: WMS, carriers: [{ method: '*', connection: 'inpost' }] };
    for (const id of SHOPS) await storeChannel(database, { id, name: id, kind: 'shop', connectionId: null, routes });
    await storeChannel(database, {
      id: MARKETPLACE,
      name: 'Allegro',
      kind: 'marketplace',
      connectionId: MARKETPLACE,
      routes,
    });
    const feed = { word: 'MAIN', isTruth: true };
    await storeFeed(database, { ...feed, connectionId: WMS, warehouse: WMS, deductsAt: 'packed' });
    await storeFeed(database, { ...feed, connectionId: LATE_WMS, warehouse: LATE_WMS, deductsAt: 'shipped' });
    return new StockLedger(database, testDatabase);
  }

  /** The warehouse says how much it has. Returns how many levels changed. */
  async read(
    sku: string,
    onHand: string,
    facts: Partial<StockLevel> & { readonly from?: string; readonly completeBefore?: number } = {},
  ): Promise<number> {
    const { from = WMS, completeBefore = null, ...rest } = facts;
    const level = { sku, warehouse: 'MAIN', onHand, observedAt: PLACED_AT, ...rest };
    return this.database.transaction(async (sql) =>
      applyReading(sql, { connectionId: from, levels: [level], receivedAt: Date.now(), completeBefore }),
    );
  }

  /** An order in a transaction of its own: asks, is stored, and reserves. */
  async buy(channel: string, sku: string, quantity: number, warehouse = WMS): Promise<Purchase> {
    return this.database.transaction(async (sql) => {
      const orderId = randomUUID();
      const request = {
        orderId,
        channel,
        channelKind: channel === MARKETPLACE ? ('marketplace' as const) : ('shop' as const),
        wanted: [{ sku, warehouse, quantity: String(quantity) }],
      };
      const [answer] = await askForStock(sql, [request]);
      await sql.query(
        `insert into orders (id, channel, external_id, reference, content_hash, status, currency, total, placed_at, document, progress)
         values ($1::uuid, $2, $1::text, $1::text, 'x', 'received', 'PLN', 1, $3, '{}', '{}')`,
        [orderId, channel, PLACED_AT],
      );
      const allocated = answer?.allocated ?? [];
      await reserve(sql, [{ ...request, allocated, placedAt: PLACED_AT }]);
      return { orderId, got: Number(allocated[0]?.quantity ?? 0) };
    });
  }

  async release(orderId: string): Promise<void> {
    await this.database.transaction(async (sql) => release(sql, orderId, 'orders'));
  }

  /** The order comes to this status, and the ledger follows. */
  async close(orderId: string, status: OrderStatus): Promise<void> {
    await this.database.transaction(async (sql) => noteForStock(sql, orderId, 'processing', status));
    await followClosings(this.database);
  }

  /** Everything that has changed is spread to the channels. Returns how often jobs were said to be due. */
  async spread(): Promise<number> {
    let due = 0;
    const more = (): Promise<boolean> => spreadChanges(this.database, () => (due += 1));
    while (await more());
    return due;
  }

  async level(sku: string, warehouse = WMS): Promise<LevelNow | null> {
    const [row] = await this.database.query<LevelNow>(
      `select (counted - unconfirmed)::float8 as "onHand", reserved::float8, unconfirmed::float8
       from stock_level where sku = $1 and warehouse = $2`,
      [sku, warehouse],
    );
    return row ?? null;
  }

  /** Sums of what open orders have, and of what they wait for. */
  async open(sku: string): Promise<{ readonly reserved: number; readonly waiting: number; readonly short: number }> {
    const [row] = await this.database.query<{ reserved: number; waiting: number; short: number }>(
      `select coalesce(sum(quantity), 0)::float8 as reserved, coalesce(sum(waiting), 0)::float8 as waiting,
         count(*) filter (where waiting > 0)::int as short
       from stock_reservation where sku = $1 and state = 'open'`,
      [sku],
    );
    return row!;
  }

  async reservation(orderId: string): Promise<{ state: string; quantity: number; waiting: number } | undefined> {
    const [row] = await this.database.query<{ state: string; quantity: number; waiting: number }>(
      `select state, quantity::float8, waiting::float8 from stock_reservation where order_id = $1`,
      [orderId],
    );
    return row;
  }

  /** Incidents of a SKU, or of a source's name of a warehouse. */
  async incidents(about: string): Promise<FoundIncident[]> {
    return this.database.query<FoundIncident>(
      `select kind, order_id as "orderId", times, resolved_at is null as "isOpen" from stock_incident
       where sku = $1 or warehouse = $1 order by id`,
      [about],
    );
  }

  /** Kinds of what changed the level, the oldest first. */
  async movements(sku: string): Promise<string[]> {
    const rows = await this.database.query<{ kind: string }>(
      `select kind from stock_movement where sku = $1 order by id`,
      [sku],
    );
    return rows.map(({ kind }) => kind);
  }

  async stop(): Promise<void> {
    await this.database.pool.end();
    await this.testDatabase.drop();
  }
}
