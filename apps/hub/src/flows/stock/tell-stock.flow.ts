import { createHash } from 'node:crypto';
import { defineFlow, newTraceId, startFlows, type AnyFlow, type Sql, type StepCall } from '@crossdock/flow-engine';
import type { OfferSummary } from '@crossdock/connector-kit';
import {
  outcomesOf,
  readChannelWork,
  storeFoundOffers,
  storeOutcomes,
  type ChannelWork,
  type DueOffer,
  type OfferOutcome,
} from '../../stock/offers';
import { stockOutKey } from '../../stock/spreading';
import { portOf } from '../step-ports';
import { offerStockFlow, offerStockId } from './offer-stock.flow';

export const TELL_STOCK_FLOW = 'tell-stock';
/** Without news the channel is looked at all the same: a lost word costs so much. */
const EVERY_MS = 15_000;

/**
 * Tells a channel what it may sell, for ever, one call at a time: the newest number of every offer that is due, together in
 * one call. So values are coalesced while a call runs, and an older one never overtakes a newer one.
 */
export const tellStockFlow: AnyFlow = defineFlow<ChannelWork, never>({
  name: TELL_STOCK_FLOW,
  priority: 30,
  load: readChannelWork,
  apply: async (_sql, { subject }) => subject,
  steps: [
    {
      name: 'set-stock',
      kind: 'poll',
      port: 'stockSink',
      after: [],
      phase: 'forward',
      items: ({ connectionId }) => [{ key: '', connectionId }],
      execute: async (call) => {
        const { channel, due, unlinked, nextDueMs } = call.subject;
        const found = await lookedFor(call);
        const outcomes = await told(call);
        const isMore = due.length > 0 || unlinked.length > 0;
        return {
          kind: 'waiting',
          pollAfterMs: isMore ? 0 : Math.min(EVERY_MS, nextDueMs ?? EVERY_MS),
          awaitKey: stockOutKey(channel),
          note: 'Waiting for changes of stock.',
          ...(isMore ? { effect: async (sql: Sql) => store(sql, call.subject, found, outcomes) } : {}),
        };
      },
    },
  ],
});

async function lookedFor(call: StepCall<ChannelWork>): Promise<readonly OfferSummary[]> {
  const { unlinked } = call.subject;
  return unlinked.length === 0 ? [] : portOf(call, 'offerCatalogue').findOffers(unlinked);
}

async function told(call: StepCall<ChannelWork>): Promise<readonly OfferOutcome[]> {
  const { due } = call.subject;
  if (due.length === 0) return [];
  const items = due.map(({ sku, offerId, available, version }) => ({ sku, offerId, quantity: available, version }));
  const key = `${call.idempotencyKey}:${contentOf(due)}`;
  return outcomesOf(due, await portOf(call, 'stockSink').setStock(items, { key }));
}

/** The same content has the same key, so that a vendor that was told and did not answer recognises it. */
function contentOf(due: readonly DueOffer[]): string {
  const text = due.map(({ offerId, version }) => `${offerId}:${version}`).join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

async function store(
  sql: Sql,
  { channel, unlinked }: ChannelWork,
  found: readonly OfferSummary[],
  outcomes: readonly OfferOutcome[],
): Promise<void> {
  if (unlinked.length > 0) await storeFoundOffers(sql, channel, unlinked, found);
  if (outcomes.length === 0) return;
  const refused = await storeOutcomes(sql, channel, outcomes);
  await startFlows(
    sql,
    offerStockFlow,
    refused.map(({ offer }) => ({ subjectId: offerStockId(channel, offer), traceId: newTraceId() })),
  );
}
