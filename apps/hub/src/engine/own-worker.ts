import type { GoOn, NextJob, Worker } from '@crossdock/flow-engine';

/**
 * The worker of this very process, if it has one. What is stored here is begun here, without the way through dispatcher and
 * queue: `goOn` is asked before the transaction, and `take` is given what it claimed after the commit.
 */
export class OwnWorker {
  private worker: Worker | null = null;

  attach(worker: Worker): void {
    this.worker = worker;
  }

  async goOn(): Promise<GoOn | null> {
    return this.worker === null ? null : this.worker.goOn();
  }

  take(jobs: readonly NextJob[]): void {
    this.worker?.take(jobs);
  }
}
