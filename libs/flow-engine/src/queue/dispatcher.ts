import { setTimeout as sleep } from 'node:timers/promises';
import type { Lane } from '../definition/lane';
import { pickDue, type PickedJob } from '../persistence/due-jobs';
import type { Sql } from '../persistence/sql';
import type { JobBatch, JobTransport } from './transport';

/** One hand-over carries at most this many ids: few messages for a crowd, and still work for every worker. */
const BATCH_SIZE = 16;
/** Between rounds, so that what comes in at nearly the same time goes in one hand-over. */
const GATHER_MS = 15;
/** Taken when nothing pokes the dispatcher: due times of retries and polls pass without anybody saying so. */
const IDLE_MS = 200;

/** A worker in the dispatcher's own process. */
export interface NearWorker {
  /** Claims what is due and runs it. Answers how many jobs that were, or null when others must do them. */
  takeDue(lanes: readonly Lane[]): Promise<number | null>;
}

/**
 * Moves due jobs from the table to the queue, never more of one connection than its window allows: that is what keeps a
 * slow system from holding up the others, and a paused system's work in the table where it can be counted. A worker in the
 * same process is given them directly, until it has enough: the queue is for the workers of other processes.
 */
export class Dispatcher {
  private running = false;
  private poked = false;
  private wake: (() => void) | null = null;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Sql,
    private readonly transport: JobTransport,
    private readonly lanes: () => Promise<readonly Lane[]>,
    private readonly onError: (error: unknown) => void,
    private readonly near: NearWorker | null = null,
  ) {}

  start(): void {
    this.running = true;
    this.loop = this.run();
  }

  /** Something is due: do not wait for the next round. */
  poke(): void {
    this.poked = true;
    this.wake?.();
  }

  async stop(): Promise<void> {
    this.running = false;
    this.wake?.();
    await this.loop;
  }

  /** One round. Returns how many jobs were handed over. */
  async dispatch(): Promise<number> {
    const lanes = (await this.lanes()).filter((lane) => lane.window > 0);
    if (lanes.length === 0) return 0;
    const taken = (await this.near?.takeDue(lanes)) ?? null;
    if (taken !== null) return taken;
    const picked = await pickDue(this.database, lanes);
    if (picked.length > 0) await this.transport.hand(batchesOf(picked));
    return picked.length;
  }

  private async run(): Promise<void> {
    while (this.running) {
      this.poked = false;
      const handed = await this.dispatch().catch((error: unknown) => {
        this.onError(error);
        return 0;
      });
      if (handed === 0) await this.pause();
      else await sleep(GATHER_MS);
    }
  }

  private async pause(): Promise<void> {
    if (this.poked || !this.running) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, IDLE_MS);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
  }
}

function batchesOf(picked: readonly PickedJob[]): JobBatch[] {
  const byConnection = new Map<string, string[]>();
  for (const job of picked) {
    const ids = byConnection.get(job.connectionId) ?? [];
    ids.push(job.id);
    byConnection.set(job.connectionId, ids);
  }
  return [...byConnection].flatMap(([connectionId, ids]) => {
    const count = Math.ceil(ids.length / BATCH_SIZE);
    return Array.from({ length: count }, (_, index) => ({
      connectionId,
      jobIds: ids.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
    }));
  });
}
