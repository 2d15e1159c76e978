import type { JobBatch, JobTransport } from './transport';

/** Hands over inside one process, for tests; `lose` makes it forget hand-overs as a wiped queue would. */
export class MemoryTransport implements JobTransport {
  lose = false;
  private handler: ((batch: JobBatch) => Promise<void>) | null = null;
  private readonly running = new Set<Promise<void>>();

  async hand(batches: readonly JobBatch[]): Promise<void> {
    if (this.lose || this.handler === null) return;
    for (const batch of batches) {
      const run = this.handler(batch);
      this.running.add(run);
      void run.finally(() => this.running.delete(run));
    }
  }

  consume(handler: (batch: JobBatch) => Promise<void>): void {
    this.handler = handler;
  }

  async close(): Promise<void> {
    this.handler = null;
    await Promise.allSettled(this.running);
  }
}
