import { RejectedByVendorError, TransientError, type ItemResult } from '@crossdock/connector-kit';
import { defineFlow, type AnyFlow, type Sql } from '@crossdock/flow-engine';
import { outcomesOf, readOffer, storeOutcomes, type DueOffer } from '../../stock/offers';
import { portOf } from '../step-ports';

export const OFFER_STOCK_FLOW = 'offer-stock';

interface Subject {
  readonly channel: string;
  readonly connectionId: string;
  readonly offer: DueOffer;
}

/** `<channel>/<version>/<offer>`: offer ids are the vendor's words and may hold anything. */
export function offerStockId(channel: string, { version, offerId }: Pick<DueOffer, 'version' | 'offerId'>): string {
  return `${channel}/${version}/${offerId}`;
}

/**
 * Tells the stock of one offer that the channel has refused among others, so that its error stands alone in front of a
 * person. Tried again, it tells the number of now.
 */
export const offerStockFlow: AnyFlow = defineFlow<Subject, never>({
  name: OFFER_STOCK_FLOW,
  priority: 30,
  load: loadOffers,
  apply: async (_sql, { subject }) => subject,
  steps: [
    {
      name: 'set-stock-of-offer',
      kind: 'state',
      port: 'stockSink',
      after: [],
      phase: 'forward',
      items: ({ connectionId }) => [{ key: '', connectionId }],
      execute: async (call) => {
        const { channel, offer } = call.subject;
        const { offerId, sku, available: quantity, version } = offer;
        const results = await portOf(call, 'stockSink').setStock([{ sku, offerId, quantity, version }], {
          key: `${call.idempotencyKey}:${version}`,
        });
        const outcomes = outcomesOf([offer], results);
        for (const { result } of outcomes) if (!result.ok) throw errorOf(offer, result);
        return {
          kind: 'done',
          effect: async (sql: Sql) => {
            await storeOutcomes(sql, channel, outcomes);
          },
        };
      },
    },
  ],
});

function errorOf({ offerId, sku }: DueOffer, { code, message, retryable }: Extract<ItemResult, { ok: false }>): Error {
  const facts = {
    code,
    summary: `The stock of offer ${offerId} (${sku}) was not taken: ${message}`,
    fix: 'Correct the offer at the channel or its link to the SKU, then retry: the number of then is sent.',
  };
  return retryable ? new TransientError(facts) : new RejectedByVendorError(facts);
}

async function loadOffers(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, Subject>> {
  const found = new Map<string, Subject>();
  for (const id of ids) {
    const [channel = '', , ...rest] = id.split('/');
    const offer = await readOffer(sql, channel, rest.join('/'));
    if (offer !== null) found.set(id, { channel, connectionId: offer.connectionId, offer });
  }
  return found;
}
