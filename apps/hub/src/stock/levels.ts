import type { DecimalString } from '@crossdock/canonical';
import type { RowStatement, Sql } from '@crossdock/flow-engine';

/** One SKU in one warehouse. */
export interface ShelfPlace {
  readonly sku: string;
  readonly warehouse: string;
}

export interface Level extends ShelfPlace {
  /** The newest reading of the truth; null: nobody has counted it. */
  readonly counted: DecimalString | null;
  readonly sourceSequence: string | null;
  readonly observedAt: Date | null;
  /** Has left, and is in no reading yet. */
  readonly unconfirmed: DecimalString;
  readonly reserved: DecimalString;
  /** `counted` less `unconfirmed`. */
  readonly onHand: DecimalString | null;
  readonly changedAt: Date;
  readonly version: string;
}

export const LEVEL = `l.sku, l.warehouse, l.counted, l.source_sequence as "sourceSequence", l.observed_at as "observedAt", l.unconfirmed,
  l.reserved, l.counted - l.unconfirmed as "onHand", l.changed_at as "changedAt", l.version`;

export function placeKey({ sku, warehouse }: ShelfPlace): string {
  return `${warehouse}\u0000${sku}`;
}

/**
 * Levels of these places, locked until the transaction ends; places that nobody has heard of are made. Always in the same
 * order, so that two who want the same levels cannot block one another.
 */
export async function lockLevels(sql: Sql, places: readonly ShelfPlace[]): Promise<ReadonlyMap<string, Level>> {
  const wanted = [...new Map(places.map((place) => [placeKey(place), place])).values()];
  if (wanted.length === 0) return new Map();
  const values = [wanted.map(({ sku }) => sku), wanted.map(({ warehouse }) => warehouse)];
  await sql.query(
    `insert into stock_level (sku, warehouse) select sku, warehouse from unnest($1::text[], $2::text[]) as p(sku, warehouse)
     order by sku, warehouse on conflict do nothing`,
    values,
  );
  const rows = await sql.query<Level>(
    `select ${LEVEL} from stock_level l join unnest($1::text[], $2::text[]) as p(sku, warehouse)
       on l.sku = p.sku and l.warehouse = p.warehouse order by l.sku, l.warehouse for update of l`,
    values,
  );
  return new Map(rows.map((row) => [placeKey(row), row]));
}

/** Adds to what is reserved and to what has left unconfirmed; the level is then to be spread anew. */
export async function moveLevels(
  sql: Sql,
  moves: readonly (ShelfPlace & { readonly reserved: DecimalString; readonly unconfirmed: DecimalString })[],
): Promise<void> {
  if (moves.length === 0) return;
  await sql.query(
    `update stock_level l set reserved = l.reserved + m.reserved, unconfirmed = l.unconfirmed + m.unconfirmed,
       version = nextval('stock_version'), changed_at = now()
     from (select sku, warehouse, sum(reserved) as reserved, sum(unconfirmed) as unconfirmed
       from unnest($1::text[], $2::text[], $3::numeric[], $4::numeric[]) as move(sku, warehouse, reserved, unconfirmed)
       group by sku, warehouse) m
     where l.sku = m.sku and l.warehouse = m.warehouse`,
    [
      moves.map(({ sku }) => sku),
      moves.map(({ warehouse }) => warehouse),
      moves.map(({ reserved }) => reserved),
      moves.map(({ unconfirmed }) => unconfirmed),
    ],
  );
}

export interface Movement extends ShelfPlace {
  readonly kind: 'reading' | 'reserve' | 'allot' | 'release' | 'issue' | 'confirm';
  /** Pieces; of a reading the level itself. */
  readonly quantity: DecimalString;
  readonly source: string | null;
  readonly sourceSequence?: string | null;
  readonly observedAt?: string | null;
  readonly orderId?: string | null;
}

const MOVEMENTS: RowStatement = {
  text: `insert into stock_movement (sku, warehouse, kind, quantity, source, source_sequence, observed_at, order_id, on_hand, reserved)
    select m.sku, m.warehouse, m.kind, m.quantity, m.source, m.source_sequence, m.observed_at, m.order_id, l.counted - l.unconfirmed, l.reserved
    from unnest($1::text[], $2::text[], $3::text[], $4::numeric[], $5::text[], $6::text[], $7::timestamptz[], $8::uuid[])
      with ordinality as m(sku, warehouse, kind, quantity, source, source_sequence, observed_at, order_id, place)
    join stock_level l on l.sku = m.sku and l.warehouse = m.warehouse order by m.place`,
  columns: 8,
};

/** Writes down what changed levels. Called after the change, in its transaction: levels as they are then are kept with it. */
export async function recordMovements(sql: Sql, movements: readonly Movement[]): Promise<void> {
  for (const { sku, warehouse, kind, quantity, source, sourceSequence, observedAt, orderId } of movements) {
    const rest = [source, sourceSequence ?? null, observedAt ?? null, orderId ?? null];
    await sql.store(MOVEMENTS, [sku, warehouse, kind, quantity, ...rest]);
  }
}
