import type { CancelResult, Cursor, ItemResult, RemoteRecord } from '@crossdock/connector-kit';
import { NotAsExpected, type Expectation } from './check';

/** A reference that nobody ever used is not found. */
export function nothingUnder(reference: string): Expectation<object | null> {
  return {
    describe: (found) => {
      if (found !== null) throw new NotAsExpected(`found something under ${reference}, which nobody has used`);
      return `nothing under ${reference}, as expected`;
    },
  };
}

/** What was just written is found, and is the same record. */
export function sameRecord(written: RemoteRecord): Expectation<RemoteRecord | null> {
  return {
    describe: (found) => {
      if (found === null) throw new NotAsExpected(`${named(written)} was written and is not found again`);
      if (found.id !== written.id) throw new NotAsExpected(`found ${named(found)}, but ${named(written)} was written`);
      return `found ${named(found)} again`;
    },
  };
}

export const written: Expectation<RemoteRecord> = {
  describe: (record) => {
    if (record.id === '') throw new NotAsExpected('the record has no id');
    return `made ${named(record)}`;
  },
};

/** A reason why it cannot be undone is an answer too. */
export const undone: Expectation<CancelResult> = {
  describe: (result) => (result.cancelled ? 'cancelled' : `not cancelled, with a reason: ${result.reason}`),
};

/** One page of a list that goes on. */
export function page<Page extends { readonly next: Cursor | null; readonly more: boolean }>(
  entries: (page: Page) => readonly unknown[],
  what: string,
): Expectation<Page> {
  return {
    describe: (read) => {
      if (read.more && read.next === null) throw new NotAsExpected('there is more, but no cursor to go on from');
      return `${entries(read).length} ${what}${read.more ? ', and more' : ''}`;
    },
  };
}

/**
 * The result of a bulk write of one item.
 * @param refusalIsAnswer see `Expectation`; without it the item must be accepted
 */
export function oneItem(refusalIsAnswer?: string): Expectation<readonly ItemResult[]> {
  return {
    describe: (results) => {
      const [item, ...others] = results;
      if (item === undefined || others.length > 0) {
        throw new NotAsExpected(`${results.length} results came back for one item`);
      }
      if (item.ok) return item.remoteId === undefined ? 'accepted' : `accepted as ${item.remoteId}`;
      const refusal = `${item.code}: ${item.message}`;
      if (refusalIsAnswer === undefined || item.retryable) throw new NotAsExpected(`refused: ${refusal}`);
      return `refused as it must be (${refusal}); ${refusalIsAnswer}`;
    },
    ...(refusalIsAnswer === undefined ? {} : { refusalIsAnswer }),
  };
}

export function named({ id, number }: RemoteRecord): string {
  return number === undefined || number === null || number === id ? id : `${number} (${id})`;
}
