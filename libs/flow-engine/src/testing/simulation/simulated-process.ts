import type { AnyFlow } from '../../definition/flow';
import { HEARTBEAT_MS, Worker } from '../../execution/worker';
import type { Lane } from '../../definition/lane';
import type { JobBatch } from '../../queue/transport';
import type { Link } from './memory-database';
import type { Storage } from './storage';

export interface ProcessParts {
  readonly name: string;
  readonly storage: Storage;
  readonly flow: AnyFlow;
  readonly lanes: readonly Lane[];
  /** Its worker never notices that time has passed. */
  readonly blind: boolean;
  readonly clock: { readonly now: number };
  /** Called before and after each commit; throws when the connection fails there. */
  readonly onCommit: Pick<Link, 'before' | 'committed'>;
  readonly onError: (error: unknown) => void;
}

/** A process with a worker, which can be killed and frozen. */
export class SimulatedProcess {
  readonly name: string;
  private readonly worker: Worker;
  private readonly onError: (error: unknown) => void;
  private alive = true;
  private frozen = false;
  private lastBeat: number;
  /** What came while it was frozen. */
  private held: (() => void)[] = [];

  constructor({ name, storage, flow, lanes, clock, blind, onCommit, onError }: ProcessParts) {
    this.name = name;
    this.onError = onError;
    this.lastBeat = clock.now;
    const link: Link = {
      before: async (what) => {
        if (!this.alive) throw new Error('This process is dead.');
        await onCommit.before(what);
      },
      committed: onCommit.committed,
    };
    this.worker = new Worker(storage.connect(link), {
      name,
      flows: new Map([[flow.name, flow]]),
      openPorts: async () => ({}),
      lanes: async () => lanes,
      onSettled: () => undefined,
      onError,
      now: () => (blind ? 0 : clock.now),
    });
  }

  get isAlive(): boolean {
    return this.alive;
  }

  /** Takes in what comes from outside: at once, when it is awake again, or never. */
  hear(what: () => void): void {
    if (this.frozen) this.held.push(what);
    else if (this.alive) what();
  }

  run(batch: JobBatch): void {
    this.hear(() => {
      void this.worker.run(batch);
    });
  }

  /** Its dispatcher gives it what is due. */
  takeDue(lanes: readonly Lane[]): void {
    this.hear(() => {
      this.worker.takeDue(lanes).catch(this.onError);
    });
  }

  kill(): void {
    this.alive = false;
    this.frozen = false;
    this.held = [];
  }

  freeze(): void {
    this.frozen = true;
  }

  thaw(): void {
    this.frozen = false;
    for (const what of this.held.splice(0)) what();
  }

  async beatIfDue(now: number): Promise<void> {
    if (!this.alive || this.frozen || now - this.lastBeat < HEARTBEAT_MS) return;
    this.lastBeat = now;
    await this.worker.beat();
  }
}
