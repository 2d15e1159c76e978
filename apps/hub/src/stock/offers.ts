import type { ItemResult, OfferSummary } from '@crossdock/connector-kit';
import type { Sql } from '@crossdock/flow-engine';

/** One offer that is yet to be told its stock. */
export interface DueOffer {
  readonly offerId: string;
  readonly sku: string;
  readonly available: number;
  /** Of the truth that `available` comes from. */
  readonly version: string;
}

/** What a channel is to be told and asked now. */
export interface ChannelWork {
  readonly channel: string;
  readonly connectionId: string;
  readonly due: readonly DueOffer[];
  /** SKUs whose offers at the channel nobody has looked for yet. */
  readonly unlinked: readonly string[];
  /** Milliseconds until something is due that is not yet; null: nothing. */
  readonly nextDueMs: number | null;
}

/** Offers of one call: what Allegro's commands and the like take, and small enough for others. */
const MOST_OFFERS = 500;
/** SKUs of one look-up. */
const MOST_SKUS = 100;
/** A vendor that could not take one item for now is asked again after this. */
const RETRY_SECONDS = 30;

/** The newest truth for every channel that is asked for; older values are never in it. */
export async function readChannelWork(
  sql: Sql,
  channels: readonly string[],
): Promise<ReadonlyMap<string, ChannelWork>> {
  const rows = await sql.query<ChannelWork>(
    `select ch.id as channel, ch.connection_id as "connectionId",
       coalesce((select jsonb_agg(d) from (select o.offer_id as "offerId", o.sku, s.available, s.version::text as version
         from channel_offer o join channel_stock s on s.channel = o.channel and s.sku = o.sku
         where o.channel = ch.id and o.due_version is not null and o.due_at <= now()
         order by o.due_at, o.offer_id limit ${MOST_OFFERS}) d), '[]') as due,
       coalesce((select jsonb_agg(u.sku) from (select s.sku from channel_stock s
         where s.channel = ch.id and s.looked_up_at is null order by s.sku limit ${MOST_SKUS}) u), '[]') as unlinked,
       (select greatest(0, extract(epoch from min(o.due_at) - now()) * 1000)::int from channel_offer o
         where o.channel = ch.id and o.due_version is not null and o.due_at > now()) as "nextDueMs"
     from channel ch where ch.id = any($1::text[]) and ch.connection_id is not null`,
    [channels],
  );
  return new Map(rows.map((row) => [row.channel, row]));
}

/** Links what was found at the channel by SKU. Offers that a person has linked stay so. All of them are to be told. */
export async function storeFoundOffers(
  sql: Sql,
  channel: string,
  asked: readonly string[],
  found: readonly OfferSummary[],
): Promise<void> {
  const offers = [...new Map(found.map((offer) => [offer.offerId, offer])).values()];
  await sql.query(
    `insert into channel_offer as o (channel, offer_id, sku, name, linked_by, linked_at, due_version)
     select $1, f.offer_id, f.sku, f.name, 'sku', now(), s.version
     from unnest($2::text[], $3::text[], $4::text[]) as f(offer_id, sku, name)
     left join channel_stock s on s.channel = $1 and s.sku = f.sku
     on conflict (channel, offer_id) do update set name = excluded.name,
       sku = case when o.linked_by = 'person' then o.sku else excluded.sku end,
       due_version = case when o.linked_by = 'person' then o.due_version else excluded.due_version end`,
    [channel, offers.map(({ offerId }) => offerId), offers.map(({ sku }) => sku), offers.map(({ name }) => name)],
  );
  await sql.query(`update channel_stock set looked_up_at = now() where channel = $1 and sku = any($2::text[])`, [
    channel,
    asked,
  ]);
}

/** What became of one offer of a call. */
export interface OfferOutcome {
  readonly offer: DueOffer;
  readonly result: ItemResult;
}

/** Results by offer. One that the connector says nothing of counts as not done, and is sent again. */
export function outcomesOf(due: readonly DueOffer[], results: readonly ItemResult[]): OfferOutcome[] {
  const byKey = new Map(results.map((result) => [result.key, result]));
  return due.map((offer) => ({
    offer,
    result: byKey.get(offer.offerId) ?? {
      key: offer.offerId,
      ok: false,
      retryable: true,
      code: 'offer.no-result',
      message: 'The system did not say what became of the offer.',
    },
  }));
}

/**
 * Notes what the channel knows now. An offer for which a newer truth has come meanwhile stays due; one that was refused
 * waits for a person or for the next truth. Returns those that were refused.
 */
export async function storeOutcomes(
  sql: Sql,
  channel: string,
  outcomes: readonly OfferOutcome[],
): Promise<readonly OfferOutcome[]> {
  await sql.query(
    `update channel_offer o set
       sent = case when r.ok then r.available else o.sent end,
       sent_version = case when r.ok then r.version else o.sent_version end,
       sent_at = case when r.ok then now() else o.sent_at end,
       problem = r.problem,
       due_at = case when r.again then now() + interval '${RETRY_SECONDS} seconds' else o.due_at end,
       due_version = case when r.again or o.due_version > r.version then o.due_version end
     from unnest($2::text[], $3::bigint[], $4::int[], $5::boolean[], $6::boolean[], $7::jsonb[])
       as r(offer_id, version, available, ok, again, problem)
     where o.channel = $1 and o.offer_id = r.offer_id`,
    [
      channel,
      outcomes.map(({ offer }) => offer.offerId),
      outcomes.map(({ offer }) => offer.version),
      outcomes.map(({ offer }) => offer.available),
      outcomes.map(({ result }) => result.ok),
      outcomes.map(({ result }) => !result.ok && result.retryable),
      outcomes.map(({ result }) =>
        result.ok ? null : JSON.stringify({ code: result.code, message: result.message, retryable: result.retryable }),
      ),
    ],
  );
  return outcomes.filter(({ result }) => !result.ok && !result.retryable);
}

/** One offer with its newest truth, for the step that tells it alone. Null: it is linked to nothing any more. */
export async function readOffer(
  sql: Sql,
  channel: string,
  offerId: string,
): Promise<(DueOffer & { connectionId: string }) | null> {
  const [row] = await sql.query<DueOffer & { connectionId: string }>(
    `select o.offer_id as "offerId", o.sku, s.available, s.version::text as version, ch.connection_id as "connectionId"
     from channel_offer o join channel ch on ch.id = o.channel
     join channel_stock s on s.channel = o.channel and s.sku = o.sku
     where o.channel = $1 and o.offer_id = $2 and ch.connection_id is not null`,
    [channel, offerId],
  );
  return row ?? null;
}

/** A call that was believed lost has ended late: what it said may have overtaken newer numbers, which are told again. */
export async function tellAgain(sql: Sql, channel: string): Promise<void> {
  await sql.query(
    `update channel_offer set due_version = coalesce(due_version, sent_version), due_at = now()
     where channel = $1 and sent_at > now() - interval '15 minutes'`,
    [channel],
  );
}
