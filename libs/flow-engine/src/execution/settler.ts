import { ConnectorError } from '@crossdock/connector-kit';
import type { GoOn } from '../persistence/new-jobs';
import type { TransactionalSql } from '../persistence/sql';
import { GroupCommit } from './group-commit';
import { settleBatch, type Finished, type Settlement } from './settle-batch';

const LARGEST_BATCH = 100;
const AT_A_TIME = 2;

/** Stores the outcomes of a worker, as many together as have come in. `goOn` is asked before each transaction. */
export function settler(
  database: TransactionalSql,
  worker: string,
  goOn: () => Promise<GoOn | null>,
): GroupCommit<Finished, Settlement> {
  return new GroupCommit({
    largest: LARGEST_BATCH,
    atATime: AT_A_TIME,
    keyOf: ({ job }) => job.flowRunId,
    store: async (batch) => {
      const [first, ...more] = batch;
      if (first !== undefined && more.length === 0)
        return [await settleExecution(database, first, worker, await goOn())];
      return settleBatch(database, batch, worker, await goOn());
    },
  });
}

/** Stores the outcome of one execution. */
export async function settleExecution(
  database: TransactionalSql,
  finished: Finished,
  worker: string,
  goOn: GoOn | null = null,
): Promise<Settlement> {
  try {
    return await settleOne(database, finished, worker, goOn);
  } catch (error) {
    // What the step wanted stored was refused on purpose: that is a failure of the step, and nothing of it was stored.
    if (finished.execution.outcome === null || !(error instanceof ConnectorError)) throw error;
    const failed = { ...finished, execution: { ...finished.execution, outcome: null, error } };
    return settleOne(database, failed, worker, goOn);
  }
}

async function settleOne(
  database: TransactionalSql,
  finished: Finished,
  worker: string,
  goOn: GoOn | null,
): Promise<Settlement> {
  const [settlement] = await settleBatch(database, [finished], worker, goOn);
  if (settlement === undefined) throw new Error('One execution has one outcome.');
  return settlement;
}
