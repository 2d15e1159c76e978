import type { Database } from '@crossdock/flow-engine';
import type { RepeatedWork } from '../errors/error-work';
import { followClosings } from './closings';
import { spreadChanges } from './spreading';

const EVERY_MS = 100;

/** What the leader does about stock, again and again. `due` says that jobs are due. */
export function stockWork(database: Database, due: () => void): RepeatedWork[] {
  return [
    {
      name: 'Following the stock',
      everyMs: EVERY_MS,
      work: async () => {
        const isMoreClosed = await followClosings(database);
        const isMoreChanged = await spreadChanges(database, due);
        return isMoreClosed || isMoreChanged;
      },
    },
  ];
}
