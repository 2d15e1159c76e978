import { ConnectorError } from '@crossdock/connector-kit';
import type { GoOn } from '../persistence/new-jobs';
import type { Database } from '../persistence/sql';
import { settleBatch, type Finished, type Settlement } from './settle-batch';

/** More in one transaction hold locks for longer than they save statements. */
const LARGEST_BATCH = 100;
/** Transactions at a time: while one waits for the disk, the next is filled. */
const AT_A_TIME = 2;

interface Entry {
  readonly finished: Finished;
  readonly resolve: (settlement: Settlement) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Stores outcomes, as many together as have come in: under load that is many in one transaction, otherwise each at once.
 */
export class Settler {
  private waiting: Entry[] = [];
  private readonly busyRuns = new Set<string>();
  private active = 0;
  private planned = false;

  constructor(
    private readonly database: Database,
    private readonly worker: string,
    /** Read before each transaction; null: everything new goes to the dispatcher. */
    private readonly goOn: () => Promise<GoOn | null>,
  ) {}

  /** @throws when the outcome could not be stored */
  async settle(finished: Finished): Promise<Settlement> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ finished, resolve, reject });
      this.plan();
    });
  }

  // What else ends in this turn of the event loop goes along.
  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    setImmediate(() => {
      this.planned = false;
      while (this.active < AT_A_TIME) {
        const batch = this.take();
        if (batch.length === 0) return;
        void this.store(batch);
      }
    });
  }

  /** Each run at most once at a time: its outcomes are stored one after the other. */
  private take(): Entry[] {
    const batch: Entry[] = [];
    const left: Entry[] = [];
    for (const entry of this.waiting) {
      const run = entry.finished.job.flowRunId;
      if (batch.length >= LARGEST_BATCH || this.busyRuns.has(run)) left.push(entry);
      else {
        this.busyRuns.add(run);
        batch.push(entry);
      }
    }
    this.waiting = left;
    return batch;
  }

  private async store(batch: readonly Entry[]): Promise<void> {
    this.active += 1;
    try {
      const goOn = await this.goOn();
      const settlements = await settleTogether(
        this.database,
        batch.map((entry) => entry.finished),
        this.worker,
        goOn,
      );
      batch.forEach((entry, index) => {
        const settlement = settlements[index];
        if (settlement instanceof Error || settlement === undefined) entry.reject(settlement);
        else entry.resolve(settlement);
      });
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    } finally {
      this.active -= 1;
      for (const entry of batch) this.busyRuns.delete(entry.finished.job.flowRunId);
      if (this.waiting.length > 0) this.plan();
    }
  }
}

/** One outcome that cannot be stored does not take the others with it: then each is stored alone. */
async function settleTogether(
  database: Database,
  batch: readonly Finished[],
  worker: string,
  goOn: GoOn | null,
): Promise<(Settlement | Error)[]> {
  if (batch.length > 1) {
    try {
      return await settleBatch(database, batch, worker, goOn);
    } catch {
      // Below, one by one.
    }
  }
  const settlements: (Settlement | Error)[] = [];
  for (const one of batch) {
    settlements.push(await settleExecution(database, one, worker, goOn).catch(asError));
  }
  return settlements;
}

/** Stores the outcome of one execution. */
export async function settleExecution(
  database: Database,
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
  database: Database,
  finished: Finished,
  worker: string,
  goOn: GoOn | null,
): Promise<Settlement> {
  const [settlement] = await settleBatch(database, [finished], worker, goOn);
  if (settlement === undefined) throw new Error('One execution has one outcome.');
  return settlement;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
