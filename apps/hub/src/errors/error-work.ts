import { OperatorActions, type AnyFlow, type Database } from '@crossdock/flow-engine';
import { BULK_EVERY_MS, BulkRunner } from './bulk/bulk-runner';
import { ErrorFollower } from './error-follower';

const FOLLOW_EVERY_MS = 500;

export interface RepeatedWork {
  readonly name: string;
  readonly everyMs: number;
  /** Returns true when it should be done again at once. */
  readonly work: () => Promise<boolean>;
}

/** What the leader does about errors, again and again. `due` says that jobs are due. */
export function errorWork(database: Database, flows: ReadonlyMap<string, AnyFlow>, due: () => void): RepeatedWork[] {
  const actions = new OperatorActions(database, flows);
  const follower = new ErrorFollower(database, actions);
  const runner = new BulkRunner(database, actions, due);
  return [
    { name: 'Following the errors', everyMs: FOLLOW_EVERY_MS, work: async () => follower.pass() },
    {
      name: 'Working off a bulk action',
      everyMs: BULK_EVERY_MS,
      work: async () => {
        await runner.pass();
        return false;
      },
    },
  ];
}
