import type { Sql } from '@crossdock/flow-engine';

/** What many failures have in common, and how many wait for it to be mended. */
export interface Cause {
  readonly id: string;
  readonly connectionId: string;
  readonly step: string;
  readonly pattern: string;
  readonly openItems: number;
  readonly openOrders: number;
}

const MOST_CAUSES = 5;

/** The causes with the most failures that wait for a person; muted ones are left out. */
export async function readCauses(sql: Sql): Promise<Cause[]> {
  return sql.query<Cause>(
    `select g.id::text, g.connection_id as "connectionId", g.step, g.pattern, g.open_items as "openItems",
       g.open_orders as "openOrders"
     from error_group g where g.open_items > 0 and (g.muted_until is null or g.muted_until <= now())
     order by g.open_items desc, g.id limit ${MOST_CAUSES}`,
  );
}
