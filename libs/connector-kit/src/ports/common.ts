import type { ExternalReference } from '@crossdock/canonical';

/** Opaque place in a vendor's feed, kept by the hub and given back unchanged. */
export type Cursor = string;

/** The id (and the number people use) of a record at the vendor. */
export type RemoteRecord = Pick<ExternalReference, 'id' | 'number'>;

/**
 * Given to every write. The key is made of business facts, stored before the first try and the same on every later one;
 * send it to vendors that support idempotency keys.
 */
export interface WriteOptions {
  readonly key: string;
}

/** Outcome of one item of a bulk write. Items are told apart by `key`, never by their place in the list. */
export type ItemResult =
  | { readonly key: string; readonly ok: true; readonly remoteId?: string }
  | {
      readonly key: string;
      readonly ok: false;
      readonly retryable: boolean;
      readonly code: string;
      readonly message: string;
    };

/** Undoing worked, or the vendor's reason why it cannot be undone any more. */
export type CancelResult = { readonly cancelled: true } | { readonly cancelled: false; readonly reason: string };
