import { ConnectorError, type ItemResult } from '@crossdock/connector-kit';
import { saying } from '../allegro.errors';
import type { CommandTask } from '../api/command';

// Allegro could not do it just then; the next try finds out why (allegro/allegro-api issues 1799, 4241).
const PASSING_FAILURES = new Set(['EXCEPTION_DURING_OFFER_QUANTITY_UPDATE', 'EXCEPTION_DURING_OFFER_PRICE_UPDATE']);

export function done(key: string, remoteId: string = key): ItemResult {
  return { key, ok: true, remoteId };
}

export function failed(key: string, code: string, message: string, retryable = false): ItemResult {
  return { key, ok: false, retryable, code, message };
}

/** What became of one offer of a command. Undefined: Allegro has not said yet. */
export function ofTask(key: string, task: CommandTask | undefined): ItemResult {
  if (task === undefined || task.status === 'NEW') {
    return failed(
      key,
      'offer.command-pending',
      'Allegro has not worked off the change yet; it is looked at again.',
      true,
    );
  }
  if (task.status === 'SUCCESS') return done(key);
  const [first] = task.errors ?? [];
  const said = first === undefined ? (task.message ?? task.status) : saying(first);
  return failed(key, 'offer.rejected', `Allegro did not change the offer ${key}: ${said}`, isPassing(task));
}

function isPassing({ message, errors }: CommandTask): boolean {
  const [first] = errors ?? [];
  return PASSING_FAILURES.has(first?.code ?? message ?? '');
}

/**
 * Runs the change of one item and turns its refusal into its result. What stops every item (throttling, sign-in, no answer)
 * is thrown on.
 */
export async function attempt(key: string, change: () => Promise<ItemResult>): Promise<ItemResult> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    // The previous edit of the offer is still at work (409): the same again a little later.
    if (error.errorClass === 'conflict') return failed(key, error.code, error.message, true);
    if (error.errorClass === 'rejected') return failed(key, error.code, error.message);
    throw error;
  }
}
